import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, onTestFinished, test } from 'vitest';
import {
  dayCell,
  exportTable,
  numberCell,
  textCell,
} from '../../../src/main/exports/export-table.ts';
import { writeParquet } from '../../../src/main/exports/parquet.ts';

const table = exportTable(
  [
    { name: 'day', cell: (row: { day: string }) => dayCell(row.day) },
    { name: 'person', cell: (row: { person: string | null }) => textCell(row.person) },
    { name: 'amount', cell: (row: { amount: string }) => numberCell(row.amount) },
  ],
  [
    { day: '2026-06-30', person: '李晓梅', amount: '9007199254.740993' },
    { day: '1969-12-31', person: null, amount: '-0.000001' },
  ],
);

test('a warehouse reads days, texts and amounts back exactly', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-parquet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 't.parquet');
  writeFileSync(file, writeParquet(table));
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = await connection.runAndReadAll(
    `SELECT CAST(day AS VARCHAR), person, CAST(amount AS VARCHAR) FROM '${file}'`,
  );
  expect(rows.getRows()).toEqual([
    ['2026-06-30', '李晓梅', '9007199254.740993'],
    ['1969-12-31', null, '-0.000001'],
  ]);
});

test('the same table gives the same bytes', () => {
  expect(Buffer.from(writeParquet(table)).equals(Buffer.from(writeParquet(table)))).toBe(true);
});
