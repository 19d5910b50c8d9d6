import type { CellReader } from '../../table/cell-reader.ts';
import type { HeaderColumns } from '../../table/header-columns.ts';

const USUAL = new Set([
  'message',
  'standard',
  'token',
  'global',
  'not_available',
  '≤ 200k',
  '<= 200k',
  '0-200k',
]);

/**
 * The values of some columns that say something out of the ordinary. What is usual is left out, so
 * that a row is known again when a later variant of the export adds a column that says "as usual".
 */
export function unusual(
  header: HeaderColumns,
  names: readonly string[],
): (cells: CellReader) => readonly (string | null)[] {
  const columns = names.map((name) => header.column(name));
  return (cells) =>
    columns.map((column) => {
      const text = cells.optionalText(column);
      return text === null || USUAL.has(text) ? null : text;
    });
}
