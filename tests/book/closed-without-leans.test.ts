import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { exportRun } from '../../src/contract/book.ts';
import { overviewMonth, seatsMonth, verdictMonth } from '../../src/contract/month.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { resources } from './fresh-book.ts';

/** A book whose January 2026 the released version closed, before verdicts had leans. */
const BOOKS = join(import.meta.dirname, '../fixtures/books');
const MONTH = '2026-01';

function earlierBook(): { readonly services: Services; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-earlier-'));
  const file = join(folder, 'book.seatworth');
  writeFileSync(file, gunzipSync(readFileSync(join(BOOKS, 'closed-without-leans.seatworth.gz'))));
  const services = openServices({
    file,
    mode: 'write',
    resources,
    who: 'test',
    now: () => '2026-07-01T00:00:00.000Z',
  });
  onTestFinished(() => {
    services.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { services, folder };
}

test('a month that a version without leans closed keeps its words, and has none', async () => {
  const { services } = earlierBook();
  const { seats } = await services.call(overviewMonth, { month: MONTH });
  expect(seats).toEqual({
    ...{ count: 3, justified: 1, notJustified: 0, undecided: 1, noData: 1 },
    ...{ leansKeep: null, leansDrop: null },
  });
  const listed = await services.call(seatsMonth, { month: MONTH });
  expect(listed.leans).toEqual({ keep: null, drop: null });
  expect(listed.seats.map(({ lean, expectedNet, p }) => [lean, expectedNet, p])).toEqual([
    [null, null, expect.closeTo(0.913408, 6)],
    [null, null, expect.closeTo(0.306352, 6)],
    [null, null, null],
  ]);
  const { verdicts, company } = await services.call(verdictMonth, { month: MONTH });
  expect(verdicts.map(({ verdict, window }) => [verdict, window.from])).toEqual([
    ['justified', '2025-11'],
    ['undecided', '2025-11'],
    ['no data', '2025-12'],
  ]);
  expect(verdicts.map(({ explained, worthKnowing }) => explained ?? worthKnowing)).toEqual([
    null,
    null,
    null,
  ]);
  expect(company.omega).toBeNull();
});

test('its seats are exported again to the byte, in the columns of the version that closed it', async () => {
  const { services, folder } = earlierBook();
  const out = join(folder, 'seats.csv');
  await services.call(exportRun, { kind: 'seats', month: MONTH, out });
  expect(readFileSync(out, 'utf8')).toBe(
    readFileSync(join(BOOKS, 'closed-without-leans-seats.csv'), 'utf8'),
  );
});

test('an open month of the same book has leans, over six months by default', async () => {
  const { services, folder } = earlierBook();
  const { verdicts, company } = await services.call(verdictMonth, { month: '2026-02' });
  expect(company.window).toEqual({ from: '2025-10', to: '2026-02' });
  for (const { verdict, lean, expectedNet } of verdicts) {
    expect(lean !== null).toBe(verdict === 'undecided');
    expect(expectedNet === null).toBe(verdict === 'no data');
  }
  const out = join(folder, 'february.csv');
  await services.call(exportRun, { kind: 'seats', month: '2026-02', out });
  expect(readFileSync(out, 'utf8').split(/\r?\n/)[0]).toMatch(/,lean,expected_net$/);
});
