import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimsDecide, claimsPay, claimsSave } from '../../src/contract/claims.ts';
import { addDays } from '../../src/core/calendar.ts';
import type { Book } from '../../src/main/book/book.ts';
import { rawBook } from '../book/raw-book.ts';
import { addRateHistory } from './rate-history.ts';
import { emptyCompany } from './ten-years.ts';

const PEOPLE = 200;
const A_MONTH = 40;
const MONTHS = 120;
const FIRST = '2016-07-01';
const TIMES = 100;
const BAR_MS = 50;

/** Ten years of claims that were filed, approved and paid, every second with a pictured receipt. */
function fill(book: Book): number {
  const claims = A_MONTH * MONTHS;
  rawBook(book).db.exec(`
    WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < ${PEOPLE})
    INSERT INTO person (id, name, email, role, start_day)
    SELECT n, 'Person ' || n, 'p' || n || '@x.example', 'role ' || (n % 6), '2015-01-01' FROM one;
    INSERT INTO person (name, email) VALUES ('Owner', 'owner@x.example');
    WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < ${claims})
    INSERT INTO claim (id, person_id, state, made_at)
    SELECT n, 1 + n % ${PEOPLE}, 'paid', date('${FIRST}', (n / ${A_MONTH}) || ' months') || 'T09:00:00.000Z' FROM one;
    INSERT INTO claim_line (claim_id, line_no, day, tool, vendor, invoice_number, purpose, amount_micro, currency, work_percent,
      approved_micro, approved_base_micro, charged_month, plain_number)
    SELECT id, 1, date(substr(made_at, 1, 10), (id % 28) || ' days'), 'Cursor', 'Anysphere', 'INV-' || id, 'Pro plan', 20000000 + id % 9 * 10000,
      'EUR', '100', 20000000 + id % 9 * 10000, 22000000, substr(made_at, 1, 7), 'INV' || id FROM claim;
    INSERT INTO receipt (sha256, media_type, bytes, picture_hash, kept_at)
    SELECT printf('%064x', id), 'image/png', 1000, printf('%064x', id * 2654435761), made_at FROM claim WHERE id % 2;
    INSERT INTO claim_receipt (claim_id, line_no, sha256, file_name) SELECT id, 1, printf('%064x', id), 'receipt.png' FROM claim WHERE id % 2;
    INSERT INTO claim_step (claim_id, at, by_name, kind, from_state, to_state, findings)
    SELECT id, made_at, 'p', 'submit', 'draft', 'submitted', '[]' FROM claim;
    INSERT INTO claim_step (claim_id, at, by_name, kind, from_state, to_state, grants, findings)
    SELECT id, made_at, 'owner', 'approve', 'submitted', 'approved', '[["1","20000000"]]', '[]' FROM claim;
    INSERT INTO claim_step (claim_id, at, by_name, kind, from_state, to_state, reference)
    SELECT id, made_at, 'owner', 'pay', 'approved', 'paid', 'T' || id FROM claim;
    INSERT INTO claim_payment (claim_id, reference, day, amount_micro, currency)
    SELECT claim_id, 'T' || claim_id, day, approved_micro, currency FROM claim_line;`);
  return claims;
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const startMs = performance.now();
  const value = await work();
  times.push(performance.now() - startMs);
  return value;
}

function said(name: string, times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  const over = times.filter((ms) => ms > BAR_MS).length;
  return `${name} ${at(0.5)} ms (95 in 100 under ${at(0.95)}, longest ${at(1)}, ${over} over ${BAR_MS})`;
}

/** File, approve and pay claims in a book with ten years of claims and a central bank's rates. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-bench-'));
  try {
    const services = emptyCompany(folder, 'claims.seatworth');
    const claims = fill(services.book);
    const rates = addRateHistory(services.book);
    const [file, approve, pay]: number[][] = [[], [], []];
    for (let time = 0; time < TIMES; time += 1) {
      const filed = await timed(file ?? [], () =>
        services.call(claimsSave, {
          id: null,
          person: `p${1 + (time % PEOPLE)}@x.example`,
          lines: [
            {
              day: addDays('2026-06-01', time % 28),
              tool: 'Claude Pro',
              vendor: 'Anthropic',
              invoiceNumber: `A-${time}`,
              purpose: 'Pro plan',
              amount: { amount: `${10 + (time % 7)}.50`, currency: 'GBP' },
              workPercent: '50.5',
              periodStart: null,
              periodEnd: null,
              receipts: [],
            },
          ],
          submit: true,
        }),
      );
      const id = filed.claims[0]?.id ?? 0;
      const by = 'owner@x.example';
      await timed(approve ?? [], () =>
        services.call(claimsDecide, { id, decision: 'approve', by, reason: 'ok' }),
      );
      const paid = await timed(pay ?? [], () =>
        services.call(claimsPay, { ids: [id], date: '2026-06-30', reference: `P${time}`, by }),
      );
      if (paid.claims[0]?.state !== 'paid') throw new Error('A claim was not paid.');
    }
    console.log(
      `${claims} claims and ${rates} rates in the book: ${said('file', file ?? [])}; ${said('approve', approve ?? [])}; ${said('pay', pay ?? [])}`,
    );
    services.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
