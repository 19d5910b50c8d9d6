import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bookVerify, exportRun } from '../../src/contract/book.ts';
import { backupDaily, backupRun, closeMonth } from '../../src/contract/close.ts';
import { importsRun } from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { salvageBook } from '../../src/main/book/salvage/salvage-book.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { madeFile } from './made-files.ts';
import { rawBook } from './raw-book.ts';
import { smallDisk as diskOf, unmount } from './small-disk.ts';

const MONTH = '2026-05';
const resources = join(import.meta.dirname, '../../resources');
const opened: Services[] = [];
let folder: string;
const mounted: string[] = [];

function smallDisk(size: string): string | null {
  const place = diskOf(mkdtempSync(join(folder, 'disk-')), size);
  if (place !== null) mounted.push(place);
  return place;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-faults-'));
  await createSampleBook(join(folder, 'sample.sw'), resources);
}, 300_000);

afterAll(() => {
  for (const services of opened) services.close();
  for (const place of mounted) unmount(place);
  rmSync(folder, { recursive: true, force: true });
});

function open(file: string): Services {
  const services = openServices({ file, mode: 'write', resources, who: 'Test' });
  opened.push(services);
  return services;
}

let copies = 0;
function copy(place = folder): string {
  copies += 1;
  const file = join(place, `book-${copies}.sw`);
  copyFileSync(join(folder, 'sample.sw'), file);
  return file;
}

const soundness = async (services: Services) => (await services.call(bookVerify, {})).ok;

function manyCharges(count: number): string {
  return madeFile(folder, 'many.csv', [
    'date,amount,currency,tool,description',
    ...Array.from({ length: count }, (_, n) => `2026-06-03,0.01,USD,Claude API,a charge ${n}`),
  ]);
}

