import { Failure } from '../../../core/failure.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import type { LedgerAccount, LedgerPack } from '../../../core/ledger/ledger-account.ts';
import type { NamedTax, TaxOf } from '../../../core/ledger/named-taxes.ts';
import { xeroTaxName } from '../../../core/ledger/xero-taxes.ts';
import {
  codeCell,
  type ExportColumn,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../export-table.ts';
import { minorAmount } from '../minor-amount.ts';
import { billCode, documentNumber, type EntryRow, entryRows, partyOf } from './entry-rows.ts';
import { isOwing, type OwedPart, owedGroups } from './owed-parts.ts';
import { dayFirst, tooLong } from './quickbooks-journal.ts';
import { isRate } from './tax-key.ts';

export type XeroOptions = {
  readonly pack: LedgerPack;
  /** The full name of the tax rate for lines without tax, as it stands in Xero's tax settings, e.g. `Tax Exempt`. */
  readonly taxRate: string;
  /** The names of the company's other rates there; `null` in months that an earlier version closed. */
  readonly taxes: readonly NamedTax[] | null;
  /** The tracking category that holds teams; `null`: none. */
  readonly trackingName: string | null;
};

/** Xero takes so many lines of manual journals, and so many bills, in one file. */
const MOST_LINES = 300;
const MOST_BILLS = 500;

/** Xero imports by codes alone. */
function codeOf({ code, name }: LedgerAccount): string {
  if (code !== null) return code;
  throw new Failure(
    'xero_code_missing',
    `Xero imports by account codes. Give the ledger account "${name}" its code, such as "429 ${name}".`,
    { account: name },
  );
}

const SYSTEM = new Set(['vendors', 'claims', 'clearing']);

/**
 * The entries that Xero takes as manual journals: releases, accruals and what else touches no payables
 * and no bank, which Xero keeps for its own bills and payments (help.xero.com).
 */
export function xeroJournalEntries(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ lines }) => lines.every(({ role }) => !SYSTEM.has(role)));
}

const journalColumns = ({
  taxRate,
  trackingName,
}: XeroOptions): readonly ExportColumn<EntryRow>[] => [
  { name: '*Narration', cell: ({ entry }) => textCell(entry.text) },
  { name: '*Date', cell: ({ entry }) => textCell(dayFirst(entry.day)) },
  { name: 'Description', cell: ({ entry, line }) => textCell(line.text || entry.text) },
  { name: '*AccountCode', cell: ({ line }) => codeCell(codeOf(line.account)) },
  { name: '*TaxRate', cell: () => textCell(taxRate) },
  {
    name: '*Amount',
    cell: ({ entry, line }) => numberCell(minorAmount(line.baseMicro, entry.baseCurrency)),
  },
  { name: 'TrackingName1', cell: ({ line }) => textCell(line.costCentre && trackingName) },
  { name: 'TrackingOption1', cell: ({ line }) => textCell(trackingName && line.costCentre) },
  { name: 'TrackingName2', cell: () => null },
  { name: 'TrackingOption2', cell: () => null },
];

/**
 * Manual journals for Xero: debits above zero, credits below, dates day first (help.xero.com, "Enter
 * multiple manual journals using an import template"). Throws `journal_too_long`, `xero_code_missing`.
 */
export function xeroJournal(entries: readonly Entry[], options: XeroOptions): ExportTable {
  const rows = entryRows(xeroJournalEntries(entries));
  if (rows.length > MOST_LINES) throw tooLong('Xero', rows.length, MOST_LINES);
  return exportTable(journalColumns(options), rows);
}

type BillRow = { readonly entry: Entry; readonly part: OwedPart; readonly totalMicro: bigint };

const empty = (name: string): ExportColumn<BillRow> => ({ name, cell: () => null });

const billColumns = (options: XeroOptions): readonly ExportColumn<BillRow>[] => [
  { name: '*ContactName', cell: ({ entry }) => textCell(partyOf(entry)) },
  ...['EmailAddress', 'POAddressLine1', 'POAddressLine2', 'POAddressLine3'].map(empty),
  ...['POAddressLine4', 'POCity', 'PORegion', 'POPostalCode', 'POCountry'].map(empty),
  { name: '*InvoiceNumber', cell: ({ entry }) => textCell(billNumber(entry)) },
  { name: '*InvoiceDate', cell: ({ entry }) => textCell(dayFirst(entry.day)) },
  { name: '*DueDate', cell: ({ entry }) => textCell(dayFirst(entry.due ?? entry.day)) },
  {
    name: 'Total',
    cell: ({ entry, totalMicro }) => numberCell(minorAmount(totalMicro, entry.currency)),
  },
  empty('InventoryItemCode'),
  { name: 'Description', cell: ({ entry, part }) => textCell(part.text || entry.text) },
  { name: '*Quantity', cell: () => numberCell(1) },
  {
    name: '*UnitAmount',
    cell: ({ entry, part }) => numberCell(minorAmount(part.netMicro, entry.currency)),
  },
  { name: '*AccountCode', cell: ({ part }) => codeCell(codeOf(part.account)) },
  { name: '*TaxType', cell: ({ entry, part }) => textCell(taxType(entry, part, options)) },
  {
    name: 'TaxAmount',
    cell: ({ entry, part }) => numberCell(minorAmount(part.taxMicro, entry.currency)),
  },
  { name: 'TrackingName1', cell: ({ part }) => textCell(part.costCentre && options.trackingName) },
  {
    name: 'TrackingOption1',
    cell: ({ part }) => textCell(options.trackingName && part.costCentre),
  },
  empty('TrackingName2'),
  empty('TrackingOption2'),
  { name: 'Currency', cell: ({ entry }) => textCell(entry.currency) },
];

