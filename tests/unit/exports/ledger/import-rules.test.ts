import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../src/core/ledger/entry.ts';
import { csvBytes, writeCsv } from '../../../../src/main/exports/csv.ts';
import type { ExportTable } from '../../../../src/main/exports/export-table.ts';
import { writeDatevJournal } from '../../../../src/main/exports/journal/datev-journal.ts';
import { quickbooksBills } from '../../../../src/main/exports/journal/quickbooks-bills.ts';
import { quickbooksJournal } from '../../../../src/main/exports/journal/quickbooks-journal.ts';
import { xeroBills, xeroJournal } from '../../../../src/main/exports/journal/xero.ts';
import { wrongFor } from './import-rules.ts';
import { readDatev, wrongIn } from './read-datev.ts';
import { billOf, cents, entryOf, lineOf, monthOf, randomBill, vendorOf } from './sample-entries.ts';

const xero = { pack: 'UK' as const, taxRate: 'No VAT', taxes: [], trackingName: 'Teams' };
const bytesOf = (table: ExportTable): Uint8Array =>
  writeCsv(table, { bom: false, decimalComma: false, isForSoftware: true });
/** A ledger account of Xero's kind of code stands on each line of a cost. */
const bill = (number: string, key: string): Entry =>
  billOf({
    rate: '20',
    costs: [
      { code: '429', base: cents('100.00'), costCentre: 'R&D' },
      { code: '620', base: cents('33.35'), role: 'prepaid' },
    ],
    tax: cents('26.67'),
    document: { id: key, number, vendor: vendorOf({ name: 'Robotic, "Inc."' }) },
    entry: { number: key },
  });
const release = (key: string): Entry =>
  entryOf({
    ...{ number: key, key, kind: 'release', due: null, text: `Release ${key}` },
    lines: [
      lineOf({ account: { code: '429', name: 'Software' }, baseMicro: cents('20.01') }),
      lineOf({
        role: 'prepaid',
        account: { code: '620', name: 'Prepaid' },
        baseMicro: -cents('20.01'),
      }),
    ],
  });
const bills = [bill('INV-7', '202606-0001'), bill('INV-8', '202606-0002')];

type Target = {
  readonly good: Uint8Array;
  readonly wrong: (bytes: Uint8Array) => string[];
};
const targets = {
  'QuickBooks journal': {
    good: bytesOf(quickbooksJournal([...bills, release('202606-0003')], 'US')),
    wrong: (bytes) => wrongFor.quickbooksJournal(bytes, 'month', ['Vendors']),
  },
  'QuickBooks bills': {
    good: bytesOf(quickbooksBills(bills, { pack: 'UK', taxes: [] })),
    wrong: wrongFor.quickbooksBills,
  },
  'Xero bills': { good: bytesOf(xeroBills(bills, xero)), wrong: wrongFor.xeroBills },
  'Xero journal': {
    good: bytesOf(xeroJournal([release('202606-0003'), release('202606-0004')], xero)),
    wrong: wrongFor.xeroJournal,
  },
} satisfies Record<string, Target>;
type Name = keyof typeof targets;

/** The file with one cell of its first row another. */
function withCell(bytes: Uint8Array, column: string, value: string): Uint8Array {
  const [head = [], first = [], ...rest]: string[][] = parse(new TextDecoder().decode(bytes));
  const at = head.indexOf(column);
  if (at < 0) throw new Error(`no column ${column}`);
  return csvBytes([head, first.with(at, value), ...rest], ',', false);
}
/** The file with all rows of its first group so often, each group under a number of its own. */
function repeated(bytes: Uint8Array, column: string, times: number): Uint8Array {
  const [head = [], ...rows]: string[][] = parse(new TextDecoder().decode(bytes));
  const at = head.indexOf(column);
  const group = rows.filter((row) => row[at] === rows[0]?.[at]);
  const more = Array.from({ length: times }, (_, count) =>
    group.map((row) => row.with(at, `${row[at]}-${count}`)),
  );
  return csvBytes([head, ...more.flat()], ',', false);
}

