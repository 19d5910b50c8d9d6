import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { allowanceAdvice } from '../../src/contract/allowance-policy.ts';
import { bookVerify, exportRun } from '../../src/contract/book.ts';
import {
  overviewMonth,
  overviewSpan,
  seatsMonth,
  seatsSpan,
  verdictMonth,
} from '../../src/contract/month.ts';
import { monthRange } from '../../src/core/calendar.ts';
import { openBook } from '../../src/main/book/book.ts';
import { completedByShape } from '../../src/main/services/close/completed-by-shape.ts';
import { frozenDocument } from '../../src/main/services/close/frozen-month.ts';
import {
  FROZEN_SHAPES,
  FROZEN_VERSIONS,
  frozenOverview,
} from '../../src/main/services/close/frozen-versions.ts';
import { openServices } from '../../src/main/services/services.ts';
import { resources } from './fresh-book.ts';

/** Books whose January 2026 an earlier version closed: one for each that froze months otherwise. */
const BOOKS = join(import.meta.dirname, '../fixtures/books');
const MONTH = '2026-01';
const earlier = readdirSync(BOOKS).filter((name) => name.endsWith('.seatworth.gz'));

function fileOf(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-closed-'));
  const file = join(folder, 'book.seatworth');
  writeFileSync(file, gunzipSync(readFileSync(join(BOOKS, name))));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return file;
}

function servicesOn(file: string) {
  const now = () => '2026-07-01T00:00:00.000Z';
  const services = openServices({ file, mode: 'write', resources, who: 'test', now });
  onTestFinished(() => services.close());
  return services;
}

describe.each(earlier)('a month that an earlier version closed (%s)', (name) => {
  test('is shown on every screen, and holds', async () => {
    const services = servicesOn(fileOf(name));
    const { total } = await services.call(overviewMonth, { month: MONTH });
    const { seats } = await services.call(seatsMonth, { month: MONTH });
    const { verdicts } = await services.call(verdictMonth, { month: MONTH });
    expect(Number(total.amount)).toBeGreaterThan(0);
    expect(seats.length).toBeGreaterThan(2);
    expect(verdicts.map(({ person }) => person.name)).toEqual(
      seats.map(({ person }) => person.name),
    );
    // Whoever decides on a seat's money sees the verdict that the month was closed with.
    const { steps } = await services.call(allowanceAdvice, { month: MONTH });
    const told = (list: typeof seats | typeof steps) =>
      list.map(({ person, verdict, lean, expectedNet }) => ({
        name: person.name,
        verdict,
        lean,
        expectedNet,
      }));
    expect(told(steps)).toEqual(told(seats));
    const { checks } = await services.call(bookVerify, {});
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  test('is exported again to the byte', async () => {
    const file = fileOf(name);
    const services = servicesOn(file);
    const kinds = (['seats', 'charges'] as const).filter((kind) =>
      readdirSync(BOOKS).includes(name.replace('.seatworth.gz', `-${kind}.csv`)),
    );
    expect(kinds).toContain('seats');
    for (const kind of kinds) {
      const out = `${file}-${kind}.csv`;
      await services.call(exportRun, { kind, month: MONTH, out });
      expect(readFileSync(out, 'utf8')).toBe(
        readFileSync(join(BOOKS, name.replace('.seatworth.gz', `-${kind}.csv`)), 'utf8'),
      );
    }
  });

  test('stays readable when its documents are asked for a field more, at the top and in each row', () => {
    const book = openBook(fileOf(name), 'read');
    onTestFinished(() => book.close());
    const fresh = { fresh: z.number().nullable() };
    const row = (shape: unknown): z.ZodObject => (shape as z.ZodArray<z.ZodObject>).element;
    const seats = seatsMonth.output as unknown as z.ZodObject;
    const verdicts = verdictMonth.output as unknown as z.ZodObject;
    const shapes = {
      overview: frozenOverview.extend({
        ...fresh,
        group: z.object(fresh),
        list: z.array(z.string()),
      }),
      seats: seats.extend({ ...fresh, seats: z.array(row(seats.shape['seats']).extend(fresh)) }),
      verdicts: verdicts.extend({
        ...fresh,
        verdicts: z.array(row(verdicts.shape['verdicts']).extend(fresh)),
      }),
    } as const;
    for (const [kind, shape] of Object.entries(shapes)) {
      const document = frozenDocument(book, MONTH, kind as keyof typeof shapes);
      expect(shape.safeParse(document).success).toBe(false);
      const completed = completedByShape(shape, document);
      expect(shape.safeParse(completed).error).toBeUndefined();
      expect(completed).toMatchObject({ fresh: null });
      expect(FROZEN_SHAPES[kind as keyof typeof shapes]?.safeParse(document).success).toBe(true);
    }
  });
});

test('a field that takes neither null nor a list is not made up', () => {
  expect(completedByShape(z.object({ count: z.number() }), {})).toEqual({});
  expect(completedByShape(z.object({ at: z.string().optional() }), {})).toEqual({});
});

test('what this version had frozen before documents had versions says what it said then', async () => {
  const services = servicesOn(fileOf('closed-with-leans.seatworth.gz'));
  const said = JSON.parse(readFileSync(join(BOOKS, 'closed-with-leans.json'), 'utf8'));
  const seats = await services.call(seatsMonth, { month: MONTH });
  const verdicts = await services.call(verdictMonth, { month: MONTH });
  expect(JSON.parse(JSON.stringify({ seats, verdicts }))).toMatchObject(said);
});

test('a month that is closed now says in which version each document is', async () => {
  const { closeMonth } = await import('../../src/contract/close.ts');
  const file = fileOf('closed-with-leans.seatworth.gz');
  const services = servicesOn(file);
  await services.call(closeMonth, { month: '2026-02', anyway: 'no spend' });
  const before = await services.call(seatsMonth, { month: '2026-02' });
  const book = openBook(file, 'read');
  onTestFinished(() => book.close());
  expect(frozenDocument(book, '2026-02', 'versions')).toEqual(FROZEN_VERSIONS);
  expect(frozenDocument(book, '2026-02', 'seats')).toEqual(before);
});

test('a quarter and a year are the sums of their months, closed ones as frozen, and say the last verdicts', async () => {
  const services = servicesOn(fileOf('closed-with-leans.seatworth.gz'));
  const year = { from: '2025-08', to: '2026-07' };
  const whole = await services.call(overviewSpan, year);
  const months = monthRange(year.from, whole.month);
  const parts = await Promise.all(months.map((month) => services.call(overviewMonth, { month })));
  expect(months.length).toBeGreaterThan(1);
  expect(Number(whole.total.amount)).toBeCloseTo(
    parts.reduce((sum, { total }) => sum + Number(total.amount), 0),
    6,
  );
  expect(whole.seats).toEqual(parts.at(-1)?.seats);
  const { seats, month } = await services.call(seatsSpan, year);
  expect(month).toBe(whole.month);
  expect(seats.reduce((sum, { spend }) => sum + Number(spend.amount), 0)).toBeCloseTo(
    Number(whole.seatTotal.amount),
    6,
  );
  const last = await services.call(seatsMonth, { month });
  for (const one of last.seats) {
    expect(seats.find(({ person }) => person.email === one.person.email)).toMatchObject({
      verdict: one.verdict,
      lean: one.lean,
      allowance: one.allowance,
    });
  }
});
