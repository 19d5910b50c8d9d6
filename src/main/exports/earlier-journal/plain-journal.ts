import type { JournalEntry } from '../../../core/close/journal.ts';
import {
  dayCell,
  type ExportColumn,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../export-table.ts';
import { type JournalRow, journalRows } from './journal-rows.ts';

const columns: readonly ExportColumn<JournalRow>[] = [
  { name: 'entry', cell: ({ entry }) => textCell(entry.number) },
  { name: 'date', cell: ({ entry }) => dayCell(entry.day) },
  { name: 'line', cell: ({ place }) => numberCell(place) },
  { name: 'account_code', cell: ({ line }) => textCell(line.account.code) },
  { name: 'account_name', cell: ({ line }) => textCell(line.account.name) },
  { name: 'cost_centre', cell: ({ line }) => textCell(line.costCentre) },
  { name: 'text', cell: ({ line }) => textCell(line.text) },
  { name: 'debit', cell: ({ debit }) => numberCell(debit) },
  { name: 'credit', cell: ({ credit }) => numberCell(credit) },
  { name: 'currency', cell: ({ entry }) => textCell(entry.currency) },
];

/** The journal in plain columns, for any software and for people. */
export function plainJournal(entries: readonly JournalEntry[]): ExportTable {
  return exportTable(columns, journalRows(entries));
}
