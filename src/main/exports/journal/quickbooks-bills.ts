import { Failure } from '../../../core/failure.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import type { LedgerPack } from '../../../core/ledger/ledger-account.ts';
import {
  codeCell,
  type ExportColumn,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../export-table.ts';
import { minorAmount } from '../minor-amount.ts';
import { partyOf } from './entry-rows.ts';
import { isOwing, type OwedPart, owedGroups } from './owed-parts.ts';
import { QUICKBOOKS_ROWS, quickbooksDay, tooLong } from './quickbooks-journal.ts';
import { isRate } from './tax-key.ts';

/** QuickBooks Online takes so many bills in one file. */
const MOST_BILLS = 100;

type BillRow = { readonly entry: Entry; readonly part: OwedPart };

const columns = (pack: LedgerPack): readonly ExportColumn<BillRow>[] => [
  { name: '*BillNo', cell: ({ entry }) => codeCell(entry.document?.number ?? entry.number) },
  { name: '*Supplier', cell: ({ entry }) => textCell(partyOf(entry)) },
  { name: '*BillDate', cell: ({ entry }) => textCell(quickbooksDay(entry.day, pack)) },
  { name: '*DueDate', cell: ({ entry }) => textCell(quickbooksDay(entry.due ?? entry.day, pack)) },
  { name: 'Terms', cell: () => null },
  { name: 'Location', cell: () => null },
  { name: 'Memo', cell: ({ entry }) => textCell(entry.text) },
  { name: '*Account', cell: ({ part }) => textCell(part.account.name) },
  { name: 'LineDescription', cell: ({ part }) => textCell(part.text) },
  {
    name: '*LineAmount',
    cell: ({ entry, part }) => numberCell(minorAmount(part.netMicro, entry.currency)),
  },
  { name: '*LineTaxCode', cell: ({ entry, part }) => textCell(taxCode(entry, part)) },
  {
    name: 'LineTaxAmount',
    cell: ({ entry, part }) => numberCell(minorAmount(part.taxMicro, entry.currency)),
  },
  { name: 'Currency', cell: ({ entry }) => textCell(entry.currency) },
];

/** The vendor's own code, else the British ones that QuickBooks Online comes with. */
function taxCode({ vendor }: Entry, { tax, taxMicro }: OwedPart): string {
  if (vendor?.taxKey) return vendor.taxKey;
  if (tax?.kind === 'reverse-charge') return '20.0% RC';
  if (tax?.kind !== 'domestic' || taxMicro === 0n)
    return tax?.kind === 'exempt' ? 'Exempt' : 'No VAT';
  return isRate(tax.rate, 5) ? '5.0% R' : `${Number(tax.rate).toFixed(1)}% S`;
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

/**
 * Invoices as bills for QuickBooks Online (United Kingdom, Canada, Australia): one row per ledger account
 * and tax line, amounts without tax. Throws `flavour_without_bills` for an American book, whose QuickBooks
 * imports none, and `journal_too_long` above 100 bills or 1,000 rows.
 */
export function quickbooksBills(entries: readonly Entry[], pack: LedgerPack): ExportTable {
  if (pack === 'US') {
    throw new Failure(
      'flavour_without_bills',
      'QuickBooks imports no bills in the United States. Export the journal for QuickBooks instead.',
    );
  }
  const bills = quickbooksBillEntries(entries);
  const rows = bills.flatMap((entry) =>
    owedGroups(entry).flatMap(({ parts }) => parts.map((part) => ({ entry, part }))),
  );
  if (bills.length > MOST_BILLS) throw tooLong('QuickBooks', bills.length, MOST_BILLS);
  if (rows.length > QUICKBOOKS_ROWS) throw tooLong('QuickBooks', rows.length, QUICKBOOKS_ROWS);
  return exportTable(columns(pack), rows);
}