const missing: readonly (readonly [Name, string])[] = [
  ['QuickBooks journal', '*JournalNo'],
  ['QuickBooks journal', '*AccountName'],
  ['QuickBooks bills', '*BillNo'],
  ['QuickBooks bills', '*Supplier'],
  ['QuickBooks bills', '*Account'],
  ['QuickBooks bills', '*LineTaxCode'],
  ['Xero bills', '*ContactName'],
  ['Xero bills', '*InvoiceNumber'],
  ['Xero bills', '*TaxType'],
  ['Xero journal', '*Narration'],
  ['Xero journal', '*TaxRate'],
];
/** Target, column, what it is made to say, and the rule that has to notice. */
const spoilt: readonly (readonly [Name, string, string, string])[] = [
  ...missing.map(([name, column]) => [name, column, '', `${column} is missing`] as const),
  ['QuickBooks journal', '*JournalDate', '30/06/2026', '*JournalDate is no day'],
  ['QuickBooks journal', '*JournalDate', '2026-06-30', '*JournalDate is no day'],
  ['QuickBooks journal', '*JournalDate', '06/29/2026', '*JournalDate differs within it'],
  ['QuickBooks journal', '*Debits', '', 'one of debit and credit'],
  ['QuickBooks journal', '*Credits', '100.00', 'one of debit and credit'],
  ['QuickBooks journal', '*Debits', '-100.00', 'amount without a sign'],
  ['QuickBooks journal', '*Debits', '1,000.00', 'amount without a sign'],
  ['QuickBooks journal', '*Debits', '100.01', 'debits are not credits'],
  ['QuickBooks journal', '*AccountName', 'Vendors', 'payables name nobody'],
  ['QuickBooks journal', 'Description', 'x'.repeat(4001), 'Description is too long'],
  ['QuickBooks journal', 'Currency', 'Euro', 'Currency is no currency'],
  ['QuickBooks journal', 'Description', '=1+1', 'a cell is run by a spreadsheet'],
  ['QuickBooks bills', '*BillDate', '06/30/2026', '*BillDate is no day'],
  ['QuickBooks bills', '*DueDate', '31/06/2026', '*DueDate is no day'],
  ['QuickBooks bills', '*DueDate', '13/07/2026', '*DueDate differs within it'],
  ['QuickBooks bills', '*BillDate', '29/06/2026', '*BillDate differs within it'],
  ['QuickBooks bills', '*Supplier', 'Another', '*Supplier differs within it'],
  ['QuickBooks bills', 'Currency', 'USD', 'Currency differs within it'],
  ['QuickBooks bills', 'Currency', 'eur', 'Currency is no currency'],
  ['QuickBooks bills', '*LineAmount', '-1.00', '*LineAmount is no amount without a sign'],
  ['QuickBooks bills', 'LineTaxAmount', '1,00', 'LineTaxAmount is no amount without a sign'],
  ['QuickBooks bills', 'LineDescription', 'x'.repeat(4001), 'LineDescription is too long'],
  ['QuickBooks bills', 'Memo', '@SUM(A1)', 'a cell is run by a spreadsheet'],
  ['Xero bills', '*InvoiceDate', '2026-06-30', '*InvoiceDate is no day'],
  ['Xero bills', '*DueDate', '00/07/2026', '*DueDate is no day'],
  ['Xero bills', '*ContactName', 'x'.repeat(256), '*ContactName is too long'],
  ['Xero bills', '*InvoiceNumber', 'x'.repeat(256), '*InvoiceNumber is too long'],
  ['Xero bills', 'Description', 'x'.repeat(4001), 'Description is too long'],
  ['Xero bills', '*Quantity', '', '*Quantity is no quantity'],
  ['Xero bills', '*UnitAmount', '100,00', '*UnitAmount is no amount'],
  ['Xero bills', 'TaxAmount', '', 'TaxAmount is no amount'],
  ['Xero bills', 'Total', '', 'Total is no amount'],
  ['Xero bills', '*UnitAmount', '100.01', 'the total is not its lines'],
  ['Xero bills', 'Total', '160.03', 'Total differs within it'],
  ['Xero bills', '*ContactName', 'Another', '*ContactName differs within it'],
  ['Xero bills', '*InvoiceDate', '29/06/2026', '*InvoiceDate differs within it'],
  ['Xero bills', '*DueDate', '13/07/2026', '*DueDate differs within it'],
  ['Xero bills', 'Currency', 'USD', 'Currency differs within it'],
  ['Xero bills', 'Currency', '€', 'Currency is no currency'],
  ['Xero bills', '*AccountCode', 'Software', ''],
  ['Xero bills', '*AccountCode', 'Software & AI', '*AccountCode is no code'],
  ['Xero bills', 'TrackingName1', '', 'tracking is half'],
  ['Xero bills', 'Description', '-12.50', ''],
  ['Xero bills', 'Description', '+1 month', 'a cell is run by a spreadsheet'],
  ['Xero journal', '*Date', '06/30/2026', '*Date is no day'],
  ['Xero journal', '*Narration', 'x'.repeat(4001), '*Narration is too long'],
  ['Xero journal', 'Description', 'x'.repeat(4001), 'Description is too long'],
  ['Xero journal', '*AccountCode', '', '*AccountCode is no code'],
  ['Xero journal', '*Amount', '20,01', '*Amount is no amount'],
  ['Xero journal', '*Amount', '20.02', 'debits are not credits'],
  ['Xero journal', '*Amount', '0.00', 'nothing is posted'],
  ['Xero journal', 'TrackingOption1', 'R&D', 'tracking is half'],
  ['Xero journal', 'Description', '-2+3', 'a cell is run by a spreadsheet'],
];

