import type { Command } from 'commander';
import * as ledger from '../../contract/ledger.ts';
import type { InputOf } from '../../contract/request.ts';
import { moneyCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { monthArgument } from '../value-forms.ts';

/** `ledger`: a month as it goes to the accountant; `vendors`. */
export function addLedgerCommands(program: Command): void {
  program
    .command('ledger')
    .description(
      "a month's trial balance, what is owed, and how its expense is its total on screen",
    )
    .requiredOption('--month <month>', '', monthArgument)
    .action((options: { month: string }, self: Command) =>
      ask(self, ledger.ledgerMonth, options, showMonth),
    );

  const vendors = program
    .command('vendors')
    .description('who invoices are from, as the accountant keeps them')
    .action((_options, self: Command) => ask(self, ledger.vendorsList, {}, showVendors));

  vendors
    .command('set <name>')
    .description('keep a vendor, or change one; an empty text takes a value away')
    .option('--legal-name <name>')
    .option('--country <code>', 'two letters')
    .option('--vat-id <text>')
    .option('--creditor <text>', "the creditor's number, or supplier's code")
    .option('--expense-account <account>', 'code and name, such as "6837 AI tools"')
    .option('--tax-key <key>')
    .option('--terms <days>', 'days until its invoices are due, where they do not say')
    .action(
      (name: string, options: Omit<InputOf<typeof ledger.vendorsSet>, 'name'>, self: Command) =>
        ask(self, ledger.vendorsSet, { ...options, name }, showVendors),
    );
  addRemoveCommand(vendors);
}

function addRemoveCommand(vendors: Command): void {
  vendors
    .command('remove <name>')
    .description(
      'forget what is kept of a vendor; one that an invoice names stays, as the invoice has it',
    )
    .action((name: string, _options, self: Command) =>
      ask(self, ledger.vendorsRemove, { name }, showVendors),
    );
}

function showMonth(document: ledger.LedgerMonthDoc): void {
  printTable(
    ['Entry', 'Day', 'Kind', 'Text'],
    document.entries.map(({ number, day, kind, text }) => [number, day, kind, text]),
  );
  printTable(
    ['Code', 'Ledger account', 'Debit', 'Credit'],
    document.accounts.map(({ code, name, debit, credit }) => [
      code ?? '',
      name,
      moneyCell(debit),
      moneyCell(credit),
    ]),
  );
  say(`Total on screen: ${moneyCell(document.total)}.`);
  // Of roundings less than a minor unit is told, so they are printed whole.
  for (const { code, amount } of document.parts) {
    say(`  ${code}: ${amount.amount} ${amount.currency}`);
  }
  say(`Expense: ${moneyCell(document.expense)}.`);
  say(
    `Owed to vendors: ${moneyCell(document.payables)}; to people: ${moneyCell(document.claims)}.`,
  );
  if (document.openPayables.length > 0) {
    printTable(
      ['Not paid', 'Number', 'Day', 'Due', 'Open'],
      document.openPayables.map(({ vendor, number, day, due, open }) => [
        ...[vendor ?? '', number ?? '', day, due ?? '', moneyCell(open)],
      ]),
    );
  }
  if (document.openClaims.length > 0) {
    printTable(
      ['Claim not paid', 'Person', 'Day', 'Open'],
      document.openClaims.map(({ claim, person, day, base }) => [
        ...[claim, person.name, day, moneyCell(base)],
      ]),
    );
  }
  for (const { count, text } of document.notBooked) say(`${count}: ${text}`);
  if (document.proposed.length > 0) {
    say(`Proposed, agreed with nobody yet: ${document.proposed.join(', ')}.`);
  }
}

function showVendors({ vendors }: { readonly vendors: readonly ledger.VendorDoc[] }): void {
  printTable(
    ['Vendor', 'Legal name', 'Country', 'VAT id', 'Creditor', 'Expense', 'Tax key', 'Terms'],
    vendors.map((one) => [
      one.name,
      one.legalName ?? '',
      one.country ?? '',
      one.vatId ?? '',
      one.creditor ?? '',
      one.expenseAccount ?? '',
      one.taxKey ?? '',
      one.terms === null ? '' : String(one.terms),
    ]),
  );
}
