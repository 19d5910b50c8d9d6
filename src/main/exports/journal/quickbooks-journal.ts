import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import type { LedgerPack } from '../../../core/ledger/ledger-account.ts';
import {
  type ExportColumn,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../export-table.ts';
import { type EntryRow, entryRows, isOwed, partyOf } from './entry-rows.ts';

/** QuickBooks Online takes so many rows in one file. */
export const QUICKBOOKS_ROWS = 1000;

const monthFirst = (day: IsoDay): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;
export const dayFirst = (day: IsoDay): string =>
  `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

/** A day as the company's QuickBooks reads it: months first, in the United Kingdom days first. */
export const quickbooksDay = (day: IsoDay, pack: LedgerPack): string =>
  pack === 'UK' ? dayFirst(day) : monthFirst(day);

const columns = (pack: LedgerPack): readonly ExportColumn<EntryRow>[] => [
  { name: '*JournalNo', cell: ({ entry }) => textCell(entry.number) },
  { name: '*JournalDate', cell: ({ entry }) => textCell(quickbooksDay(entry.day, pack)) },
  { name: '*AccountName', cell: ({ line }) => textCell(line.account.name) },
  { name: '*Debits', cell: ({ debit }) => numberCell(debit) },
  { name: '*Credits', cell: ({ credit }) => numberCell(credit) },
  { name: 'Description', cell: ({ entry, line }) => textCell(line.text || entry.text) },
  { name: 'Name', cell: ({ entry, line }) => textCell(isOwed(line) ? partyOf(entry) : null) },
  { name: 'Currency', cell: ({ entry }) => textCell(entry.baseCurrency) },
  { name: 'Location', cell: () => null },
  { name: 'Class', cell: ({ line }) => textCell(line.costCentre) },
];

/**
 * The journal as QuickBooks Online imports it (Settings, Import data, Journal entries; Intuit's sample
 * file): accounts by name, sub-accounts as `Parent:Sub`, base amounts, a name on each line of payables.
 * Throws `journal_too_long` above 1,000 rows, `journal_name_missing` where nobody is named.
 */
export function quickbooksJournal(entries: readonly Entry[], pack: LedgerPack): ExportTable {
  const rows = entryRows(entries);
  if (rows.length > QUICKBOOKS_ROWS) throw tooLong('QuickBooks', rows.length, QUICKBOOKS_ROWS);
  const nameless = rows.find(
    ({ entry, line }) => line.role === 'vendors' && partyOf(entry) === null,
  );
  if (nameless) {
    const { number } = nameless.entry;
    throw new Failure(
      'journal_name_missing',
      `QuickBooks asks who is owed on each line of payables. Entry ${number} names nobody: give its invoice a vendor.`,
      { entry: number },
    );
  }
  return exportTable(columns(pack), rows);
}

export function tooLong(software: string, lines: number, most: number): Failure {
  return new Failure(
    'journal_too_long',
    `${software} takes ${most} lines in one file; this one has ${lines}. Use fewer cost centres.`,
    { software, lines, most },
  );
}
