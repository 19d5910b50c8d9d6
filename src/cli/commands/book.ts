import type { Command } from 'commander';
import { bookVerify, exportRun } from '../../contract/book.ts';
import { printTable, say } from '../print.ts';
import { ask, exitState } from '../session.ts';
import { monthArgument } from './month.ts';

type ExportOptions = {
  month: string;
  out: string;
  format?: 'csv' | 'xlsx';
  bom?: boolean;
  decimal?: 'point' | 'comma';
};

export function addBookCommands(program: Command): void {
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

  program
    .command('export <kind>')
    .description('write a table of the month')
    .requiredOption('--month <month>', '', monthArgument)
    .requiredOption('--out <file>')
    .option('--format <format>', 'csv or xlsx')
    .option('--bom', 'begin with a byte-order mark, for Excel')
    .option('--decimal <mark>', 'point or comma')
    .action((kind: 'charges' | 'seats', options: ExportOptions, command: Command) =>
      ask(command, exportRun, { kind, ...options }, ({ file, rows }) =>
        say(`Wrote ${rows} rows to ${file}.`),
      ),
    );
}
