import type { Cell } from 'write-excel-file/node';
import { daysBetween } from '../../core/calendar.ts';
import { withoutSteering } from '../../core/isolated-text.ts';
import type { ExportCell, ExportTable } from './export-table.ts';

/** Excel's own limit of a cell's text. */
const MOST_LETTERS = 32_767;

/**
 * A table as an Excel workbook with one sheet: numbers and days are real ones, texts stay texts
 * and are never run. Byte for byte the same for the same table. Excel keeps 15 digits of a number.
 */
export async function writeXlsx(table: ExportTable, sheet: string): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const options = { sheet, stickyRowsCount: 1 };
  return repeatableZip(await writeXlsxFile(cellsOf(table), options).toBuffer());
}

/** Several tables as one workbook, each on a sheet of its own, its columns as wide as what stands in them. */
export async function writeXlsxSheets(
  sheets: readonly { readonly name: string; readonly table: ExportTable }[],
): Promise<Uint8Array> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const all = sheets.map(({ name, table }) => ({
    data: cellsOf(table),
    sheet: name,
    stickyRowsCount: 1,
    columns: table.columns.map((title, index) => ({ width: widthOf(table, title, index) })),
  }));
  return repeatableZip(await writeXlsxFile(all).toBuffer());
}

const MOST_WIDE = 50;

/** In letters, of which Chinese ones take two. */
function widthOf({ rows }: ExportTable, title: string, index: number): number {
  const texts = rows.map((row) => {
    const cell = row[index] ?? null;
    if (cell === null) return '';
    return cell.kind === 'text' ? cell.text : cell.kind === 'day' ? cell.day : cell.decimal;
  });
  const letters = (text: string): number => text.replace(/[\u3000-\uffef]/g, '..').length;
  return Math.min(MOST_WIDE, Math.max(...[title, ...texts].map(letters)) + 2);
}

const cellsOf = (table: ExportTable): Cell[][] => [
  table.columns.map((name) => ({ value: name, type: String, fontWeight: 'bold' as const })),
  ...table.rows.map((row) => row.map(xlsxCell)),
];

function xlsxCell(cell: ExportCell): Cell {
  if (cell === null) return null;
  switch (cell.kind) {
    case 'text':
      return { value: xmlText(withoutSteering(cell.text)), type: String };
    case 'number':
      return { value: Number(cell.decimal), type: Number, format: numberFormat(cell.decimal) };
    case 'day':
      return {
        value: new Date(daysBetween('1970-01-01', cell.day) * 86_400_000),
        type: Date,
        format: 'yyyy-mm-dd',
      };
  }
}

function numberFormat(decimal: string): string {
  const digits = decimal.split('.')[1]?.length ?? 0;
  return digits === 0 ? '0' : `0.${'0'.repeat(digits)}`;
}

/** Without what XML 1.0 cannot hold: control characters and halves of surrogate pairs. */
function xmlText(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .slice(0, MOST_LETTERS)
      .toWellFormed()
  );
}

/** The same archive with one fixed date: the writer puts the present time on each part. */
async function repeatableZip(bytes: Uint8Array): Promise<Uint8Array> {
  const { unzipSync, zipSync } = await import('fflate');
  const parts = unzipSync(bytes);
  // A zip holds local time without zone, so that a local date gives the same bytes everywhere.
  const mtime = new Date(1980, 0, 1);
  const names = Object.keys(parts);
  return zipSync(Object.fromEntries(names.map((name) => [name, parts[name] ?? new Uint8Array()])), {
    mtime,
    level: 6,
  });
}
