import { compare, type DataColumn } from './data-column.ts';

/**
 * How a column orders two rows. Each different key is placed once, so that a hundred thousand rows
 * with a few names among them are sorted by number.
 */
export function rowOrder<Row extends object>(
  column: DataColumn<Row>,
  rows: readonly Row[],
  language: string,
): (a: Row, b: Row) => number {
  let ranks: WeakMap<Row, number> | null = null;
  const rankOf = (row: Row): number => {
    ranks ??= ranksOf(column, rows, language);
    return ranks.get(row) ?? 0;
  };
  return (a, b) => rankOf(a) - rankOf(b);
}

function ranksOf<Row extends object>(
  column: DataColumn<Row>,
  rows: readonly Row[],
  language: string,
): WeakMap<Row, number> {
  const keyOf = (row: Row): string | number => column.sort?.(row) ?? '';
  const places = new Map<string | number, number>();
  for (const row of rows) places.set(keyOf(row), 0);
  const keys = [...places.keys()].sort((a, b) => compare(a, b, language));
  let place = 0;
  for (const [index, key] of keys.entries()) {
    const before = keys[index - 1];
    // Keys that are equal to the language keep the order of their rows.
    if (before !== undefined && compare(before, key, language) !== 0) place += 1;
    places.set(key, place);
  }
  return new WeakMap(rows.map((row) => [row, places.get(keyOf(row)) ?? 0]));
}
