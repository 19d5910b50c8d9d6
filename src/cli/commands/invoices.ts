import { type Command, InvalidArgumentError } from 'commander';
import * as invoices from '../../contract/invoices.ts';
import type { InputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { TAX_KINDS } from '../../core/ledger/tax-line.ts';
import { moneyCell, sumCell } from '../money-cell.ts';
import { printTable, say } from '../print.ts';
import { ask } from '../session.ts';
import { dayArgument, monthArgument } from '../value-forms.ts';

type FieldOptions = Partial<Record<invoices.InvoiceFieldName, string>> & { account?: string };

/** `invoices`, and what can be done with one; `reconcile`. */
export function addInvoiceCommands(program: Command): void {
  const command = program
    .command('invoices')
    .description('the invoices, newest first')
    .action((_options, self: Command) =>
      ask(self, invoices.invoicesList, {}, (document) => showList(document.invoices)),
    );

  command
    .command('show <id>')
    .description('every field of an invoice, where it was read and how surely')
    .action((id: string, _options, self: Command) =>
      ask(self, invoices.invoicesShow, { id: idOf(id) }, showOne),
    );

  withFields(
    command
      .command('mend <id>')
      .description('type fields over; whether it is posted is decided anew'),
  ).action((id: string, options: FieldOptions, self: Command) =>
    ask(self, invoices.invoicesMend, changeOf(id, options), showOne),
  );

  withFields(
    command.command('confirm <id>').description('say that an invoice is right, and post it'),
  ).action((id: string, options: FieldOptions, self: Command) =>
    ask(self, invoices.invoicesConfirm, changeOf(id, options), showOne),
  );

  command
    .command('account <id> <name>')
    .description('say which account an invoice bills')
    .action((id: string, name: string, _options, self: Command) =>
      ask(self, invoices.invoicesAccount, { id: idOf(id), account: name }, showOne),
    );

  command
    .command('tax <id>')
    .description('give the tax by rate, and the month that it is booked in')
    .option(
      '--line <tax...>',
      'KIND:RATE:NET:TAX[:RECOVERABLE], KIND domestic, reverse-charge, exempt, sales-tax or not-recoverable, TAX as printed',
    )
    .option('--posting-month <month>', '', monthArgument)
    .action((id: string, options: { line?: string[]; postingMonth?: string }, self: Command) =>
      ask(
        self,
        invoices.invoicesTax,
        {
          id: idOf(id),
          ...(options.line ? { lines: options.line.map(taxLineOf) } : {}),
          ...(options.postingMonth ? { postingMonth: options.postingMonth } : {}),
        },
        showOne,
      ),
    );

  command
    .command('paid <id>')
    .description('note a payment as the bank statement has it')
    .requiredOption('--date <day>', '', dayArgument)
    .requiredOption('--amount <amount>', "in the invoice's currency; below zero where it came back")
    .option('--base <amount>', 'what the statement has in base currency, without the fee')
    .option('--fee <amount>', 'in base currency')
    .option('--reference <text>')
    .action(
      (id: string, options: Omit<InputOf<typeof invoices.invoicesPaid>, 'id'>, self: Command) =>
        ask(self, invoices.invoicesPaid, { ...options, id: idOf(id) }, showOne),
    );

  command
    .command('spread <account> <rule>')
    .description('how the variance is carried: unassigned, by-use, or setting')
    .action((account: string, rule: string, _options, self: Command) =>
      ask(self, invoices.invoicesSpread, { account, spread: spreadOf(rule) }, (done) =>
        say(`${done.account}: ${done.spread}.`),
      ),
    );

  program
    .command('reconcile')
    .description('invoices against charges, by account and billing period')
    .requiredOption('--month <month>', '', monthArgument)
    .action((options: { month: string }, self: Command) =>
      ask(self, invoices.reconcileMonth, options, (document) => {
        printTable(
          ['Account', 'From', 'To', 'Invoice', 'Charges', 'Variance', 'Because of', 'Posted in it'],
          document.accounts.map((one) => [
            one.account,
            one.period.from,
            one.period.to,
            moneyCell(one.invoice),
            moneyCell(one.charges),
            moneyCell(one.variance),
            one.parts.map((part) => `${part.code} ${moneyCell(part.amount)}`).join(', '),
            one.inMonth ? moneyCell(one.inMonth.variance) : 'waits for a rate',
          ]),
        );
        for (const { account, tool, charges } of document.countedTwice) {
          say(
            `Counted twice? ${moneyCell(charges)} of ${tool ?? 'use'} names no account, and the invoice of ${account} bills its days.`,
          );
        }
        for (const { account, charges, waitingForRate } of document.withoutInvoice) {
          say(`${account}: ${sumCell(charges, waitingForRate)} charged, no invoice yet.`);
        }
        for (const { id, account, amount } of document.credits) {
          say(`${account}: ${moneyCell(amount)} of credits bought with invoice ${id}.`);
        }
        for (const { id, vendor, reasons } of document.waiting) {
          say(`Invoice ${id} (${vendor ?? 'no vendor'}) waits: ${reasons[0]?.text ?? ''}`);
        }
      }),
    );
}

/** `domestic:19:300.00:57.00`, with what of it is recoverable in percent behind. */
function taxLineOf(
  text: string,
): NonNullable<InputOf<typeof invoices.invoicesTax>['lines']>[number] {
  const [kind = '', rate = '', net = '', tax = '', recoverable, ...more] = text.split(':');
  const known = TAX_KINDS.find((one) => one === kind);
  if (!known || tax === '' || more.length > 0) {
    throw new Failure(
      'tax_line_refused',
      `A tax line is its kind, rate, net and printed tax, such as domestic, 19, 300.00 and 57.00; reverse charge and exempt print no tax: not "${text}".`,
      { value: text },
    );
  }
  return { kind: known, rate, net, tax, ...(recoverable === undefined ? {} : { recoverable }) };
}

function withFields(command: Command): Command {
  for (const field of invoices.INVOICE_FIELDS) command.option(`--${field} <value>`);
  return command.option('--account <name>', 'the account that the invoice bills');
}

function changeOf(id: string, { account, ...options }: FieldOptions) {
  const fields = Object.fromEntries(
    invoices.INVOICE_FIELDS.flatMap((name) => {
      const value = options[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return { id: idOf(id), fields, ...(account === undefined ? {} : { account }) };
}

function spreadOf(text: string): 'unassigned' | 'by-use' | 'setting' {
  if (text === 'unassigned' || text === 'by-use' || text === 'setting') return text;
  throw new InvalidArgumentError('A rule is unassigned, by-use or setting.');
}

function idOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new Failure('invoice_missing', `There is no invoice ${text}.`, { id: text });
  }
  return Number(text);
}

function showList(list: readonly invoices.InvoiceRow[]): void {
  printTable(
    ['Id', 'Vendor', 'Number', 'Issued', 'Total', 'Account', 'Status', 'File'],
    list.map((one) => [
      String(one.id),
      one.vendor ?? '',
      one.number ?? '',
      one.issued ?? '',
      moneyCell(one.total),
      one.account ?? '',
      one.status,
      one.file,
    ]),
  );
  for (const one of list) for (const reason of one.reasons) say(`${one.id}: ${reason.text}`);
}

function showOne(one: invoices.InvoiceDoc): void {
  printTable(
    ['Field', 'Value', 'Sure', 'Read at'],
    one.fields.map(({ field, value, confidence, at }) => [
      field,
      value ?? '',
      value === null ? '' : `${Math.round(confidence * 100)}`,
      at === null ? '' : placeOf(at),
    ]),
  );
  if (one.lines.length > 0) {
    printTable(
      ['Line', 'Amount'],
      one.lines.map((line) => [line.description, moneyCell(line.amount)]),
    );
  }
  say(`Invoice ${one.id}: ${one.status}, account ${one.account ?? 'not known'}.`);
  for (const reason of one.reasons) say(reason.text);
  const { taxLines, payments, open } = one.books;
  printTable(
    ['Tax', 'Rate', 'Net', 'Printed', 'Recoverable'],
    taxLines.map(({ kind, rate, net, tax, recoverable }) => [
      kind,
      `${rate} %`,
      moneyCell(net),
      moneyCell(tax),
      `${recoverable} %`,
    ]),
  );
  for (const { day, amount, base, fee } of payments) {
    say(`Paid ${moneyCell(amount)} on ${day}: ${moneyCell(base)}, fee ${moneyCell(fee)}.`);
  }
  if (open) say(`Open: ${moneyCell(open)}.`);
  say(`Original: ${one.original}`);
}

function placeOf(at: invoices.SpotShape): string {
  if ('typed' in at) return 'typed';
  return 'path' in at ? at.path : `page ${at.page}`;
}
