import { type Command, Option } from 'commander';
import * as accounts from '../../contract/accounts.ts';
import type { OutputOf } from '../../contract/request.ts';
import * as sync from '../../contract/syncs.ts';
import { Failure } from '../../core/failure.ts';
import { smallText } from '../../main/ordinary-file.ts';
import { PROVIDERS } from '../../main/providers/registry.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { KEY_QUESTION, readKeyText } from '../read-key.ts';
import { ask, exitState, withBook } from '../session.ts';
import { dayArgument } from '../value-forms.ts';
import { addAccountWriteCommands } from './account-writes.ts';
import { addSyncCommand } from './sync.ts';

/** Accounts at providers, and their syncs. */
export function addAccountCommands(program: Command): void {
  const command = program
    .command('accounts')
    .description('accounts at providers')
    .action((_options, self: Command) => ask(self, accounts.accountsList, {}, showAccounts));
  command
    .command('billing <account> <billing>')
    .description(
      'how its use is billed: use, or plan (covered, charges nothing); of a tool without an account also auto',
    )
    .action((account: string, billing: 'use' | 'plan' | 'auto', _options, self: Command) =>
      ask(self, accounts.accountsBilling, { account, billing }, showAccounts),
    );
  command
    .command('credit-price <account>')
    .description('what a credit costs by your contract, from a day on; rows that wait are priced')
    .requiredOption('--price <price>', 'for one credit, such as 0.04')
    .requiredOption('--currency <code>')
    .requiredOption('--from <day>', 'the first day on which it holds', dayArgument)
    .action(
      (
        account: string,
        options: { price: string; currency: string; from: string },
        self: Command,
      ) => ask(self, accounts.accountsCreditPrice, { account, ...options }, showAccounts),
    );
  command
    .command('providers')
    .description('the providers that the app knows, and what each can tell')
    .action((_options, self: Command) =>
      ask(self, accounts.providersList, {}, ({ providers }) =>
        printTable(
          ['Provider', 'Name', 'Tells'],
          providers.map((one) => [
            one.id,
            one.name,
            one.capabilities.words.map(({ text }) => text).join(' '),
          ]),
        ),
      ),
    );
  addKeyCommands(command);
  addDetailCommands(command);
  addAccountWriteCommands(command);
  addSyncCommand(program);
}

type AddOptions = {
  provider: string;
  url?: string;
  organization?: string;
  authority?: string;
  from?: string;
  automatic?: boolean;
  chargedElsewhere?: boolean;
  unchecked?: boolean;
  thisRunOnly?: boolean;
};