describe('the rules of what is imported', () => {
  it.each(Object.entries(targets))(
    'find nothing in a file for %s as it is written',
    (_, target) => {
      expect(target.wrong(target.good)).toEqual([]);
    },
  );

  it.each(spoilt)('of %s notice %s as "%.20s"', (name, column, value, rule) => {
    const { good, wrong } = targets[name];
    const found = wrong(withCell(good, column, value));
    if (rule === '') expect(found).toEqual([]);
    else expect(found).toContain(rule);
  });

  it.each(Object.entries(targets))('of %s notice other columns, and what is no table', (_, one) => {
    const text = new TextDecoder().decode(one.good);
    const bytes = (changed: string) => new TextEncoder().encode(changed);
    expect(one.wrong(bytes(text.replace('*', '')))).toEqual(['other columns']);
    expect(one.wrong(bytes(text.replace(/,[^,]*\r\n/, '\r\n')))).toEqual(['no table']);
    expect(one.wrong(new Uint8Array([...one.good, 0xff]))).toEqual(['no table']);
  });

  it('notice a file that is longer than the software takes', () => {
    const many = (name: Name, column: string, times: number) =>
      targets[name].wrong(repeated(targets[name].good, column, times));
    expect(many('QuickBooks journal', '*JournalNo', 251)).toEqual(['too many rows']);
    expect(many('QuickBooks journal', '*JournalNo', 250)).toEqual([]);
    expect(many('QuickBooks bills', '*BillNo', 101)).toEqual(['too many of them']);
    expect(many('QuickBooks bills', '*BillNo', 100)).toEqual([]);
    expect(many('Xero bills', '*InvoiceNumber', 501)).toEqual(['too many of them']);
    expect(many('Xero bills', '*InvoiceNumber', 500)).toEqual([]);
    expect(many('Xero journal', '*Narration', 151)).toEqual(['too many rows']);
    expect(many('Xero journal', '*Narration', 150)).toEqual([]);
  });

  it('find nothing in what is written of any invoice', () => {
    fc.assert(
      fc.property(randomBill, (made) => {
        const entry = made.document?.vendor?.name.trim() ? made : bills[0];
        if (!entry) return;
        const journal = bytesOf(quickbooksJournal([entry], 'UK'));
        expect(wrongFor.quickbooksJournal(journal, 'day', ['Vendors'])).toEqual([]);
        const given = bytesOf(quickbooksBills([entry], { pack: 'UK', taxes: [] }));
        expect(wrongFor.quickbooksBills(given)).toEqual([]);
        expect(wrongFor.xeroBills(bytesOf(xeroBills([entry], xero)))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});

describe('the rules of a posting for DATEV', () => {
  const german = billOf({
    costs: [{ code: '6837', base: cents('100.00'), costCentre: 'Vertrieb' }],
    ...{ tax: cents('19.00'), document: { number: 'RE-1' } },
  });
  const [posting = []] = readDatev(
    writeDatevJournal(monthOf([german]), {
      ...{ adviser: 29098, client: 55003, fiscalYearStart: '2026-01-01', codeLength: 4 },
      ...{ serviceCase: null, withServiceDay: false, createdAt: '2026-07-03T08:30:00.123Z' },
    }).bytes,
  ).rows;
  const cases: readonly (readonly [number, string, string])[] = [
    [1, '0,00', 'amount above zero'],
    [1, '-1,00', 'amount above zero'],
    [1, '1.00', 'amount above zero'],
    [1, '1,0', 'amount above zero'],
    [2, 'C', 'side'],
    [3, 'USD', 'currency as a whole'],
    [4, '0,854700', 'rate'],
    [4, '1,0850', 'rate'],
    [7, '700012', 'account'],
    [7, '42', 'account'],
    [8, 'Software', 'contra account'],
    [8, '70001', 'two accounts'],
    [9, '9', 'key'],
    [10, '3006', ''],
    [10, '0632', 'day'],
    [10, '30062026', 'day'],
    [11, 'RE.1', 'document'],
    [11, 'x'.repeat(37), 'document'],
    [14, 'x'.repeat(61), 'text'],
    [14, '=1+1', 'text'],
    [37, 'R&D', 'cost centre'],
    [37, 'x'.repeat(37), 'cost centre'],
    [114, '1', 'not fixed'],
    [117, '140726', 'due'],
  ];

  it('find nothing in one as it is written', () => {
    expect(wrongIn(posting, 4)).toEqual([]);
    expect(wrongIn(posting.slice(0, -1), 4)).toEqual(['125 columns']);
  });

  it.each(cases)('notice field %i as "%s"', (at, value, rule) => {
    const found = wrongIn(posting.with(at, value), 4);
    if (rule === '') expect(found).toEqual([]);
    else expect(found).toContain(rule);
  });
});
