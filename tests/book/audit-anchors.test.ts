import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bookVerify, exportRun } from '../../src/contract/book.ts';
import { backupRun, closeMonth } from '../../src/contract/close.ts';
import { settingsSet } from '../../src/contract/company.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';

const resources = join(import.meta.dirname, '../../resources');
const MONTH = '2026-05';
let folder: string;
let book: string;
const files: Record<string, string> = {};

function open(file: string): Services {
  const services = openServices({ file, mode: 'write', resources, who: 'Test' });
  onTestFinished(() => services.close());
  return services;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-anchors-'));
  book = join(folder, 'book.sw');
  await createSampleBook(book, resources);
  const services = openServices({ file: book, mode: 'write', resources, who: 'Test' });
  const keep = (name: string, text: string): void => {
    files[name] = join(folder, name);
    writeFileSync(files[name], text);
  };
  keep('close.json', JSON.stringify(await services.call(closeMonth, { month: MONTH })));
  const out = join(folder, 'charges.csv');
  const exported = await services.call(exportRun, { kind: 'charges', month: MONTH, out });
  files['manifest'] = exported.manifest;
  keep('statement.json', JSON.stringify({ mine: [{ month: MONTH, audit: exported.audit }] }));
  files['copy'] = join(folder, 'copy');
  await services.call(backupRun, { out: files['copy'] });
  await services.call(settingsSet, { key: 'verdict.window', value: '7' });
  services.close();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The book after somebody changed its file past the app. */
function bent(sql: string, isRewritten: boolean): string {
  const file = join(mkdtempSync(join(folder, 'bent-')), 'book.sw');
  copyFileSync(book, file);
  const db = new Database(file);
  const guards = db
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'",
    )
    .all() as { name: string; sql: string }[];
  for (const { name } of guards) db.exec(`DROP TRIGGER "${name}"`);
  db.exec(sql);
  if (isRewritten) rewriteChain(db);
  for (const guard of guards) db.exec(guard.sql);
  db.close();
  return file;
}

/** Makes the chain consistent again, as whoever has the file and the source can. */
function rewriteChain(db: Database.Database): void {
  let before = '0'.repeat(64);
  let last = 0;
  const rows = db.prepare('SELECT * FROM audit ORDER BY id').all() as Record<string, string>[];
  for (const { id, at, who, action, subject, detail } of rows) {
    const told = JSON.stringify([before, id, at, who, action, subject, detail]);
    before = createHash('sha256').update(told).digest('hex');
    last = Number(id);
    db.prepare('UPDATE audit SET hash = ? WHERE id = ?').run(before, id);
  }
  db.prepare('UPDATE audit_head SET entry = ?, hash = ?').run(last, before);
}

async function against(file: string, name: string): Promise<{ ok: boolean; detail: string }> {
  const { checks } = await open(file).call(bookVerify, { against: files[name] ?? '' });
  const found = checks.find((one) => one.name === 'against');
  return { ok: found?.ok ?? false, detail: found?.detail ?? '' };
}

const NAMES = ['close.json', 'manifest', 'statement.json', 'copy'];

test.each(NAMES)('a trail that only went on holds against %s', async (name) => {
  const services = open(book);
  const { ok, checks } = await services.call(bookVerify, { against: files[name] ?? '' });
  expect(checks.filter((one) => !one.ok)).toEqual([]);
  expect(ok).toBe(true);
  expect(checks.at(-1)?.detail).toContain('were added since');
});

test.each(NAMES)(
  'a trail that was rewritten whole passes alone, and not against %s',
  async (name) => {
    const file = bent("UPDATE audit SET who = 'Somebody' WHERE id = 5", true);
    expect((await open(file).call(bookVerify, {})).ok).toBe(true);
    const { ok, detail } = await against(file, name);
    expect(ok).toBe(false);
    // A copy has each entry and tells the first that differs; a head tells up to where.
    expect(detail).toContain(name === 'copy' ? 'entry 5 ' : 'it, or one before it, was changed');
  },
);

test.each(NAMES)(
  'a trail whose end was cut is found against %s, with the first entry that is missing',
  async (name) => {
    const file = bent('DELETE FROM audit WHERE id > 20', true);
    const { checks } = await open(file).call(bookVerify, {});
    expect(checks.find((one) => one.name === 'audit-chain')?.ok).toBe(true);
    const { ok, detail } = await against(file, name);
    expect(ok).toBe(false);
    expect(detail).toMatch(/^entry 21 .*missing/);
  },
);

test('an entry that was changed alone is named itself', async () => {
  const file = bent("UPDATE audit SET detail = '{}' WHERE id = 7", false);
  for (const name of NAMES) {
    expect(await against(file, name)).toMatchObject({
      ok: false,
      detail: expect.stringContaining('entry 7 '),
    });
  }
});

test('the manifest of a closed month keeps the head of its close, whatever comes after', async () => {
  const out = join(folder, 'again.csv');
  const services = open(book);
  const again = await services.call(exportRun, { kind: 'charges', month: MONTH, out });
  const { audit } = JSON.parse(readFileSync(files['manifest'] ?? '', 'utf8'));
  expect(again.audit).toEqual(audit);
  expect(JSON.parse(readFileSync(files['close.json'] ?? '', 'utf8')).audit).toEqual(audit);
  const now = await services.call(exportRun, { kind: 'charges', month: '2026-06', out });
  expect(now.audit.entry).toBeGreaterThan(audit.entry);
});

test('a file that says nothing of the trail is refused in a sentence, an encrypted copy asks for its passphrase', async () => {
  const services = open(book);
  const plain = join(folder, 'charges.csv');
  await expect(services.call(bookVerify, { against: plain })).rejects.toMatchObject({
    code: 'anchor_missing',
  });
  const out = join(folder, 'secret');
  await services.call(backupRun, { out, passphrase: 'a long one' });
  await expect(services.call(bookVerify, { against: out })).rejects.toMatchObject({
    code: 'passphrase_missing',
  });
  const { ok } = await services.call(bookVerify, { against: out, passphrase: 'a long one' });
  expect(ok).toBe(true);
}, 60_000);
