import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { overviewMonth, seatsMonth } from '../../src/contract/month.ts';
import { addDays, lastDay } from '../../src/core/calendar.ts';
import type { Book } from '../../src/main/book/book.ts';
import { sumAllUsageMonths } from '../../src/main/book/usage-months.ts';
import { createCompany } from '../../src/main/services/company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';

const ROWS = Number(process.env['SEATWORTH_BENCH_ROWS'] ?? 10_000_000);
const PEOPLE = 200;
const DAYS = 3650;
const FIRST = '2016-07-01';
const TIMES = 7;

/** Ten years of a company of 200, written straight into the book: what is measured is the reading. */
function fill(book: Book): void {
  const perDay = Math.floor(ROWS / DAYS);
  book.db.exec(`
    INSERT INTO source (id, kind, name) VALUES (1, 'tool', 'API');
    INSERT INTO label (id, text) VALUES (1, 'API'), (2, 'claude-sonnet-4-5'), (3, 'claude-haiku-4-5'), (4, 'gpt-5');
    WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < ${PEOPLE})
    INSERT INTO person (id, name, email, role, start_day, monthly_cost_micro, cost_currency)
    SELECT n, 'Person ' || n, 'p' || n || '@x.example', 'role ' || (n % 6), '2015-01-01', 7000000000, 'USD' FROM one;
    INSERT INTO identity (id, source_id, key) SELECT id, 1, email FROM person;
    INSERT INTO identity_assignment (identity_id, person_id, share_ppm, by_itself) SELECT id, id, 1000000, 1 FROM person;
    INSERT INTO output_kind (name) VALUES ('ticket');`);
  const insert = book.statement(`
    WITH RECURSIVE one(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM one WHERE n < ${perDay - 1})
    INSERT INTO usage (identity_id, day, tool_id, model_id, project_id, detail_id, ordinal, input_tokens, output_tokens,
      cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, requests, state, charge_micro, currency, base_micro,
      list_micro, import_id, seen_import_id, line)
    SELECT 1 + n % ${PEOPLE}, ?, 1, 2 + (n / ${PEOPLE}) % 3, 0, 0, n / ${PEOPLE * 3}, 1000 + n, 100 + n % 50, 0, 0, 0, 1, 'list',
      3000 + n, 'USD', 3000 + n, 3000 + n, 1, 1, n FROM one`);
  book.db.exec('BEGIN');
  for (let day = 0; day < DAYS; day += 1) insert.run(addDays(FIRST, day));
  sumAllUsageMonths(
    book,
    Array.from({ length: PEOPLE }, (_, index) => index + 1),
  );
  book.db.exec('COMMIT');
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  await work();
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
  const rows = book
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
  book.statement('SELECT identity_id, day, model_id, base_micro FROM usage').raw(false);
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
    const file = join(folder, 'ten-years.seatworth');
    createCompany(file, {
      company: 'Bench',
      currency: 'USD',
      weekStart: 'monday',
      who: 'bench',
      at: '2026-01-01T00:00:00Z',
    }).close();
    const services = openServices({
      file,
      mode: 'write',
      resources: join(import.meta.dirname, '../../resources'),
      who: 'bench',
    });
    fill(services.book);
    const early = await medianMs(() => services.call(overviewMonth, { month: '2017-07' }));
    const overview = await medianMs(() => services.call(overviewMonth, { month: '2026-05' }));
    const seats = await medianMs(() => services.call(seatsMonth, { month: '2026-05' }));
    const duck = await duckdb(services, folder, '2026-05');
    console.log(
      `${ROWS} usage rows: overview ${overview.toFixed(1)} ms (after one year ${early.toFixed(1)} ms), seats ${seats.toFixed(1)} ms, DuckDB ${duck.toFixed(1)} ms; ratio ${(overview / duck).toFixed(2)} and ${(seats / duck).toFixed(2)} (bar 1)`,
    );
    services.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
