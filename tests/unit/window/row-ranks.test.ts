import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare, type DataColumn } from '../../../src/renderer/ui/data-table/data-column.ts';
import { rowOrder } from '../../../src/renderer/ui/data-table/row-ranks.ts';

type Row = { readonly name: string; readonly count: number };

const by = (sort: (row: Row) => string | number): DataColumn<Row> => ({
  id: 'x',
  head: 'x',
  text: ({ name }) => name,
  sort,
});

test('rows are ordered as their keys compare, and equal ones keep their order', () => {
  const name = fc.constantFrom('Zoë', 'zoe', 'Ana', 'ana', '李', '王芳', 'Item 10', 'Item 9', '');
  const rows = fc.array(fc.record({ name, count: fc.integer({ min: -3, max: 3 }) }));
  fc.assert(
    fc.property(rows, fc.constantFrom('en', 'zh-CN'), fc.boolean(), (given, language, isName) => {
      const column = by((row) => (isName ? row.name : row.count));
      const key = (row: Row) => column.sort?.(row) ?? '';
      expect([...given].sort(rowOrder(column, given, language))).toEqual(
        [...given].sort((a, b) => compare(key(a), key(b), language)),
      );
    }),
    { numRuns: 100 },
  );
});

test('each different key is compared once, however many rows have it', () => {
  let asked = 0;
  const rows = Array.from({ length: 5_000 }, (_, count) => ({ name: `P${count % 7}`, count }));
  const column = by((row) => {
    asked += 1;
    return row.name;
  });
  [...rows].sort(rowOrder(column, rows, 'en'));
  expect(asked).toBeLessThanOrEqual(2 * rows.length);
});
