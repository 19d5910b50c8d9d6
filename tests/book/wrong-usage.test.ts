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
  ['kinds set x --weight -1 --from 2026-06', 'wrong_usage'],
  ['kinds set x --weight 0 --from 2026-06', 'number_refused'],
  ['kinds set x --weight 2 --from 2026-06-01', 'wrong_usage'],
  ['kinds set x --weight 2 --value 1e400 --from 2026-06', 'wrong_usage'],
  ['models match --month 2026-13', 'wrong_usage'],
  ['decision add foo --person li@example.org', 'wrong_usage'],
  ['identities assign key-1 li@example.org --from 30/02/2026', 'wrong_usage'],
  ['accounts credit-price X --price x --currency USD --from 2026-06-01', 'wrong_usage'],
  ['allowance set --scope all --limit 10 --cadence month --from 2026-06-01', 'scope_refused'],
  ['invoices show abc', 'wrong_usage'],
  ['claim policy set --receipt-above 1e400', 'wrong_usage'],
  ['claim policy set --max-age -3', 'number_refused'],
  ['asset add --name N --kind game --from 2026-06', 'kind_unknown'],
  ['budget set 20266 100', 'wrong_usage'],
  ['audit --limit=', 'wrong_usage'],
])('"%s" is wrong usage: a sentence and exit 2', async (line, code) => {
  const done = await seatworth(...line.split(' '));
  expect(done).toMatchObject({ code: 2, document: { error: { code } } });
  expect(done.err.trim()).toMatch(/^(?:[A-Z"-]|[a-z]+\.).{10,}[.?]$/);
  expect(done.err).not.toMatch(/zod|SQLITE|invalid_type|at Object/i);
});

test('amounts and days are taken as they are typed elsewhere', async () => {
  const set = ['allowance', 'set', '--scope', 'company', '--cadence', 'month'];
  const given = await seatworth(...set, '--limit', '1.234,50', '--from', '1 Jul 2026');
  expect(given).toMatchObject({
    document: { lines: [{ limit: { amount: '1234.50' }, from: '2026-07-01' }] },
  });
});

test('what is not there is refused with exit 1', async () => {
  expect(await seatworth('imports', 'undo', '99')).toMatchObject({ code: 1 });
});

test('where the help says "or a day of it", a day is taken', async () => {
  const { code, document } = await seatworth(
    ...'asset add --name N --kind prompt --person li@example.org --from 2026-06-15 --json'.split(
      ' ',
    ),
  );
  expect([code, document]).toMatchObject([1, { error: { code: 'person_missing' } }]);
});
