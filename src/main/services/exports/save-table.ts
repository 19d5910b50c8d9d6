import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { tableSave } from '../../../contract/table-save.ts';
import { csvText } from '../../exports/csv.ts';
import type { Context } from '../context.ts';
import { writeWhole } from './write-whole.ts';

/** Writes what a table of the window shows as CSV, with the mark by which spreadsheets know UTF-8. */
export function saveTable(
  _context: Context,
  { out, lines }: InputOf<typeof tableSave>,
): OutputOf<typeof tableSave> {
  const [head = [], ...rows] = lines;
  writeWhole(out, new TextEncoder().encode(`\u{feff}${csvText(head, rows)}`));
  return { file: out, rows: rows.length };
}