function addKeyCommands(command: Command): void {
  command
    .command('add <name>')
    .description('connect an account; its key comes from standard input or a prompt')
    .addOption(
      new Option('--provider <provider>')
        .choices(PROVIDERS.map(({ id }) => id))
        .makeOptionMandatory(),
    )
    .option('--url <address>', 'where a provider of your own runs')
    .option(
      '--organization <name>',
      'GitHub: the organization; Codex: the workspace id; Microsoft: the tenant id',
    )
    .option('--authority <file>', "certificates (PEM) of your company's own authority")
    .option('--from <day>', 'nothing before this day is read', dayArgument)
    .option('--automatic', 'let the app sync it by itself')
    .option('--charged-elsewhere', 'a gateway whose money another account charges')
    .option('--unchecked', 'add it although the provider cannot be reached now')
    .option('--this-run-only', 'check with this key, but do not keep it in the keychain')
    .action(async (account: string, options: AddOptions, self: Command) => {
      const key = await readKeyText(KEY_QUESTION);
      const { provider, url, organization, automatic, chargedElsewhere, unchecked } = options;
      await ask(
        self,
        accounts.accountsAdd,
        {
          account,
          provider,
          key,
          keepKey: options.thisRunOnly ? 'run' : 'keychain',
          url: url ?? null,
          organization: organization ?? null,
          authority: options.authority === undefined ? null : readAuthority(options.authority),
          firstDay: options.from ?? null,
          automatic: automatic ?? false,
          chargedElsewhere: chargedElsewhere ?? false,
          unchecked: unchecked ?? false,
        },
        showCheck,
      );
    });
  command
    .command('check <name>')
    .description('ask the provider what the key can do')
    .option('--key', 'with a key from standard input or a prompt, in place of the stored one')
    .action(async (account: string, options: { key?: boolean }, self: Command) => {
      const key = options.key ? { key: await readKeyText(KEY_QUESTION) } : {};
      await ask(self, accounts.accountsCheck, { account, ...key }, showCheck, failWhereRefused);
    });
  command
    .command('key <name>')
    .description('set or replace the key, from standard input or a prompt')
    .option('--unchecked', 'keep it although the provider cannot be reached now')
    .action(async (account: string, options: { unchecked?: boolean }, self: Command) => {
      const key = await readKeyText(KEY_QUESTION);
      await ask(self, accounts.accountsKey, { account, key, ...options }, showCheck);
    });
  command
    .command('remove <name>')
    .description('forget the key and the way to the provider; what was synced stays')
    .action((account: string, _options, self: Command) =>
      ask(self, accounts.accountsRemove, { account }, ({ keyLeft, gone }) => {
        say(gone ? `Removed ${account}.` : `${account} is disconnected; what it brought stays.`);
        if (keyLeft) say('The keychain did not open: the key is still in it, under "Seatworth".');
      }),
    );
}

function readAuthority(file: string): string {
  try {
    return smallText(file);
  } catch (error) {
    if (error instanceof Failure && error.code !== 'file_missing') throw error;
    throw new Failure('file_missing', `${file} cannot be read.`, { file });
  }
}

function addDetailCommands(command: Command): void {
  command
    .command('show <name>')
    .description('what the account tells: people, seats, keys, cost against list price')
    .action((account: string, _options, self: Command) =>
      ask(self, accounts.accountShow, { account }, showAccount),
    );
  command
    .command('rejects <name>')
    .description('rows of its last sync that could not be read')
    .option('--out <file>', 'write them all as CSV')
    .action(async (account: string, options: { out?: string }, self: Command) => {
      const shown = await withBook(self, 'read', (services) =>
        services.call(accounts.accountShow, { account }),
      );
      const [last] = shown.history;
      if (!last) throw new Failure('sync_none', `${account} was never synced.`, { account });
      if (options.out === undefined)
        return ask(self, sync.syncRejects, { sync: last.id }, showRejects);
      return ask(
        self,
        sync.syncRejectsFile,
        { sync: last.id, out: options.out },
        ({ file, rows }) => say(`Wrote ${rows} rejects to ${file}.`),
      );
    });
  command
    .command('automatic <name> <state>')
    .description('let the app sync it by itself: on, or off')
    .action((account: string, state: string, _options, self: Command) =>
      ask(self, accounts.accountsChange, { account, automatic: state === 'on' }, showAccounts),
    );
  command
    .command('people <name>')
    .description('enter its members as people')
    .option('--only <email...>', 'only these')
    .action((account: string, options: { only?: string[] }, self: Command) =>
      ask(
        self,
        accounts.accountsPeople,
        { account, ...(options.only ? { emails: options.only } : {}) },
        ({ added }) => say(`Added ${added} people.`),
      ),
    );
}

