import type { IsoMonth } from '../../core/calendar.ts';
import type { SeatExportRow } from '../../core/close/export-rows.ts';
import { CHARGE_SOURCES, type ChargeSource } from '../../core/spend/spend-cells.ts';
import { amountCell, type ExportColumn, numberCell, textCell } from './export-table.ts';

const sourceColumn = (source: ChargeSource): ExportColumn<SeatExportRow> => ({
  name: source.replace('-', '_'),
  cell: (row) => amountCell(row.bySource[source]),
});

/**
 * The columns of exported seats: one row per person, by name, and one without a person for the
 * unassigned spend, so that the file adds up to the total. `from` is the first of several months.
 */
export function seatsColumns(
  rows: readonly SeatExportRow[],
  from?: IsoMonth,
): readonly ExportColumn<SeatExportRow>[] {
  // A closed month's file repeats byte for byte, in the columns of the version that closed it.
  const isEarlier = rows.length > 0 && rows.every((row) => row.lean === undefined);
  const columns = isEarlier ? FIRST_COLUMNS : [...FIRST_COLUMNS, ...LEANS];
  // Verdict and allowance are those of `month`, spend and output of all months since `from`.
  return from === undefined
    ? columns
    : columns.toSpliced(1, 0, { name: 'from', cell: () => textCell(from) });
}

const FIRST_COLUMNS: readonly ExportColumn<SeatExportRow>[] = [
  { name: 'month', cell: (row) => textCell(row.month) },
  { name: 'person', cell: (row) => textCell(row.person?.name ?? '(unassigned)') },
  { name: 'email', cell: (row) => textCell(row.person?.email ?? null) },
  { name: 'role', cell: (row) => textCell(row.person?.role ?? null) },
  { name: 'team', cell: (row) => textCell(row.person?.team ?? null) },
  { name: 'spend', cell: (row) => amountCell(row.spendMicro) },
  { name: 'currency', cell: (row) => textCell(row.currency) },
  ...CHARGE_SOURCES.map(sourceColumn),
  { name: 'allowance', cell: (row) => amountCell(row.allowanceMicro) },
  { name: 'left', cell: (row) => amountCell(row.leftMicro) },
  { name: 'output_units', cell: (row) => numberCell(row.outputUnits) },
  { name: 'output_items', cell: (row) => numberCell(row.outputItems) },
  { name: 'verdict', cell: (row) => textCell(row.verdict) },
  { name: 'probability', cell: (row) => numberCell(row.probability) },
  { name: 'advice', cell: (row) => textCell(row.advice) },
];

const LEANS: readonly ExportColumn<SeatExportRow>[] = [
  { name: 'lean', cell: (row) => textCell(row.lean ?? null) },
  { name: 'expected_net', cell: (row) => amountCell(row.expectedNetMicro ?? null) },
];
