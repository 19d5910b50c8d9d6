import { isolated, withoutSteering } from '../../core/isolated-text.ts';
import type { ExportCell, ExportTable } from './export-table.ts';

export type CsvOptions = {
  /** A byte order mark, which Excel needs to read UTF-8. */
  readonly bom: boolean;
  /** A decimal comma, and semicolons between the cells. */
  readonly decimalComma: boolean;
  /** For software that knows people and vendors by their exact names: no marks around text from right to left. */
  readonly isForSoftware?: boolean;
};

const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

/**
 * A text as a spreadsheet will not run it: a leading `=`, `+`, `-`, `@`, tab or line break gets an
 * apostrophe before it (OWASP, "CSV Injection"; full-width forms run in East Asian versions).
 */
export function neutralText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

const CONTROLS = /[^\P{Cc}\t\r\n]/gu;

/** A text without characters that steer direction or a terminal, and without halves of pairs. */
export function plainText(text: string): string {
  return withoutSteering(text.toWellFormed()).replace(CONTROLS, '');
}

/** A table as CSV: RFC 4180, CRLF, UTF-8, a header line; ISO days; numbers stay numbers. */
export function writeCsv(table: ExportTable, options: CsvOptions): Uint8Array {
  const delimiter = options.decimalComma ? ';' : ',';
  const lines = [
    table.columns.map(neutralText),
    ...table.rows.map((row) => row.map((cell) => cellText(cell, options))),
  ];
  return csvBytes(lines, delimiter, options.bom);
}

/**
 * Cells that are all texts as comma-separated CSV (RFC 4180). Plain numbers, such as `-12.50`, stay
 * as they are, so that a row of a file that was refused can be mended and imported again.
 */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const neutral = (text: string): string =>
    /^[+-]?\d+([.,]\d+)?$/.test(text) ? text : neutralText(text);
  return [header, ...rows].map((line) => csvLine(line.map(neutral), ',')).join('');
}

/** Ready texts as CSV. The texts are quoted where they need it and otherwise written as they are. */
export function csvBytes(
  lines: readonly (readonly string[])[],
  delimiter: string,
  bom: boolean,
): Uint8Array {
  const text = lines.map((line) => csvLine(line, delimiter)).join('');
  return new TextEncoder().encode(`${bom ? '\u{feff}' : ''}${text}`);
}

const csvLine = (line: readonly string[], delimiter: string): string =>
  `${line.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`;

/** A spreadsheet of another country cuts at another mark, and would run what stands behind it. */
const CUTS_ELSEWHERE = /[;,\t|]\s*[=+\-@＝＋－＠]/u;

function quoted(text: string, delimiter: string): string {
  const isQuoted = /["\r\n]/.test(text) || text.includes(delimiter) || CUTS_ELSEWHERE.test(text);
  return isQuoted ? `"${text.replace(/"/g, '""')}"` : text;
}

function cellText(cell: ExportCell, { decimalComma, isForSoftware }: CsvOptions): string {
  if (cell === null) return '';
  if (cell.kind === 'day') return cell.day;
  if (cell.kind === 'text') {
    const text = neutralText(plainText(cell.text));
    return isForSoftware ? text : isolated(text);
  }
  return decimalComma ? cell.decimal.replace('.', ',') : cell.decimal;
}
