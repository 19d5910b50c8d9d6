import type { Column, Shape } from '../../src/main/book/columns.ts';
import { inspectRows } from '../../src/main/book/statement.ts';

// Every row that a test reads from a book is held against the columns that its statement declares:
// what is counted, summed or joined has no column in a table that could be looked at beforehand.
inspectRows(({ mode, columns, text }, row) => {
  if (columns === null) return;
  const isOne = mode === 'value' || mode === 'values';
  const wanted: [string, Column][] = isOne
    ? [['its value', columns as Column]]
    : Object.entries(columns as Shape);
  for (const [name, column] of wanted) {
    const held = isOne ? row : (row as Record<string, unknown>)[name];
    if (!fits(column, held)) {
      throw new Error(`${name} is ${typeof held} (${held}), not ${column.kind}, in ${text}`);
    }
  }
});

function fits({ kind, isOptional }: Column, held: unknown): boolean {
  if (held === null) return isOptional;
  switch (kind) {
    case 'micro':
      return typeof held === 'bigint';
    case 'whole':
      return Number.isInteger(held);
    case 'real':
      return typeof held === 'number';
    case 'flag':
      return typeof held === 'boolean';
    case 'bytes':
      return held instanceof Uint8Array;
    default:
      return typeof held === 'string';
  }
}
