import { join } from 'node:path';
import { addDays } from '../../src/core/calendar.ts';
import type { Book } from '../../src/main/book/book.ts';
import { sumAllUsageMonths } from '../../src/main/book/usage-months.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { rawBook } from '../book/raw-book.ts';

export const ROWS: number = Number(process.env['SEATWORTH_BENCH_ROWS'] ?? 10_000_000);
const PEOPLE = 200;
const DAYS = 3650;
const FIRST = '2016-07-01';

/** Ten years of a company of 200, written straight into the book: what is measured is the reading. */
function fill(book: Book): void {
  const perDay = Math.floor(ROWS / DAYS);
  rawBook(book).db.exec(`
    INSERT INTO source (id, kind, name) VALUES (1, 'tool', 'API');
    INSERT INTO label (id, text) VALUES (1, 'API'), (2, 'claude-sonnet-4-5'), (3, 'claude-haiku-4-5'), (4, 'gpt-5');
    WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < ${PEOPLE})
    INSERT INTO person (id, name, email, role, start_day, monthly_cost_micro, cost_currency)
    SELECT n, 'Person ' || n, 'p' || n || '@x.example', 'role ' || (n % 6), '2015-01-01', 7000000000, 'USD' FROM one;
    INSERT INTO identity (id, source_id, key) SELECT id, 1, email FROM person;
    INSERT INTO identity_assignment (identity_id, person_id, share_ppm, by_itself) SELECT id, id, 1000000, 1 FROM person;
    INSERT INTO output_kind (name) VALUES ('ticket');
    INSERT INTO subscription (tool, email, start_day, price_micro, currency, cadence, ordinal, import_id, seen_import_id, line)
    SELECT 'Claude Max', 'p' || (n * 4) || '@x.example', '${FIRST}', 90000000, 'EUR', 'month', 0, NULL, NULL, n
    FROM (SELECT id AS n FROM person WHERE id <= ${PEOPLE / 4});
    INSERT INTO rate (day, from_currency, to_currency, rate, source)
    SELECT DISTINCT date('${FIRST}', n || ' months'), 'EUR', 'USD', '1.1', 'typed'
    FROM (SELECT id - 1 AS n FROM person WHERE id <= 120);`);
  const insert = rawBook(book).statement(`
    WITH RECURSIVE one(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM one WHERE n < ${perDay - 1})
    INSERT INTO usage (identity_id, day, tool_id, model_id, project_id, detail_id, ordinal, input_tokens, output_tokens,
      cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, requests, state, charge_micro, currency, base_micro,
      list_micro, import_id, seen_import_id, line)
    SELECT 1 + n % ${PEOPLE}, ?, 1, 2 + (n / ${PEOPLE}) % 3, 0, 0, n / ${PEOPLE * 3}, 1000 + n, 100 + n % 50, 0, 0, 0, 1, 'list',
      3000 + n, 'USD', 3000 + n, 3000 + n, 1, 1, n FROM one`);
  rawBook(book).db.exec('BEGIN');
  for (let day = 0; day < DAYS; day += 1) insert.run(addDays(FIRST, day));
  sumAllUsageMonths(
    book,
    Array.from({ length: PEOPLE }, (_, index) => index + 1),
  );
  rawBook(book).db.exec('COMMIT');
}

/** An empty company's book in this folder. */
export function emptyCompany(folder: string, name: string): Services {
  const file = join(folder, name);
  createCompany(file, {
    company: 'Bench',
    currency: 'USD',
    weekStart: 'monday',
    who: 'bench',
    at: '2026-01-01T00:00:00Z',
  }).close();
  return openServices({
    file,
    mode: 'write',
    resources: join(import.meta.dirname, '../../resources'),
    who: 'bench',
  });
}

/** The book of ten years of a company of 200. */
export function tenYears(folder: string): Services {
  const services = emptyCompany(folder, 'ten-years.seatworth');
  fill(services.book);
  return services;
}