describe('a full disk', () => {
  test('stops an import as a whole and says so; with room it works', async () => {
    const services = open(copy());
    const { db } = rawBook(services.book);
    const before = await services.call(overviewMonth, { month: '2026-06' });
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 4}`);
    const file = manyCharges(5000);
    const { imports } = await services.call(importsRun, { files: [file] }).catch((error) => {
      expect(error).toMatchObject({ code: 'disk_full' });
      return { imports: [] };
    });
    for (const one of imports) expect(one.error?.code).toBe('disk_full');
    expect(await services.call(overviewMonth, { month: '2026-06' })).toEqual(before);
    expect(await soundness(services)).toBe(true);
    db.pragma('max_page_count = 1073741823');
    const again = await services.call(importsRun, { files: [file] });
    expect(again.imports[0]).toMatchObject({ status: 'committed', added: 5000 });
  });

  test('stops a copy and an export, and leaves nothing half-written', async () => {
    const disk = smallDisk('100k');
    if (disk === null) return;
    const services = open(copy());
    const out = join(disk, 'copy.seatworth-backup');
    writeFileSync(out, 'the copy of yesterday');
    await expect(services.call(backupRun, { out })).rejects.toMatchObject({ code: 'disk_full' });
    expect(readFileSync(out, 'utf8')).toBe('the copy of yesterday');
    expect(readdirSync(disk)).toEqual(['copy.seatworth-backup']);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(90 * 1024));
    await expect(
      services.call(exportRun, { kind: 'charges', month: MONTH, out: join(disk, 'a.csv') }),
    ).rejects.toMatchObject({ code: 'disk_full' });
    expect(readdirSync(disk).sort()).toEqual(['copy.seatworth-backup', 'filler']);
  });

  test('stops closing a month; the month stays open and the book sound', async () => {
    const disk = smallDisk('4m');
    if (disk === null) return;
    const services = open(copy(disk));
    const room = 4 * 1024 * 1024 - statSync(services.book.file).size - 64 * 1024;
    writeFileSync(join(disk, 'filler'), Buffer.alloc(room));
    await expect(services.call(closeMonth, { month: MONTH })).rejects.toMatchObject({
      code: 'disk_full',
    });
    rmSync(join(disk, 'filler'));
    expect(await soundness(services)).toBe(true);
    expect((await services.call(closeMonth, { month: MONTH })).month).toBe(MONTH);
  });
});

test('A folder that may not be written is said, with what to do', async () => {
  const disk = smallDisk('8m');
  const place = disk ?? mkdtempSync(join(folder, 'locked-'));
  const file = copy(place);
  const db = new Database(file);
  db.pragma('journal_mode = DELETE');
  db.close();
  if (disk) spawnSync('mount', ['-o', 'remount,ro', place]);
  else chmodSync(place, 0o500);
  expect(() => open(file)).toThrow(expect.objectContaining({ code: 'book_not_writable' }));
  const services = open(copy());
  await expect(services.call(backupRun, { out: join(place, 'copy') })).rejects.toMatchObject({
    code: 'file_not_writable',
  });
  await expect(
    services.call(exportRun, { kind: 'seats', month: MONTH, out: join(place, 'a.csv') }),
  ).rejects.toMatchObject({ code: 'file_not_writable' });
  if (!disk) chmodSync(place, 0o700);
});

test('A book that another copy of the app is writing is said to be busy, and works afterwards', async () => {
  const file = copy();
  const first = open(file);
  const second = open(file);
  rawBook(second.book).db.pragma('busy_timeout = 50');
  rawBook(first.book).db.exec('BEGIN IMMEDIATE');
  await expect(second.call(closeMonth, { month: MONTH })).rejects.toMatchObject({
    code: 'book_busy',
  });
  expect((await second.call(overviewMonth, { month: MONTH })).isClosed).toBe(false);
  rawBook(first.book).db.exec('COMMIT');
  await second.call(closeMonth, { month: MONTH });
  expect((await first.call(overviewMonth, { month: MONTH })).isClosed).toBe(true);
});

test('A book from a later version is neither written nor read, and not changed by a byte', () => {
  const file = copy();
  const db = new Database(file);
  db.pragma('journal_mode = DELETE');
  db.pragma('user_version = 99999');
  db.close();
  const before = readFileSync(file);
  for (const mode of ['write', 'read'] as const) {
    const opening = () => openServices({ file, mode, resources, who: 'Test' }).close();
    expect(opening).toThrow(expect.objectContaining({ code: 'book_newer' }));
    expect(readFileSync(file).equals(before)).toBe(true);
  }
});

describe('a damaged book', () => {
  /** Overwrites pages of a table's rows with rubbish. */
  function damage(file: string, pick: (pages: number[]) => number[]): void {
    const db = new Database(file);
    db.pragma('journal_mode = DELETE');
    const size = Number(db.pragma('page_size', { simple: true }));
    const pages = (
      db.prepare("SELECT pageno FROM dbstat WHERE name = 'usage' AND pagetype = 'leaf'").all() as {
        pageno: number;
      }[]
    ).map((row) => row.pageno);
    db.close();
    const handle = openSync(file, 'r+');
    for (const page of pick(pages))
      writeSync(handle, Buffer.alloc(size, 0x5a), 0, size, (page - 1) * size);
    closeSync(handle);
  }

  test('is known by a single changed value in any table, though it fits there', async () => {
    const file = copy();
    const db = new Database(file);
    db.pragma('foreign_keys = OFF');
    const named = (sql: string, ...values: string[]) =>
      db
        .prepare(sql)
        .pluck()
        .all(...values) as string[];
    const guards = named("SELECT name FROM sqlite_master WHERE type = 'trigger'");
    for (const guard of guards) db.exec(`DROP TRIGGER "${guard}"`);
    db.pragma('ignore_check_constraints = ON');
    const changed = named(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND wr = 0 ORDER BY name",
    ).filter((table) => {
      if (/^(?:audit.*|usage|usage_month|tracker_ref|sqlite_.*)$/.test(table)) return false;
      const columns = db.prepare('SELECT name, type FROM pragma_table_info(?) ORDER BY pk, cid');
      const { name, type } = columns.get(table) as { name: string; type: string };
      const other =
        type === 'TEXT'
          ? `coalesce(substr("${name}", 1, length("${name}") - 1), '') || 'é'`
          : `coalesce("${name}", 0) + 1`;
      const one = `WHERE rowid = (SELECT min(rowid) FROM "${table}")`;
      return db.prepare(`UPDATE "${table}" SET "${name}" = ${other} ${one}`).run().changes > 0;
    });
    db.close();
    const { checks } = await open(file).call(bookVerify, {});
    expect(changed.length).toBeGreaterThan(20);
    expect(checks.find((one) => one.name === 'rows')?.detail).toBe(
      `rows of ${changed.join(', ')} are not what was written: the file is damaged there, or another program has changed them`,
    );
  });

  test('fails its check, by name, and what can be read is saved and said', async () => {
    const file = copy();
    const count = (services: Services): number =>
      rawBook(services.book).get<{ count: number }>('SELECT count(*) AS count FROM usage')?.count ??
      0;
    const whole = open(file);
    const all = count(whole);
    const may = (await whole.call(overviewMonth, { month: MONTH })).total;
    await whole.call(closeMonth, { month: MONTH });
    whole.close();
    opened.splice(opened.indexOf(whole), 1);
    damage(file, (pages) => pages.slice(3, 5));
    const broken = open(file);
    const { ok, checks } = await broken.call(bookVerify, {});
    expect(ok).toBe(false);
    expect(checks.find((one) => one.name === 'integrity')?.ok).toBe(false);
    const out = join(folder, 'salvaged.sw');
    const saved = salvageBook({ file, out, who: 'Test', at: '2026-07-01T00:00:00.000Z' });
    expect(saved.whole).toBe(false);
    const usage = saved.tables.find((one) => one.table === 'usage');
    expect(usage?.lost).toBeGreaterThan(0);
    expect(usage?.saved).toBeGreaterThan(all / 2);
    expect(saved.tables.find((one) => one.table === 'output_item')?.lost).toBe(0);
    const back = open(out);
    expect(count(back)).toBe(usage?.saved);
    const after = await back.call(bookVerify, {});
    const failing = after.checks.filter((one) => !one.ok).map((one) => one.name);
    // The rows of the closed month may be among the lost ones; nothing else may be wrong.
    expect(['', 'closed-months']).toContain(failing.join());
    // The closed month's frozen figures do not depend on the rows that were lost.
    expect((await back.call(overviewMonth, { month: MONTH })).total).toEqual(may);
  });

  /** Rubbish over the page that a table's tree, or the list of tables, begins with. */
  function damageRoot(file: string, table: string | null, from = 0): void {
    const db = new Database(file);
    db.pragma('journal_mode = DELETE');
    const root = db.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').pluck();
    const page = table === null ? 1 : Number(root.get(table));
    db.close();
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(4096 - from, 0x5a), 0, 4096 - from, (page - 1) * 4096 + from);
    closeSync(handle);
  }

  test.each([
    ['its whole first page', null, 0],
    ['the first page behind its header', null, 100],
    ['the first page of its use', 'usage', 0],
    ['the first page of its settings', 'setting', 0],
  ])('is saved where it lost %s', async (_what, table, from) => {
    const file = copy();
    const whole = open(file);
    const figures = async (services: Services) => {
      const { total, bySource } = await services.call(overviewMonth, { month: '2026-06' });
      return { total, bySource };
    };
    const before = await figures(whole);
    const rows = (services: Services, name: string): number =>
      rawBook(services.book).get<{ count: number }>(`SELECT count(*) AS count FROM ${name}`)
        ?.count ?? 0;
    const counts = ['usage', 'charge', 'person', 'audit'].map((name) => rows(whole, name));
    whole.close();
    opened.splice(opened.indexOf(whole), 1);
    damageRoot(file, table, from);
    const damagedBytes = readFileSync(file);
    const out = join(folder, `salvaged-${table}-${from}.sw`);
    const saved = salvageBook({ file, out, who: 'Test', at: '2026-07-01T00:00:00.000Z' });
    expect(readFileSync(file).equals(damagedBytes)).toBe(true);
    const isTold = saved.tables.filter(({ lost }) => lost !== 0).map((one) => one.table);
    // Pages that no tree leads to are found again; whether all of them were is not known.
    expect(isTold).toEqual(table === null ? [] : [table]);
    expect(saved.settings.includes('company.currency')).toBe(table === 'setting');
    const back = open(out);
    expect(await figures(back)).toEqual(before);
    const after = ['usage', 'charge', 'person', 'audit'].map((name) => rows(back, name));
    expect(after).toEqual([...counts.slice(0, 3), (counts[3] ?? 0) + 1]);
    expect(await soundness(back)).toBe(true);
  });

  test('that cannot be read at all is said, with the way out', () => {
    const file = copy();
    writeFileSync(file, Buffer.alloc(64 * 1024, 0x5a));
    expect(() => open(file)).toThrow(expect.objectContaining({ code: 'not_a_book' }));
    const order = {
      file,
      out: join(folder, 'never.sw'),
      who: 'Test',
      at: '2026-07-01T00:00:00.000Z',
    };
    expect(() => salvageBook(order)).toThrow(
      expect.objectContaining({ code: 'book_beyond_reading' }),
    );
    expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([]);
  });
});

test('A daily copy is made once a day, beside the book, and old ones go by the rotation', async () => {
  const place = mkdtempSync(join(folder, 'daily-'));
  mkdirSync(join(place, 'backups'));
  const file = copy(place);
  let today = '2026-01-01';
  const services = openServices({
    file,
    mode: 'read',
    resources,
    who: 'Test',
    now: () => `${today}T08:00:00.000Z`,
  });
  opened.push(services);
  const made: (string | null)[] = [];
  for (const day of ['2026-01-01', '2026-01-01', '2026-01-02', '2026-01-03', '2026-03-01']) {
    today = day;
    made.push((await services.call(backupDaily, {})).made);
  }
  expect(made.map((one) => one?.slice(-27, -17) ?? null)).toEqual([
    '2026-01-01',
    null,
    '2026-01-02',
    '2026-01-03',
    '2026-03-01',
  ]);
  expect(readdirSync(join(place, 'backups'))).toHaveLength(4);
});