/** An invoice's number, a claim line's reference; what is taken back after it was given has its entry's beside it. */
function billNumber(entry: Entry): string {
  const number = entry.person ? entry.reference : documentNumber(entry);
  const plain = billCode(number, entry);
  return entry.corrects === null ? plain : `${plain} ${entry.number}`;
}

/** The tax that a part's rate in Xero has to carry; `null` where it is none, or part of the cost. */
function taxedAs({ tax, taxMicro }: OwedPart): TaxOf | null {
  if (tax?.kind === 'reverse-charge') return isRate(tax.rate, 0) ? null : tax;
  return tax?.kind === 'domestic' && taxMicro !== 0n ? tax : null;
}

/** The vendor's own, else the company's or the country's name of its kind and rate, else the rate for lines without tax. */
function taxType(entry: Entry, part: OwedPart, { pack, taxRate, taxes }: XeroOptions): string {
  if (entry.vendor?.taxKey) return entry.vendor.taxKey;
  if (part.tax === null) return taxRate;
  if (taxes === null) return earlierTaxType(part, pack, taxRate);
  if (pack === 'UK' && part.tax.kind === 'domestic' && isRate(part.tax.rate, 0)) {
    return xeroTaxName(taxes, pack, part.tax).name;
  }
  const taxed = taxedAs(part);
  return taxed === null ? taxRate : xeroTaxName(taxes, pack, taxed).name;
}

/** The taxes in bills whose names are proposals: Xero refuses the file where the company has no such rate. */
export function xeroProposedTaxes(
  entries: readonly Entry[],
  { pack, taxes }: XeroOptions,
): { readonly tax: string; readonly name: string }[] {
  if (taxes === null) return [];
  const found = new Map<string, string>();
  const bills = xeroBillEntries(entries).filter(({ vendor }) => !vendor?.taxKey);
  for (const part of bills.flatMap((one) => owedGroups(one).flatMap(({ parts }) => parts))) {
    const taxed = taxedAs(part);
    const { name, isKnown } = taxed ? xeroTaxName(taxes, pack, taxed) : { name: '', isKnown: true };
    if (taxed && !isKnown) found.set(`${taxed.kind} ${Number(taxed.rate)}`, name);
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([tax, name]) => ({ tax, name }));
}

/** As the version wrote it that closed the month: a closed month repeats. */
function earlierTaxType({ tax, taxMicro }: OwedPart, pack: LedgerPack, none: string): string {
  const { kind, rate } = tax ?? { kind: 'exempt', rate: '0' };
  if (kind === 'domestic' && taxMicro !== 0n) return `${Number(rate)}% (VAT on Expenses)`;
  if (pack !== 'UK') return none;
  if (kind === 'reverse-charge') return `Reverse Charge Expenses (${Number(rate)}%)`;
  return kind === 'domestic' && isRate(rate, 0) ? 'Zero Rated Expenses' : none;
}

/** The entries that Xero takes as bills: invoices, credit notes (below zero) and claims, owed to the person. */
export function xeroBillEntries(entries: readonly Entry[]): Entry[] {
  return entries.filter((entry) => isOwing(entry) && partyOf(entry) !== null);
}

/**
 * Bills for Xero, in the columns of its template: days first, amounts without tax, in the document's
 * currency, for which Xero sets the rate itself. Throws `journal_too_long` above 500 bills,
 * `xero_code_missing`.
 */
export function xeroBills(entries: readonly Entry[], options: XeroOptions): ExportTable {
  const bills = xeroBillEntries(entries);
  if (bills.length > MOST_BILLS) throw tooLong('Xero', bills.length, MOST_BILLS);
  const rows = bills.flatMap((entry) => {
    const parts = owedGroups(entry).flatMap((group) => group.parts);
    const totalMicro = parts.reduce((sum, part) => sum + part.netMicro + part.taxMicro, 0n);
    return parts.map((part) => ({ entry, part, totalMicro }));
  });
  return exportTable(billColumns(options), rows);
}
