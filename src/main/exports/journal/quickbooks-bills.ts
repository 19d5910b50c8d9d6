import { Failure } from '../../../core/failure.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import type { LedgerPack } from '../../../core/ledger/ledger-account.ts';
import type { NamedTax, TaxOf } from '../../../core/ledger/named-taxes.ts';
import { quickbooksTaxCode } from '../../../core/ledger/quickbooks-taxes.ts';
import {
  type ExportColumn,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../export-table.ts';
import { minorAmount } from '../minor-amount.ts';
import { billCode, documentNumber, partyOf } from './entry-rows.ts';
import { isOwing, type OwedPart, owedGroups } from './owed-parts.ts';
import { QUICKBOOKS_ROWS, quickbooksDay, tooLong } from './quickbooks-journal.ts';
import { isRate } from './tax-key.ts';

/** QuickBooks Online takes so many bills in one file. */
const MOST_BILLS = 100;

export type QuickbooksTaxes = {
  readonly pack: LedgerPack;
  /** The company's own tax codes; `null` in months that an earlier version closed. */
  readonly taxes: readonly NamedTax[] | null;
};

type BillRow = { readonly entry: Entry; readonly part: OwedPart };

const columns = (options: QuickbooksTaxes): readonly ExportColumn<BillRow>[] => [
  { name: '*BillNo', cell: ({ entry }) => textCell(billCode(documentNumber(entry), entry)) },
  { name: '*Supplier', cell: ({ entry }) => textCell(partyOf(entry)) },
  { name: '*BillDate', cell: ({ entry }) => textCell(quickbooksDay(entry.day, options.pack)) },
  {
    name: '*DueDate',
    cell: ({ entry }) => textCell(quickbooksDay(entry.due ?? entry.day, options.pack)),
  },
  { name: 'Terms', cell: () => null },
  { name: 'Location', cell: () => null },
  { name: 'Memo', cell: ({ entry }) => textCell(entry.text) },
  { name: '*Account', cell: ({ part }) => textCell(part.account.name) },
  { name: 'LineDescription', cell: ({ part }) => textCell(part.text) },
  {
    name: '*LineAmount',
    cell: ({ entry, part }) => numberCell(minorAmount(part.netMicro, entry.currency)),
  },
  { name: '*LineTaxCode', cell: ({ entry, part }) => textCell(taxCode(entry, part, options)) },
  {
    name: 'LineTaxAmount',
    cell: ({ entry, part }) => numberCell(minorAmount(part.taxMicro, entry.currency)),
  },
  { name: 'Currency', cell: ({ entry }) => textCell(entry.currency) },
];

/** The tax that a part's code in QuickBooks has to carry; `null` where there is none, or it is part of the cost. */
function taxedAs({ tax, taxMicro }: OwedPart): TaxOf | null {
  if (tax?.kind === 'reverse-charge') return isRate(tax.rate, 0) ? null : tax;
  if (tax?.kind === 'exempt') return { kind: 'exempt', rate: '0' };
  return tax?.kind === 'domestic' && (taxMicro !== 0n || isRate(tax.rate, 0)) ? tax : null;
}

/** The vendor's own code, else the company's or the country's of its kind and rate. */
function taxCode({ vendor }: Entry, part: OwedPart, { pack, taxes }: QuickbooksTaxes): string {
  if (vendor?.taxKey) return vendor.taxKey;
  if (taxes === null) return earlierTaxCode(part);
  return quickbooksTaxCode(taxes, pack, taxedAs(part)).name;
}

/** As the version wrote it that closed the month: a closed month repeats. */
function earlierTaxCode({ tax, taxMicro }: OwedPart): string {
  if (tax?.kind === 'reverse-charge') return '20.0% RC';
  if (tax?.kind !== 'domestic' || taxMicro === 0n)
    return tax?.kind === 'exempt' ? 'Exempt' : 'No VAT';
  return isRate(tax.rate, 5) ? '5.0% R' : `${Number(tax.rate).toFixed(1)}% S`;
}

/** What bills say of taxes whose codes are not known: words, for QuickBooks to be told which code is meant. */
export function quickbooksProposedTaxes(
  entries: readonly Entry[],
  { pack, taxes }: QuickbooksTaxes,
): { readonly tax: string; readonly name: string }[] {
  if (taxes === null) return [];
  const found = new Map<string, string>();
  const bills = quickbooksBillEntries(entries).filter(({ vendor }) => !vendor?.taxKey);
  for (const part of bills.flatMap((one) => owedGroups(one).flatMap(({ parts }) => parts))) {
    const taxed = taxedAs(part);
    const { name, isKnown } = quickbooksTaxCode(taxes, pack, taxed);
    if (!isKnown) found.set(taxed ? `${taxed.kind} ${Number(taxed.rate)}` : 'none', name);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tax, name]) => ({ tax, name }));
}

/** The entries that go as bills: invoices that owe; QuickBooks takes no negative ones. */
export function quickbooksBillEntries(entries: readonly Entry[]): Entry[] {
  return entries.filter(
    (entry) =>
      entry.kind === 'invoice' &&
      isOwing(entry) &&
      owedGroups(entry).every(({ parts }) => parts.every(({ netMicro }) => netMicro >= 0n)),
  );
}

/** `flavour_without_bills` for an American book. */
function refuseAmerican(pack: LedgerPack): void {
  if (pack !== 'US') return;
  throw new Failure(
    'flavour_without_bills',
    'QuickBooks imports no bills in the United States. Export the journal for QuickBooks instead.',
  );
}

/** What of entries goes by a journal where the bills are imported too. `flavour_without_bills`. */
export function withoutQuickbooksBills(entries: readonly Entry[], pack: LedgerPack): Entry[] {
  refuseAmerican(pack);
  const bills = new Set(quickbooksBillEntries(entries));
  return entries.filter((entry) => !bills.has(entry));
}

/**
 * Invoices as bills for QuickBooks Online (United Kingdom, Canada, Australia): one row per ledger account
 * and tax line, amounts without tax. Columns as in Intuit's `sample_bill_import_tax.csv`. Throws
 * `flavour_without_bills` for an American book, whose QuickBooks imports none, and `journal_too_long` above 100
 * bills or 1,000 rows.
 */
export function quickbooksBills(entries: readonly Entry[], options: QuickbooksTaxes): ExportTable {
  refuseAmerican(options.pack);
  const bills = quickbooksBillEntries(entries);
  const rows = bills.flatMap((entry) =>
    owedGroups(entry).flatMap(({ parts }) => parts.map((part) => ({ entry, part }))),
  );
  if (bills.length > MOST_BILLS) throw tooLong('QuickBooks', bills.length, MOST_BILLS);
  if (rows.length > QUICKBOOKS_ROWS) throw tooLong('QuickBooks', rows.length, QUICKBOOKS_ROWS);
  return exportTable(columns(options), rows);
}
