import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportRun } from '../../src/contract/book.ts';
import { claimsDecide, claimsPay, claimsSave } from '../../src/contract/claims.ts';
import { closeCorrect, closeMonth } from '../../src/contract/close.ts';
import { importsRun } from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import type { InputOf } from '../../src/contract/request.ts';
import { parseMicro } from '../../src/core/money.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { madeFile } from './made-files.ts';

const BOSS = 'boss@x.example';
const MONTH = '2026-06';
const NEXT = '2026-07';
const resources = join(import.meta.dirname, '../../resources');
let folder: string;
let empty: string;
let claimedMicro = 0n;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-tie-'));
  empty = join(folder, 'empty.sw');
  createCompany(empty, {
    company: 'Made',
    currency: 'EUR',
    weekStart: 'monday',
    ledgerPack: 'DE-SKR04',
    who: 'Test',
    at: '2026-07-01T00:00:00.000Z',
  }).close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const who = fc.constantFrom('ana@x.example', 'bo@x.example', 'key-7', '');
const amount = fc
  .bigInt({ min: -5_000_000n, max: 5_000_000_000n })
  .map(
    (micro) =>
      `${micro < 0n ? '-' : ''}${(micro < 0n ? -micro : micro) / 1_000_000n}.${String((micro < 0n ? -micro : micro) % 1_000_000n).padStart(6, '0')}`,
  );
const day = fc.integer({ min: 1, max: 30 }).map((n) => `${MONTH}-${String(n).padStart(2, '0')}`);
const currency = fc.constantFrom('EUR', 'USD', 'JPY');
const tool = fc.constantFrom('Claude API', 'Cursor', '=SUM(A1)');

const madeBook = fc.record({
  charges: fc.array(fc.tuple(day, amount, currency, who, tool), { minLength: 1, maxLength: 25 }),
  plans: fc.array(fc.tuple(who, fc.integer({ min: 1, max: 99_999 }), currency), { maxLength: 5 }),
  // From five units on: what one yen is for work, in euro, rounds to nothing, and nothing is not paid.
  claims: fc.array(fc.tuple(day, fc.integer({ min: 5, max: 9_999 }), currency), { maxLength: 3 }),
  corrections: fc.array(fc.tuple(amount, currency, who), { maxLength: 3 }),
});

type Row = Record<string, string>;
const sum = (rows: readonly Row[], column: string): bigint =>
  rows.reduce((total, row) => total + (parseMicro(row[column] || '0') ?? 0n), 0n);

/** Claims of June, each approved in full and paid back on the third of July. */
async function payClaims(
  services: Services,
  claims: readonly (readonly [string, number, string])[],
): Promise<void> {
  for (const [index, [day, units, currency]] of claims.entries()) {
    const line = {
      day,
      tool: 'Cursor',
      vendor: `Vendor ${index}`,
      invoiceNumber: null,
      purpose: 'Made',
      amount: { amount: `${units}.00`, currency },
      workPercent: '62.5',
      periodStart: null,
      periodEnd: null,
      receipts: [],
    };
    const draft = { id: null, person: 'ana@x.example', lines: [line], submit: true };
    const id = (await services.call(claimsSave, draft)).claims[0]?.id ?? 0;
    await services.call(claimsDecide, { id, decision: 'approve', reason: 'Made', by: BOSS });
    await services.call(claimsPay, {
      ids: [id],
      date: `${NEXT}-03`,
      reference: `P${index}`,
      by: BOSS,
    });
  }
}

