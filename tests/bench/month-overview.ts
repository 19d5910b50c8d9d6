import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { overviewMonth, seatsMonth } from '../../src/contract/month.ts';
import { lastDay } from '../../src/core/calendar.ts';
import type { Services } from '../../src/main/services/services.ts';
import { rawBook } from '../book/raw-book.ts';
import { addRateHistory } from './rate-history.ts';
import { ROWS, tenYears } from './ten-years.ts';

const TIMES = 15;

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  // Warm: what the engines keep and what the compiler makes of hot code is there, on both sides.
  for (let run = 0; run < TIMES; run += 1) await work();
  const times: number[] = [];
  for (let run = 0; run < TIMES; run += 1) {
    const startMs = performance.now();
    await work();
    times.push(performance.now() - startMs);
  }
  return times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? 0;
}

async function duckdb(services: Services, folder: string, month: string): Promise<number> {
  const instance = await DuckDBInstance.create(join(folder, 'duck.db'));
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE usage (identity INTEGER, day DATE, model INTEGER, base BIGINT)`,
  );
  const { book } = services;
  const csv = join(folder, 'usage.csv');
  writeFileSync(csv, 'identity,day,model,base\n');
  let lines: string[] = [];
  const rows = rawBook(book)
    .statement('SELECT identity_id, day, model_id, base_micro FROM usage')
    .raw()
    .iterate();
  for (const row of rows as IterableIterator<unknown[]>) {
    lines.push(row.join(','));
    if (lines.length === 100_000) {
      appendFileSync(csv, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) appendFileSync(csv, `${lines.join('\n')}\n`);
  rawBook(book).statement('SELECT identity_id, day, model_id, base_micro FROM usage').raw(false);
  await connection.run(`INSERT INTO usage SELECT * FROM read_csv('${csv}')`);
  return medianMs(() =>
    connection.runAndReadAll(
      `SELECT identity, model, sum(base) FROM usage WHERE day BETWEEN '${month}-01' AND '${lastDay(month)}' GROUP BY ALL
       UNION ALL SELECT NULL, NULL, sum(base) FROM usage WHERE day BETWEEN DATE '${month}-01' - INTERVAL 11 MONTH AND '${lastDay(month)}'
       GROUP BY date_trunc('month', day)`,
    ),
  );
}

/** The month's overview and seats on ten years of a 200-person company, against DuckDB on the same rows. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-bench-'));
  try {
    const services = tenYears(folder);
    const early = await medianMs(() => services.call(overviewMonth, { month: '2017-07' }));
    const bare = await medianMs(() => services.call(overviewMonth, { month: '2026-05' }));
    const rates = addRateHistory(services.book);
    const overview = await medianMs(() => services.call(overviewMonth, { month: '2026-05' }));
    const seats = await medianMs(() => services.call(seatsMonth, { month: '2026-05' }));
    const duck = await duckdb(services, folder, '2026-05');
    console.log(
      `${ROWS} usage rows: overview ${overview.toFixed(1)} ms (after one year ${early.toFixed(1)} ms), seats ${seats.toFixed(1)} ms, DuckDB ${duck.toFixed(1)} ms; ratio ${(overview / duck).toFixed(2)} and ${(seats / duck).toFixed(2)} (bar 1); with ${rates} rates in the book, which is ${(overview / bare).toFixed(2)} × the time without`,
    );
    services.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
