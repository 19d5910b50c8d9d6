import type { IsoDay } from '../../../core/calendar.ts';
import type { JournalEntry } from '../../../core/close/journal.ts';
import { Failure } from '../../../core/failure.ts';
import { writeCsv } from '../csv.ts';
import { type ExportColumn, exportTable, numberCell, textCell } from '../export-table.ts';
import { minorAmount } from '../minor-amount.ts';
import { type JournalRow, journalRows } from './journal-rows.ts';

export type XeroOptions = {
  /** The full name of the tax rate as it stands in Xero's tax settings, e.g. `Tax Exempt`. */
  readonly taxRate: string;
  /** The tracking category that holds teams; `null`: none. */
  readonly trackingName: string | null;
};

/** Xero takes so many lines in one file. */
const MOST_LINES = 300;

const dayFirst = (day: IsoDay): string => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

const columns = ({ taxRate, trackingName }: XeroOptions): readonly ExportColumn<JournalRow>[] => [
  { name: '*Narration', cell: ({ entry }) => textCell(entry.text) },
  { name: '*Date', cell: ({ entry }) => textCell(dayFirst(entry.day)) },
  { name: 'Description', cell: ({ line }) => textCell(line.text) },
  { name: '*AccountCode', cell: ({ line }) => textCell(line.account.code) },
  { name: '*TaxRate', cell: () => textCell(taxRate) },
  {
    name: '*Amount',
    cell: ({ entry, line }) => numberCell(minorAmount(line.amountMicro, entry.currency)),
  },
  { name: 'TrackingName1', cell: ({ line }) => textCell(line.costCentre && trackingName) },
  { name: 'TrackingOption1', cell: ({ line }) => textCell(trackingName && line.costCentre) },
  { name: 'TrackingName2', cell: () => null },
  { name: 'TrackingOption2', cell: () => null },
];

/**
 * The journal as Xero imports manual journals: debits above zero, credits below, dates day first
 * (help.xero.com, "Enter multiple manual journals using an import template"). Throws
 * `journal_too_long` above 300 lines.
 */
export function writeXeroJournal(
  entries: readonly JournalEntry[],
  options: XeroOptions,
): Uint8Array {
  const rows = journalRows(entries);
  if (rows.length > MOST_LINES) {
    throw new Failure(
      'journal_too_long',
      `Xero takes ${MOST_LINES} lines in one file; this journal has ${rows.length}. Use fewer cost centres.`,
      { software: 'Xero', lines: rows.length, most: MOST_LINES },
    );
  }
  return writeCsv(exportTable(columns(options), rows), { bom: false, decimalComma: false });
}