test('every export adds up to the total on screen, to the micro; the journal to the cent', async () => {
  let books = 0;
  await fc.assert(
    fc.asyncProperty(madeBook, async ({ charges, plans, claims, corrections }) => {
      books += 1;
      const file = join(folder, `book-${books}.sw`);
      copyFileSync(empty, file);
      const services = openServices({ file, mode: 'write', resources, who: 'Test' });
      try {
        await services.call(importsRun, {
          files: [
            madeFile(folder, 'people.csv', [
              'name,email,role,team',
              'Ana,ana@x.example,dev,Red',
              'Bo,bo@x.example,dev,Blue',
              `Boss,${BOSS},owner,`,
            ]),
            madeFile(folder, 'rates.csv', [
              'date,from,to,rate',
              ...[MONTH, NEXT].flatMap((month) => [
                `${month}-01,USD,EUR,0.8763`,
                `${month}-01,EUR,JPY,161.37`,
              ]),
            ]),
            madeFile(folder, 'charges.csv', [
              'date,amount,currency,identity,tool',
              ...charges.map((row) => row.join(',')),
            ]),
            ...(plans.length === 0
              ? []
              : [
                  madeFile(folder, 'subscriptions.csv', [
                    'tool,email,start,price,currency,cadence',
                    ...plans.map(
                      ([email, cents, code], n) =>
                        `Plan ${n},${email.includes('@') ? email : ''},2026-01-01,${cents / 100},${code},month`,
                    ),
                  ]),
                ]),
          ],
        });
        await payClaims(services, claims);
        let month = MONTH;
        let total = 0n;
        const written = async (wanted: Omit<InputOf<typeof exportRun>, 'month' | 'out'>) => {
          const out = join(folder, 'out.csv');
          const done = await services.call(exportRun, { ...wanted, month, out });
          const rows = parse<Row>(readFileSync(out, 'utf8'), { columns: true });
          expect(rows).toHaveLength(done.rows);
          return { rows, total: parseMicro(done.total?.amount ?? '') };
        };
        const check = async (looked: string): Promise<void> => {
          month = looked;
          const shown = await services.call(overviewMonth, { month });
          total = parseMicro(shown.total.amount) ?? 0n;
          const all = await written({ kind: 'charges' });
          expect(sum(all.rows, 'base_amount')).toBe(total);
          expect(all.total).toBe(total);
          for (const by of ['person', 'team', 'tool', 'account-code', 'cost-centre'] as const) {
            expect(sum((await written({ kind: 'charges', by })).rows, 'amount')).toBe(total);
          }
          expect(sum((await written({ kind: 'seats' })).rows, 'spend')).toBe(total);
          expect(sum((await written({ kind: 'focus' })).rows, 'x_BaseCost')).toBe(total);
          const claimed = await written({ kind: 'claims' });
          expect(sum(claimed.rows, 'approved_base')).toBe(parseMicro(shown.bySource.claim.amount));
          expect(claimed.total).toBe(sum(claimed.rows, 'approved_base'));
          // What was claimed in June is paid in July: each is a month's own.
          const paid = await written({ kind: 'payouts' });
          expect(paid.rows).toHaveLength(month === NEXT ? claims.length : 0);
          expect(paid.total).toBe(sum(paid.rows, 'base_amount'));
          if (month === NEXT) expect(paid.total).toBe(claimedMicro);
          else claimedMicro = claimed.total ?? 0n;
          const journal = await written({ kind: 'journal' });
          expect(sum(journal.rows, 'debit')).toBe(sum(journal.rows, 'credit'));
          const off = (journal.total ?? 0n) - total;
          // What the month before was rounded by is made up for in this one.
          expect(off < 10_000n && off > -10_000n).toBe(true);
          const owed = journal.rows.filter((row) => /^(?:3|1460)/.test(row['account_code'] ?? ''));
          expect(sum(owed, 'credit') - sum(owed, 'debit')).toBe(journal.total);
        };
        await check(MONTH);
        await services.call(closeMonth, { month: MONTH });
        for (const [sum, code, email] of corrections) {
          const posted = services.call(closeCorrect, {
            corrects: MONTH,
            day: `${NEXT}-02`,
            amount: { amount: sum, currency: code },
            description: 'Made',
            ...(email.includes('@') ? { email } : {}),
          });
          if (parseMicro(sum) === 0n) await expect(posted).rejects.toThrow();
          else await posted;
        }
        await check(MONTH);
        await check(NEXT);
      } finally {
        services.close();
      }
    }),
    { numRuns: Number(process.env['SEATWORTH_BOOKS'] ?? 12) },
  );
});
