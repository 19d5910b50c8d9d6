import type { Command } from 'commander';
import { bookVerify } from '../../contract/book.ts';
import { printTable } from '../print.ts';
import { ask, exitState } from '../session.ts';

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
}
