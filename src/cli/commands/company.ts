import { type Command, Option } from 'commander';
import * as company from '../../contract/company.ts';
import { ledgerAgree, ledgerTaxAccount } from '../../contract/ledger.ts';
import { heldWrite } from '../../contract/mine.ts';
import { modelsMatch } from '../../contract/models.ts';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { LEDGER_PACKS } from '../../core/ledger/ledger-account.ts';
import { moneyCell } from '../money-cell.ts';
import { sayIfOpen } from '../open-to-others.ts';
import { printJson, printTable, say } from '../print.ts';
import { actor, ask, bookFile, globalOptions } from '../session.ts';
import { addOpeningCreditsCommand } from './opening-credits.ts';

export function addCompanyCommands(program: Command): void {
  program
    .command('init')
    .description('make a new book')
    .requiredOption('--company <name>')
    .requiredOption('--currency <code>')
    .option('--week-start <weekday>', 'the first day of the week', 'monday')
    .option('--time-zone <zone>', 'where the company’s days begin, such as Europe/Berlin', 'UTC')
    .option('--ledger-pack <pack>', `the chart of accounts: ${LEDGER_PACKS.join(', ')}`)
    .action(
      async (
        options: {
          company: string;
          currency: string;
          weekStart: string;
          timeZone: string;
          ledgerPack?: string;
        },
        command: Command,
      ) => {
        const [{ createCompany }, { syncedFolderOf }, { openToOthers }, { newestSchema }] =
          await Promise.all([
            import('../../main/services/company/company.ts'),
            import('../../main/book/synced-folder.ts'),
            import('../../main/book/book-rights.ts'),
            import('../../main/book/migrate.ts'),
          ]);
        const file = bookFile(globalOptions(command));
        const at = new Date().toISOString();
        createCompany(file, { ...options, who: actor(globalOptions(command)), at }).close();
        const synced = syncedFolderOf(file);
        if (synced) {
          say(
            `${file} lies in ${synced}. A synced folder can break a book: keep it in a local folder, and share exports and backups.`,
          );
        }
        sayIfOpen(file, openToOthers(file));
        const currency = options.currency.toUpperCase();
        if (!globalOptions(command).json)
          return say(`Made ${file} for ${options.company}, in ${currency}.`);
        return printJson({ book: file, company: options.company, currency, schema: newestSchema });
      },
    );

  addPeopleCommands(program);
  addIdentityCommands(program);
  addSettingCommands(program);
  addRuleCommands(program);
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

function addSettingCommands(program: Command): void {
  const settings = program
    .command('settings')
    .description('all settings with their defaults')
    .action((_options, command: Command) => ask(command, company.settingsList, {}, showSettings));
  settings
    .command('set <key> <value>')
    .action((key: string, value: string, _options, command: Command) =>
      ask(command, company.settingsSet, { key, value }, showSettings),
    );
  settings
    .command('agree <keys...>')
    .description(
      "note that the ledger's settings stand as agreed, with whom; without a name take it back",
    )
    .option('--with <name>')
    .action((keys: string[], options: { with?: string }, command: Command) =>
      ask(command, ledgerAgree, { keys, with: options.with ?? null }, showAgreed),
    );
  addTaxAccountCommand(settings);
  addOpeningCreditsCommand(settings);
}

function addTaxAccountCommand(settings: Command): void {
  settings
    .command('tax-account <rate> <account>')
    .description('name the ledger account of tax at a rate; the other rates stay')
    .addOption(
      new Option('--for <what>', 'which tax it is')
        .choices(['input-tax', 'reverse-charge-in', 'reverse-charge-out'])
        .default('input-tax'),
    )
    .action(
      (
        rate: string,
        account: string,
        options: { for: InputOf<typeof ledgerTaxAccount>['role'] },
        command: Command,
      ) => ask(command, ledgerTaxAccount, { role: options.for, rate, account }, showAgreed),
    );
}

function showAgreed({ settings }: OutputOf<typeof ledgerAgree>): void {
  printTable(
    ['Setting', 'Value', 'Agreed with', 'On'],
    settings.map(({ key, value, agreed }) => [
      key,
      value,
      agreed?.with ?? 'proposed',
      agreed?.day ?? '',
    ]),
  );
}

function showSettings({
  settings,
}: {
  settings: readonly { key: string; value: string; default: string }[];
}): void {
  printTable(
    ['Setting', 'Value', 'Default'],
    settings.map((one) => [one.key, one.value, one.default]),
  );
}

type KindOptions = { weight: string; value?: string; from: string };
type BaselineOptions = { person?: string; role?: string; units: string; per: 'month' };
type ModelOptions = {
  class?: 'flagship' | 'standard' | 'light';
  input?: string;
  output?: string;
  cacheRead?: string;
  cacheWrite?: string;
  cacheWrite1h?: string;
  context?: 'short' | 'long';
  account?: string;
  lower?: string;
  from?: string;
};

function addRuleCommands(program: Command): void {
  const showKinds = ({
    kinds,
  }: {
    kinds: readonly { kind: string; weights: readonly { from: string; weight: number }[] }[];
  }): void =>
    printTable(
      ['Kind', 'Weights'],
      kinds.map((one) => [
        one.kind,
        one.weights.map(({ from, weight }) => `${weight} from ${from}`).join(', ') || '1',
      ]),
    );
  const kinds = program
    .command('kinds')
    .description('kinds of output and their weights')
    .action((_options, command: Command) => ask(command, company.kindsList, {}, showKinds));
  kinds
    .command('set <kind>')
    .requiredOption('--weight <number>')
    .option('--value <amount>', 'what one unit is worth, in base currency')
    .requiredOption('--from <month>')
    .action((kind: string, options: KindOptions, command: Command) =>
      ask(command, company.kindsSet, { kind, ...options }, showKinds),
    );

  const showBaselines = ({
    baselines,
  }: {
    baselines: readonly { person: { email: string } | null; role: string | null; units: number }[];
  }): void =>
    printTable(
      ['Person or role', 'Units a month'],
      baselines.map((one) => [one.person?.email ?? one.role ?? '', String(one.units)]),
    );
  const baseline = program
    .command('baseline')
    .description('stated baselines')
    .action((_options, command: Command) => ask(command, company.baselinesList, {}, showBaselines));
  baseline
    .command('set')
    .option('--person <email>')
    .option('--role <role>')
    .requiredOption('--units <number>')
    .option('--per <period>', 'month', 'month')
    .action((options: BaselineOptions, command: Command) =>
      ask(command, company.baselineSet, options, showBaselines),
    );

  const showModels = (doc: OutputOf<typeof company.modelsList>): void => {
    printTable(
      ['Model', 'Class', 'Input', 'Output', 'From'],
      doc.models.map((one) => [
        one.model,
        one.class ?? '',
        one.input ?? '',
        one.output ?? '',
        one.from ?? '',
      ]),
    );
    for (const { rows, text } of doc.unpriced) say(`Waiting (${rows}): ${text}.`);
    for (const { model, rows } of doc.lengthUnstated)
      say(`${model}: rows that do not state their length, priced as short requests: ${rows}.`);
    for (const { model, account, context, from } of doc.lengths)
      say(`${model}, ${account ?? 'every source'}: ${context} requests from ${from}.`);
  };
  program
    .command('prices')
    .description('the list of prices per million tokens')
    .action((_options, command: Command) => ask(command, company.modelsList, {}, showModels))
    .command('update <file>')
    .description('take a list (JSON, as resources/prices.json) from a file; open months follow')
    .action((file: string, _options, command: Command) =>
      ask(command, company.pricesUpdate, { file }, ({ update }) =>
        say(`${update.lines} prices: ${update.added} new, ${update.changed} changed.`),
      ),
    );
  const models = program
    .command('models')
    .description('prices (USD per million tokens) and classes of models')
    .action((_options, command: Command) => ask(command, company.modelsList, {}, showModels));
  models
    .command('set <model>')
    .option('--class <class>')
    .option('--input <price>')
    .option('--output <price>')
    .option('--cache-read <price>')
    .option('--cache-write <price>')
    .option('--cache-write-1h <price>')
    .option('--context <length>', 'short or long: the requests of rows that do not say so')
    .option('--account <name>', 'with --context: of one account, or of a tool without one')
    .option('--lower <model>', "the next model down, where it is not the provider's next class")
    .option('--from <day>', 'from when it holds; of --lower alone left out')
    .action((model: string, { from, ...options }: ModelOptions, command: Command) => {
      const saysMore = Object.keys(options).some(
        (name) => !['lower', 'book', 'json', 'as'].includes(name),
      );
      if (from === undefined && (saysMore || options.lower === undefined)) {
        throw new Failure(
          'wrong_usage',
          'Say from which day it holds, with --from 2026-06-01.',
          {},
        );
      }
      const day = from ?? new Date().toISOString().slice(0, 10);
      return ask(command, company.modelsSet, { model, ...options, from: day }, showModels);
    });
  models
    .command('match')
    .description('what the same use would have cost on the next model down')
    .requiredOption('--month <month>')
    .option('--person <email>')
    .action((options: { month: string; person?: string }, command: Command) =>
      ask(command, modelsMatch, modelsMatch.input.parse(options), ({ rows }) =>
        printTable(
          [
            'Person',
            'Model',
            'Requests',
            'Charged',
            'API value',
            'Lower',
            'There',
            'Break-even',
            'Short days',
            'Saves',
          ],
          rows.map((one) => [
            one.person.name,
            one.model,
            String(one.requests),
            moneyCell(one.charged),
            moneyCell(one.apiValue),
            one.lower ?? `(${one.missing ?? ''})`,
            moneyCell(one.lowerCost),
            one.breakEven === null ? '' : one.breakEven.toFixed(3),
            String(one.movable.days),
            moneyCell(one.movable.saves),
          ]),
        ),
      ),
    );
}
