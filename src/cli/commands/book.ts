import type { Command } from 'commander';
import { auditList, bookVerify } from '../../contract/book.ts';
import { printTable } from '../print.ts';
import { ask, exitState } from '../session.ts';
import { countArgument } from './allowance-options.ts';

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
    .description('check the book')
    .action((_options, command: Command) =>
      ask(
        command,
        bookVerify,
        {},
        ({ checks }) =>
          printTable(
            ['Check', 'Holds', 'Detail'],
            checks.map((one) => [one.name, one.ok ? 'yes' : 'NO', one.detail]),
          ),
        ({ ok }) => {
          if (!ok) exitState.code = 1;
        },
      ),
    );
}
