import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { overviewMonth } from '../../src/contract/month.ts';
import { warehouseExport } from '../../src/contract/warehouse.ts';
import { parseMicro } from '../../src/core/money.ts';
import { freshBook } from './fresh-book.ts';

test('what a warehouse adds up is what the screen says', async () => {
  const book = freshBook();
  await book.take('people.csv', 'name,email\nAna,ana@x.example\n');
  await book.take(
    'usage.csv',
    'date,identity,model,input_tokens,output_tokens,cost,currency\n2026-06-01,ana@x.example,gpt-5,10,1,0.000007,USD\n2026-06-02,nobody,gpt-5,10,1,12.5,USD\n',
  );
  const { files } = await book.services.call(warehouseExport, { out: join(book.folder, 'out') });
  expect(files.map((one) => `${one.rows} ${basename(one.file, '.parquet')}`)).toEqual([
    '2 charges',
    '1 people',
    '0 subscriptions',
    '0 output',
    '0 rates',
    '2 usage',
    '0 invoices',
    '2 seats',
    '0 claims',
    '0 payouts',
  ]);
  const manifest = JSON.parse(readFileSync(`${files[7]?.file}.manifest.json`, 'utf8'));
  expect(manifest).toMatchObject({ rows: 2, totals: [{ amount: '12.500007', currency: 'USD' }] });
  const overview = await book.services.call(overviewMonth, { month: '2026-06' });
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = await connection.runAndReadAll(
    `SELECT CAST(sum(base_amount) AS VARCHAR) FROM '${files[0]?.file}'`,
  );
  expect(parseMicro(String(rows.getRows()[0]?.[0]))).toBe(parseMicro(overview.total.amount));
});
