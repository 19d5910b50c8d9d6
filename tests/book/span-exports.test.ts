import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { exportKind, exportRun } from '../../src/contract/book.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { settingsSet } from '../../src/contract/company.ts';
import { invoicesList, reconcileMonth } from '../../src/contract/invoices.ts';
import { vendorsSet } from '../../src/contract/ledger.ts';
import { overviewSpan, seatsSpan } from '../../src/contract/month.ts';
import type { InputOf } from '../../src/contract/request.ts';
import { parseMicro } from '../../src/core/money.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';

const QUARTER = { from: '2026-04', to: '2026-06' };
const resources = join(import.meta.dirname, '../../resources');
type Row = Readonly<Record<string, string>>;
let folder: string;
let services: Services;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-span-'));
  await createSampleBook(join(folder, 'sample.sw'), resources);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  const file = join(folder, 'book.sw');
  copyFileSync(join(folder, 'sample.sw'), file);
  services = openServices({ file, mode: 'write', resources, who: 'Test' });
});
afterEach(() => {
  services.close();
  rmSync(join(folder, 'book.sw'));
});

type Wanted = Omit<InputOf<typeof exportRun>, 'out'>;
async function written(wanted: Wanted, delimiter = ',') {
  const out = join(folder, 'EXTF_out.csv');
  const done = await services.call(exportRun, { ...wanted, out });
  const text = readFileSync(out, 'latin1');
  const rows = delimiter === ',' ? parse<Row>(readFileSync(out), { columns: true, bom: true }) : [];
  const manifest = JSON.parse(readFileSync(done.manifest, 'utf8'));
  return { done, rows, text, manifest, total: parseMicro(done.total?.amount ?? '') };
}
const sum = (rows: readonly Row[], column: string): bigint =>
  rows.reduce((total, row) => total + (parseMicro(row[column] || '0') ?? 0n), 0n);

test.each([['every month open'], ['one of its months closed']])(
  'a quarter written out adds up to the quarter on screen, %s',
  async (state) => {
    if (state.startsWith('one')) {
      await services.call(closeMonth, { month: '2026-04', anyway: 'Made' });
    }
    const shown = await services.call(overviewSpan, QUARTER);
    const total = parseMicro(shown.total.amount);
    const charges = await written({ kind: 'charges', span: QUARTER });
    expect(charges.total).toBe(total);
    expect(sum(charges.rows, 'base_amount')).toBe(total);
    expect(new Set(charges.rows.map(({ month }) => month))).toEqual(
      new Set(['2026-04', '2026-05', '2026-06']),
    );
    expect(charges.manifest.filters).toMatchObject(QUARTER);
    for (const by of ['tool', 'person', 'vendor'] as const) {
      const { rows } = await written({ kind: 'charges', by, span: QUARTER });
      expect(sum(rows, 'amount')).toBe(total);
      expect(rows[0]).toMatchObject({ month: '2026-06', from: '2026-04' });
    }
    expect(sum((await written({ kind: 'focus', span: QUARTER })).rows, 'x_BaseCost')).toBe(total);
    const claims = await written({ kind: 'claims', span: QUARTER });
    expect(claims.total).toBe(parseMicro(shown.bySource.claim.amount));
    const { rows } = await written({ kind: 'seats', span: QUARTER });
    const { seats, month } = await services.call(seatsSpan, QUARTER);
    expect(sum(rows, 'spend')).toBe(total);
    for (const seat of seats) {
      const row = rows.find(({ email }) => email === seat.person.email);
      expect(row).toMatchObject({ month, from: '2026-04', verdict: seat.verdict });
      expect(sum(row ? [row] : [], 'spend')).toBe(parseMicro(seat.spend.amount));
    }
  },
);

test('a quarter’s journal holds the entries of its months, once each, and says which month each is of', async () => {
  await services.call(settingsSet, { key: 'ledger.pack', value: 'DE-SKR04' });
  await services.call(closeMonth, { month: '2026-05', anyway: 'Made' });
  const parts = [];
  for (const month of ['2026-04', '2026-05', '2026-06']) {
    parts.push(await written({ kind: 'journal', month }));
  }
  const whole = await written({ kind: 'journal', span: QUARTER });
  expect(whole.done.entries).toEqual(parts.flatMap(({ done }) => done.entries));
  expect(whole.rows).toEqual(parts.flatMap(({ rows }) => rows));
  expect(whole.total).toBe(parts.reduce((all, { total }) => all + (total ?? 0n), 0n));
  const { total, expense, parts: why } = whole.manifest.reconciliation;
  const micro = (one: { amount: string }): bigint => parseMicro(one.amount) ?? 0n;
  expect(
    why.reduce(
      (all: bigint, { amount }: { amount: { amount: string } }) => all + micro(amount),
      0n,
    ),
  ).toBe(micro(expense) - micro(total));

  const [, may] = whole.done.given;
  expect(may).toEqual({ month: '2026-05', entries: parts[1]?.done.entries });
});

test('DATEV gets the quarter’s first and last day', async () => {
  for (const [key, value] of [
    ['ledger.pack', 'DE-SKR04'],
    ['ledger.datev-adviser', '1234567'],
    ['ledger.datev-client', '99'],
  ] as const) {
    await services.call(settingsSet, { key, value });
  }
  for (const [name, creditor] of [
    ['Cursor', '70001'],
    ['GitHub', '70002'],
  ] as const) {
    await services.call(vendorsSet, { name, creditor });
  }
  const { text } = await written({ kind: 'journal', flavour: 'datev', span: QUARTER }, ';');
  expect(text.split('\r\n')[0]).toContain(';20260401;20260630;');
});

test('the sample’s invoices bill what is charged, but one with a variance, and one that waits for a person', async () => {
  const { invoices } = await services.call(invoicesList, {});
  expect(invoices.map(({ number, status }) => `${number} ${status}`)).toEqual([
    ...['FW-GH-0626 posted', 'FW-CUR-0626 posted', 'FW-CUR-1225 posted', 'FW-GRM-25 read'],
  ]);
  const variances = async (month: string) =>
    (await services.call(reconcileMonth, { month })).accounts.map(
      ({ variance }) => variance.amount,
    );
  expect(await variances('2026-06')).toEqual(['0.00', '0.00']);
  expect(await variances('2025-12')).toEqual(['4.00']);
});

test('a year that has not ended is written as far as the book reaches', async () => {
  const year = { from: '2026-01', to: '2026-12' };
  const { rows, total } = await written({ kind: 'charges', span: year });
  expect(total).toBe(parseMicro((await services.call(overviewSpan, year)).total.amount));
  expect(rows.every(({ month = '' }) => month <= '2026-06')).toBe(true);
});

test.each(exportKind.options.filter((kind) => kind !== 'vendors'))(
  '%s of no month, and of a month and a quarter at once, are refused',
  async (kind) => {
    const flavour = kind === 'bills' ? ({ flavour: 'xero' } as const) : {};
    for (const period of [{}, { month: '2026-06', span: QUARTER }]) {
      await expect(written({ kind, ...flavour, ...period })).rejects.toMatchObject({
        code: 'month_missing',
      });
    }
  },
);
