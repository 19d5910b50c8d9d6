import { parquetWriteBuffer } from 'hyparquet-writer';
import { daysBetween } from '../../core/calendar.ts';
import { parseMicro } from '../../core/money.ts';
import type { ExportCell, ExportTable } from './export-table.ts';

type Kind = 'text' | 'number' | 'day';

/**
 * A table as Parquet: texts as UTF-8, days as DATE, numbers as DECIMAL(18, 6), exact to the micro.
 * What a column holds is told by its cells; an empty column is text. Byte for byte the same for the
 * same table.
 */
export function writeParquet(table: ExportTable): Uint8Array {
  const kinds = table.columns.map((_, column) => kindOf(table, column));
  const buffer = parquetWriteBuffer({
    createdBy: 'Seatworth',
    columnData: table.columns.map((name, column) => ({
      name,
      data: table.rows.map((row) => valueFor(row[column] ?? null)),
    })),
    schema: [
      { name: 'root', num_children: table.columns.length },
      ...table.columns.map((name, column) => ({ name, ...ELEMENTS[kinds[column] ?? 'text'] })),
    ],
  });
  return new Uint8Array(buffer);
}

const ELEMENTS = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  number: {
    type: 'INT64',
    converted_type: 'DECIMAL',
    precision: 18,
    scale: 6,
    repetition_type: 'OPTIONAL',
  },
  day: { type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' },
} as const;

function kindOf(table: ExportTable, column: number): Kind {
  for (const row of table.rows) {
    const cell = row[column];
    if (cell) return cell.kind;
  }
  return 'text';
}

function valueFor(cell: ExportCell): string | bigint | number | null {
  if (cell === null) return null;
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'day':
      return daysBetween('1970-01-01', cell.day);
    case 'number':
      return parseMicro(cell.decimal);
  }
}
