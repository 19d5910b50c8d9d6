import type { Command } from 'commander';
import { auditList, bookVerify } from '../../contract/book.ts';
import { sayIfOpen } from '../open-to-others.ts';
import { printTable, say } from '../print.ts';
import { ask, bookFile, exitState, globalOptions } from '../session.ts';
import { countArgument } from './allowance-options.ts';
import { givenPassphrase } from './backup.ts';

export function addBookCommands(program: Command): void {
  program
    .command('audit')
    .description('the trail of changes, newest first')
    .option('--words <text>', 'only entries that hold all of these words')
    .option('--before <id>', 'only entries before this one', countArgument)
    .option('--limit <number>', 'how many, 500 at the most', countArgument)
    .action((options: { words?: string; before?: number; limit?: number }, command: Command) =>
      ask(command, auditList, options, ({ entries }) =>
        printTable(
          ['No.', 'At', 'Who', 'What', 'Of what', 'Values'],
          entries.map((one) => [
            String(one.id),
            one.at,
            one.who,
            one.action,
            one.subject,
            one.detail,
          ]),
        ),
      ),
    );
  program
    .command('verify')
    .description('check the book, and hold its trail against what was kept elsewhere')
    .option('--against <file>', 'a copy, a manifest, the document of a close or a statement')
    .option(
      '--passphrase-stdin',
      "an encrypted copy's, from standard input; else SEATWORTH_PASSPHRASE",
    )
    .action(verify);
}

type VerifyOptions = { against?: string; passphraseStdin?: boolean };

async function verify(options: VerifyOptions, command: Command): Promise<void> {
  const { against } = options;
  const passphrase = against === undefined ? null : await givenPassphrase(options);
  const input = {
    ...(against === undefined ? {} : { against }),
    ...(passphrase === null ? {} : { passphrase }),
  };
  await ask(
    command,
    bookVerify,
    input,
    ({ checks, openTo }) => {
      printTable(
        ['Check', 'Holds', 'Detail'],
        checks.map((one) => [one.name, one.ok ? 'yes' : 'NO', one.detail]),
      );
      if (against === undefined) say(WHAT_THE_CHAIN_PROVES);
      sayIfOpen(bookFile(globalOptions(command)), openTo);
    },
    ({ ok }) => {
      if (!ok) exitState.code = 1;
    },
  );
}

const WHAT_THE_CHAIN_PROVES =
  'The chain shows that no entry of the trail was changed, taken out or put in while the others stayed. Whoever ' +
  'rewrites it whole, or cuts its end, leaves it consistent: hold it against a copy, a manifest or a statement ' +
  'that lies elsewhere, with --against FILE.';
