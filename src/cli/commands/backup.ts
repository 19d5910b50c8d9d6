import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import type { Command } from 'commander';
import { backupRun } from '../../contract/close.ts';
import { Failure } from '../../core/failure.ts';
import { printJson, printTable, say } from '../print.ts';
import { actor, ask, bookFile, exitState, globalOptions, resourcesFolder } from '../session.ts';

/** A passphrase is never an argument: others could read it in the list of processes. */
const PASSPHRASE_HELP = 'read the passphrase from standard input; else SEATWORTH_PASSPHRASE';

type PassphraseOptions = { passphraseStdin?: boolean };

/** Copies of the book, and getting it back. */
export function addBackupCommands(program: Command): void {
  program
    .command('backup <out>')
    .description('copy the book and its originals into one file; with a passphrase, encrypted')
    .option('--passphrase-stdin', PASSPHRASE_HELP)
    .action(async (out: string, options: PassphraseOptions, command: Command) => {
      const passphrase = await givenPassphrase(options);
      const input = passphrase === null ? { out } : { out, passphrase };
      await ask(command, backupRun, input, ({ file, bytes, encrypted }) =>
        say(`Wrote ${file} (${bytes} bytes).${encrypted ? '' : ` ${PLAIN}`}`),
      );
      if (globalOptions(command).json && passphrase === null) say(PLAIN);
    });

  program
    .command('restore <file>')
    .description('bring a copy back as a book at --book, after checking it')
    .option('--replace', 'put it in the place of the book that is there, which is kept beside it')
    .option('--passphrase-stdin', PASSPHRASE_HELP)
    .action(restore);

  program
    .command('salvage <out>')
    .description('copy what can be read of a damaged book into a new one')
    .action((out: string, _options, command: Command) => salvage(out, command));
}

const PLAIN =
  'It is not encrypted: whoever has the file can read it. Set SEATWORTH_PASSPHRASE to encrypt it.';

async function restore(
  file: string,
  options: PassphraseOptions & { replace?: boolean },
  command: Command,
): Promise<void> {
  const global = globalOptions(command);
  const given = await givenPassphrase(options);
  const { restoreBackup } = await import('../../main/services/backup/restore-backup.ts');
  const done = await restoreBackup({
    file,
    target: bookFile(global),
    passphrase: given ?? (await askedPassphrase(file)),
    replace: options.replace ?? false,
    resources: resourcesFolder,
    who: actor(global),
    now: () => new Date().toISOString(),
  });
  if (global.json) printJson(done);
  else {
    say(`${done.company} is back at ${done.book}; the copy passed its check.`);
    if (done.replaced) say(`The book that was there is kept as ${done.replaced}.`);
    say('Keys of accounts are not in copies: enter them again on this computer.');
  }
}

async function salvage(out: string, command: Command): Promise<void> {
  const { salvageBook } = await import('../../main/book/salvage/salvage-book.ts');
  const global = globalOptions(command);
  const at = new Date().toISOString();
  const done = salvageBook({ file: bookFile(global), out, who: actor(global), at });
  if (global.json) printJson(done);
  else {
    printTable(
      ['Table', 'Saved', 'Lost'],
      done.tables.map((one) => [one.table, String(one.saved), String(one.lost ?? 'not known')]),
    );
    if (done.settings.length > 0) {
      say(`Settings were taken from the trail of changes: ${done.settings.join(', ')}.`);
    }
    say(done.whole ? `Everything was saved to ${out}.` : `What could be read was saved to ${out}.`);
  }
  if (!done.whole) exitState.code = 1;
}

export async function givenPassphrase(options: PassphraseOptions): Promise<string | null> {
  const given = options.passphraseStdin
    ? (await readText(process.stdin)).replace(/\r?\n$/, '')
    : (process.env['SEATWORTH_PASSPHRASE'] ?? '');
  if (options.passphraseStdin && given === '') {
    throw new Failure('passphrase_missing', 'No passphrase came from standard input.');
  }
  return given === '' ? null : given;
}

/** Asks a person at a terminal, without showing what is typed. */
async function askedPassphrase(file: string): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  const { copyKind } = await import('../../main/backup/archive.ts');
  if ((await copyKind(file).catch(() => null)) !== 'encrypted') return null;
  process.stderr.write('Passphrase: ');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    lines.question('', (line) => {
      lines.close();
      process.stderr.write('\n');
      resolve(line === '' ? null : line);
    });
  });
}
