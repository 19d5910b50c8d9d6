import type { IsoDay } from '../../core/calendar.ts';
import { type Micro, microText } from '../../core/money.ts';

/** One cell of a table: text, a day, or an exact decimal as a plain text (`1234.5`). `null`: empty. */
export type ExportCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly decimal: string }
  | { readonly kind: 'day'; readonly day: IsoDay }
  | null;

export type ExportColumn<Row> = {
  readonly name: string;
  readonly cell: (row: Row) => ExportCell;
};

/** A table to be written: its columns' names and its rows' cells. */
export type ExportTable = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ExportCell[])[];
};

/** Rows under column definitions as a table. */
export function exportTable<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: readonly Row[],
): ExportTable {
  return {
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}

export function textCell(text: string | null): ExportCell {
  return text === null || text === '' ? null : { kind: 'text', text };
}

/** A code without what a spreadsheet would run at its beginning. */
export const cleanCode = (text: string): string => text.replace(/^[=+\-@＝＋－＠\s]+/u, '');

/** A code or number that software knows things by: cleaned of what a spreadsheet would run, never prefixed. */
export function codeCell(text: string | null): ExportCell {
  return textCell(text === null ? null : cleanCode(text));
}

/** An exact decimal as it is; a statistic with at most six digits behind the point. */
export function numberCell(value: string | number | null): ExportCell {
  if (value === null) return null;
  if (typeof value === 'string') return { kind: 'number', decimal: value };
  const decimal = value.toFixed(6).replace(/\.?0+$/, '');
  return { kind: 'number', decimal: decimal === '-0' ? '0' : decimal };
}

/** An amount in units, with two to six digits behind the point. */
export function amountCell(micro: Micro | null): ExportCell {
  return micro === null ? null : { kind: 'number', decimal: microText(micro) };
}

export function dayCell(day: IsoDay | null): ExportCell {
  return day === null ? null : { kind: 'day', day };
}
