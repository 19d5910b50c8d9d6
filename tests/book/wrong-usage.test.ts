import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere, type Said } from './command-line.ts';

let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-usage-'));
  expect((await seatworth('init', '--company', 'Made', '--currency', 'USD')).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seatworth = (...words: readonly string[]): Promise<Said> =>
  runHere(join(folder, 'book.seatworth'), words);

test.each([
  ['settings set foo.bar 1', 'setting_unknown'],
  ['settings set company.time-zone Mars/Base', 'setting_refused'],
  ['settings set verdict.window abc', 'setting_refused'],
  ['rates set 2026-06-01 EUR USD x', 'rate_refused'],
  ['rates set 2026-06-01 EUR EUR 1', 'rate_same_currency'],
  ['rates set 2026-06-01 EUR QQQ 1', 'currency_unknown'],
  ['models set some-model --input 3 --from 2026-06-01', 'price_half'],
  ['usage --month 2026-06 --by foo', 'wrong_usage'],
  ['usage', 'wrong_usage'],
  ['seats --month 2026-13', 'wrong_usage'],
  ['seats --quarter 2026-Q5', 'wrong_usage'],
  ['seats --month 2026-06 --year 2026', 'wrong_usage'],
  ['export charges --out x.csv', 'wrong_usage'],
  ['imports undo abc', 'wrong_usage'],
  ['claim', 'wrong_usage'],
  ['no-such-command', 'wrong_usage'],
  ['usge --month 2026-06', 'wrong_usage'],
  ['seats --month', 'wrong_usage'],
  ['seats --mnth 2026-06', 'wrong_usage'],
  ['seats --month 2026-06 extra', 'wrong_usage'],
])('"%s" is wrong usage: a sentence and exit 2', async (line, code) => {
  const done = await seatworth(...line.split(' '));
  expect(done).toMatchObject({ code: 2, document: { error: { code } } });
  expect(done.err.trim()).toMatch(/^(?:[A-Z"-]|[a-z]+\.).{10,}[.?]$/);
  expect(done.err).not.toMatch(/zod|SQLITE|invalid_type|at Object/i);
});

test('what is not there is refused with exit 1', async () => {
  expect(await seatworth('imports', 'undo', '99')).toMatchObject({ code: 1 });
});
