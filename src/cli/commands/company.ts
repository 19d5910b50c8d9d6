import { type Command, Option } from 'commander';
import * as company from '../../contract/company.ts';
import { ledgerAgree, ledgerTaxAccount } from '../../contract/ledger.ts';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import { LEDGER_PACKS } from '../../core/ledger/ledger-account.ts';
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
            import('../../main/services/company/synced-folder.ts'),
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

  addSettingCommands(program);
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
