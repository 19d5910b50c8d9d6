import type { IsoDay } from '../../../core/calendar.ts';
import type { JournalEntry } from '../../../core/close/journal.ts';
import { writeCsv } from '../csv.ts';
import { type ExportColumn, exportTable, numberCell, textCell } from '../export-table.ts';
import { type JournalRow, journalRows } from './journal-rows.ts';

const american = (day: IsoDay): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;

const columns: readonly ExportColumn<JournalRow>[] = [
  { name: 'Journal No.', cell: ({ entry }) => textCell(entry.number) },
  { name: 'Journal Date', cell: ({ entry }) => textCell(american(entry.day)) },
  { name: 'Account Name', cell: ({ line }) => textCell(line.account.name) },
  { name: 'Debits', cell: ({ debit }) => numberCell(debit) },
  { name: 'Credits', cell: ({ credit }) => numberCell(credit) },
  { name: 'Description', cell: ({ line }) => textCell(line.text) },
  { name: 'Class', cell: ({ line }) => textCell(line.costCentre) },
];

/**
 * The journal as QuickBooks Online imports it (Settings, Import data, Journal entries): accounts
 * by name, sub-accounts as `Parent:Sub`, dates month first (quickbooks.intuit.com, "Import journal
 * entries in QuickBooks Online").
 */
export function writeQuickbooksJournal(entries: readonly JournalEntry[]): Uint8Array {
  const table = exportTable(columns, journalRows(entries));
  return writeCsv(table, { bom: false, decimalComma: false });
}
