import type { Command } from 'commander';
import * as company from '../../contract/company.ts';
import { heldWrite } from '../../contract/mine.ts';
import type { OutputOf } from '../../contract/request.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';

export function addPeopleAndIdentityCommands(program: Command): void {
  addPeopleCommands(program);
  addIdentityCommands(program);
}

function addPeopleCommands(program: Command): void {
  const people = program
    .command('people')
    .description('everyone, by name')
    .action((_options, command: Command) =>
      ask(command, company.peopleList, {}, ({ people }) =>
        printTable(
          ['Name', 'E-mail', 'Role', 'Team', 'From', 'To', 'Monthly cost'],
          people.map((one) => [
            one.name,
            one.email,
            one.role ?? '',
            one.team ?? '',
            one.start ?? '',
            one.end ?? '',
            moneyCell(one.monthlyCost),
          ]),
        ),
      ),
    );
  people
    .command('held <email>')
    .description('write everything that is held about a person: a document, a page, the receipts')
    .requiredOption('--out <file>')
    .action((person: string, { out }: { out: string }, command: Command) =>
      ask(command, heldWrite, { person, out }, ({ file, page, receipts, missingReceipts }) => {
        say(`Written: ${file}, to read ${page}, receipts in ${receipts}.`);
        if (missingReceipts.length > 0)
          say(`${missingReceipts.length} receipts lie beside the book no more and are not in it.`);
      }),
    );
  people
    .command('erase <email>')
    .description('erase somebody who has left: a pseudonym everywhere, the figures stay')
    .requiredOption('--reason <text>', 'kept in the audit log')
    .action((person: string, { reason }: { reason: string }, command: Command) =>
      ask(command, company.peopleErase, { person, reason }, showErased),
    );
}

function showErased(erased: OutputOf<typeof company.peopleErase>): void {
  const { pseudonym, months, receipts, isFileClean, copies } = erased;
  say(
    `In this book it is ${pseudonym} from now on${months.length > 0 ? `, also in the closed months ${months.join(', ')}` : ''}. Figures are as they were.`,
  );
  if (receipts > 0)
    say(`${receipts} ${receipts === 1 ? 'receipt' : 'receipts'} went; their years are over.`);
  if (!isFileClean) {
    say(
      'Another program has the book open: parts of its file may hold the name until it is written anew. Close it and run "people erase" again.',
    );
  }
  if (copies.length > 0)
    say(
      `These copies hold the name yet; delete them when you need them no more:\n${copies.join('\n')}`,
    );
  say(
    'Exports, statements and backups that were written before are yours to delete: the book does not know where they are.',
  );
}

type AssignOptions = { from?: string; to?: string; share?: string[]; account?: string };

function addIdentityCommands(program: Command): void {
  const identities = program
    .command('identities')
    .description('how accounts know people')
    .action((_options, command: Command) =>
      ask(command, company.identitiesList, {}, showIdentities),
    );
  identities
    .command('assign <identity> [person]')
    .description('give an identity to a person, or split it with --share')
    .option('--from <day>')
    .option('--to <day>')
    .option('--account <name>', 'only where this account or tool names it')
    .option('--share <email=percent...>', 'split by percentages')
    .action(
      (identity: string, person: string | undefined, options: AssignOptions, command: Command) => {
        const shares = (options.share ?? []).map((text) => {
          const [email = '', percent = ''] = text.split('=');
          return { email, percent };
        });
        if (person !== undefined) shares.unshift({ email: person, percent: '100' });
        return ask(
          command,
          company.identitiesAssign,
          {
            identity,
            shares,
            from: options.from ?? null,
            to: options.to ?? null,
            ...(options.account === undefined ? {} : { source: options.account }),
          },
          showIdentities,
        );
      },
    );
}

function showIdentities({
  identities,
}: Awaited<ReturnType<typeof company.identitiesList.output.parse>>): void {
  printTable(
    ['Identity', 'Source', 'Carried by', 'Suggestion'],
    identities.map((one) => [
      one.identity,
      one.source,
      one.assignments
        .map(({ person, share, from, to }) => {
          const part = share === 1 ? '' : ` ${Math.round(share * 1e4) / 100} %`;
          const dates = from || to ? ` (${from ?? '…'} to ${to ?? '…'})` : '';
          return `${person.email}${part}${dates}`;
        })
        .join(', '),
      one.suggestion ?? '',
    ]),
  );
}