function showAccounts({
  accounts: lines,
  tools = [],
  creditPrices = [],
}: {
  accounts: readonly accounts.AccountLine[];
  tools?: readonly { tool: string; billing: string }[];
  creditPrices?: OutputOf<typeof accounts.accountsList>['creditPrices'];
}): void {
  printTable(
    ['Account', 'Provider', 'Billing', 'Key', 'By itself', 'Last sync', 'Unused seats'],
    lines.map((one) => [
      one.name,
      one.provider ?? '',
      one.billing,
      one.connected ? one.key : '–',
      one.automatic ? 'on' : 'off',
      one.lastSync ? `${one.lastSync.status} ${one.lastSync.at.slice(0, 16)}` : '–',
      String(one.unusedSeats),
    ]),
  );
  if (tools.length > 0)
    printTable(
      ['Tool without an account', 'Billing'],
      tools.map(({ tool, billing }) => [tool, billing]),
    );
  if (creditPrices.length > 0)
    printTable(
      ['Credits of', 'Price of a credit', 'Rows that wait'],
      creditPrices.map(({ account, prices, waiting }) => [
        account,
        prices.map(({ from, price, currency }) => `${price} ${currency} from ${from}`).join('; ') ||
          '–',
        String(waiting),
      ]),
    );
}

function showCheck(check: accounts.CheckDoc): void {
  if (check.error) {
    say(check.error.message);
    return;
  }
  say(
    `${check.account}: the key is accepted${check.organization ? ` (${check.organization})` : ''}.`,
  );
  say(`It tells: ${check.found.join(', ') || 'nothing yet'}.`);
  if (check.lacking.length > 0) say(`It does not tell: ${check.lacking.join(', ')}.`);
  for (const { text } of check.notes) say(text);
}

function failWhereRefused({ ok }: accounts.CheckDoc): void {
  if (!ok) exitState.code = 1;
}

function showRejects({ rejects, count }: OutputOf<typeof sync.syncRejects>): void {
  for (const { stream, line, field, value, reason } of rejects)
    say(
      `${stream} row ${line}, ${field ?? 'row'}${value === null ? '' : ` "${value}"`}: ${reason}`,
    );
  if (count > rejects.length) say(`${count - rejects.length} more; --out FILE writes them all.`);
  if (count === 0) say('Every row of the last sync was read.');
}

function showAccount(one: accounts.AccountDoc): void {
  if (one.credit !== null)
    say(`Credit: ${moneyCell(one.credit.left)} left of ${moneyCell(one.credit.bought)} bought.`);
  if (one.lostAfter !== null) say(`Sync by ${one.lostAfter}: after that, days are lost for good.`);
  printTable(
    ['Identity', 'E-mail', 'Name', 'Person'],
    one.memberList.map((member) => [
      member.identity,
      member.email ?? '',
      member.name ?? '',
      member.person ?? '–',
    ]),
  );
  if (one.seatList.length > 0)
    printTable(
      ['Seat', 'Tool', 'Price', 'Last used', 'Use'],
      one.seatList.map((seat) => [
        seat.identity,
        seat.tool,
        moneyCell(seat.price),
        seat.lastActivity ?? '–',
        seat.ends === null ? seat.use : `${seat.use}, ends ${seat.ends}`,
      ]),
    );
  if (one.keyList.length > 0)
    printTable(
      ['Key', 'Name', 'Status', 'Person', 'Limit'],
      one.keyList.map((key) => [
        key.id,
        key.name ?? '',
        key.status,
        key.person ?? '–',
        key.limit ? `${moneyCell(key.limit.amount)} per ${key.limit.period}` : '–',
      ]),
    );
  if (one.limitList.length > 0)
    printTable(
      ['Limit for', 'Whom or what', 'Limit', 'Used'],
      one.limitList.map(({ scope, target, name, person, limit, used }) => [
        scope,
        person ?? name ?? target ?? 'all',
        limit.amount === null ? 'none' : `${moneyCell(limit.amount)} per ${limit.period}`,
        moneyCell(used),
      ]),
    );
  const { lines, differing } = one.truth;
  if (lines.length > 0) {
    printTable(
      ['Month', 'Model', 'Charged', 'By list price', 'Difference'],
      lines.map((line) => [
        line.month,
        line.model,
        moneyCell(line.charged),
        moneyCell(line.listed),
        `${(line.difference * 100).toFixed(1)} %`,
      ]),
    );
    if (differing > 0) say(`${differing} differ from the list price by more than 2 %.`);
  }
}
