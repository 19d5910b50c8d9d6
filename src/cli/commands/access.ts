import type { Command } from 'commander';
import * as access from '../../contract/access.ts';
import { ACCESS_LEVELS, type AccessLevel } from '../../core/access/rights.ts';
import { Failure } from '../../core/failure.ts';
import { printTable } from '../print.ts';
import { readPassphrase } from '../read-key.ts';
import { ask } from '../session.ts';

/** Who may see and do what in the company's book. */
export function addAccessCommands(program: Command): void {
  const group = program
    .command('access')
    .description("who may see and do what; whoever can read the book's file reads everything");
  group
    .command('list')
    .action((_options, command: Command) => ask(command, access.accessList, {}, show));
  group
    .command('set <email>')
    .description('give access, or another level; the first one puts access in force')
    .requiredOption('--level <level>', ACCESS_LEVELS.join(', '))
    .option('--name <name>', 'of somebody who is no person of the book')
    .option('--team <team>', "a manager's, else the person's own")
    .option('--os-user <user>', 'whose user of this computer needs no passphrase')
    .action(
      (
        email: string,
        options: { level: string; name?: string; team?: string; osUser?: string },
        command: Command,
      ) =>
        ask(command, access.accessSet, { ...options, email, level: levelOf(options.level) }, show),
    );
  group
    .command('passphrase <email>')
    .description('set the passphrase or PIN, read from standard input')
    .action(async (email: string, _options, command: Command) => {
      const passphrase = await readPassphrase('Passphrase (it is not shown): ');
      return ask(command, access.accessPassphrase, { email, passphrase }, show);
    });
  group
    .command('end <email>')
    .action((email: string, _options, command: Command) =>
      ask(command, access.accessEnd, { email }, show),
    );
}

function levelOf(text: string): AccessLevel {
  const level = ACCESS_LEVELS.find((one) => one === text);
  if (level) return level;
  throw new Failure('wrong_usage', `A level is one of ${ACCESS_LEVELS.join(', ')}.`, {
    value: text,
  });
}

function show({ access: list }: access.AccessDoc): void {
  printTable(
    ['E-mail', 'Name', 'Level', 'Team', 'Unlocked by', 'From', 'To'],
    list.map((one) => [
      one.email,
      one.name,
      one.level,
      one.team ?? '',
      one.unlock === 'os-user' ? `user ${one.osUser}` : one.unlock,
      one.from.slice(0, 10),
      one.to?.slice(0, 10) ?? '',
    ]),
  );
}
