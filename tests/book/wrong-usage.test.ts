import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { runCommand } from '../../src/cli/program.ts';

let folder: string;
const said = { out: '', err: '' };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-usage-'));
  expect((await seatworth('init', '--company', 'Made', '--currency', 'USD')).code).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

async function seatworth(...words: readonly string[]) {
  Object.assign(said, { out: '', err: '' });
  for (const [stream, name] of [
    [process.stdout, 'out'],
    [process.stderr, 'err'],
  ] as const) {
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      said[name] += text;
      return true;
    });
  }
  const book = ['--book', join(folder, 'book.seatworth'), '--json'];
  const code = await runCommand(['node', 'seatworth', ...book, ...words]);
  return { code, error: said.out === '' ? null : JSON.parse(said.out).error };
}

test.each([
  ['settings set foo.bar 1', 'setting_unknown'],
  ['settings set company.time-zone Mars/Base', 'setting_refused'],
  ['settings set verdict.window abc', 'setting_refused'],
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
  expect(done).toMatchObject({ code: 2, error: { code } });
  expect(said.err.trim()).toMatch(/^(?:[A-Z"-]|[a-z]+\.).{10,}[.?]$/);
  expect(said.err).not.toMatch(/zod|SQLITE|invalid_type|at Object/i);
});

test('what is not there is refused with exit 1', async () => {
  expect(await seatworth('imports', 'undo', '99')).toMatchObject({ code: 1 });
});
