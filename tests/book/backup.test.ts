import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import { backupRun, closeMonth } from '../../src/contract/close.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { packTar, type TarEntry } from '../../src/main/backup/tar.ts';
import { restoreBackup } from '../../src/main/services/backup/restore-backup.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { rawBook } from './raw-book.ts';

const MONTH = '2026-05';
const PASSPHRASE = 'a passphrase made for this test';
const resources = join(import.meta.dirname, '../../resources');
let folder: string;
let services: Services;
let plain: string;
let encrypted: string;
let originals: string[];

const filesIn = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => one.name)
    .sort();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-backup-'));
  const file = join(folder, 'sample.sw');
  await createSampleBook(file, resources);
  mkdirSync(join(`${file}.files`, 'ab'), { recursive: true });
  writeFileSync(join(`${file}.files`, 'ab', 'cdef.pdf'), 'an original');
  originals = filesIn(`${file}.files`);
  services = openServices({ file, mode: 'write', resources, who: 'Test' });
  await services.call(closeMonth, { month: MONTH });
  plain = join(folder, 'plain.seatworth-backup');
  encrypted = join(folder, 'encrypted.seatworth-backup');
  await services.call(backupRun, { out: plain });
  await services.call(backupRun, { out: encrypted, passphrase: PASSPHRASE });
}, 300_000);

afterAll(() => {
  services.close();
  rmSync(folder, { recursive: true, force: true });
});

function restore(file: string, more: { target?: string; passphrase?: string; replace?: boolean }) {
  return restoreBackup({
    file,
    target: more.target ?? join(mkdtempSync(join(folder, 'new-')), 'back.sw'),
    passphrase: more.passphrase ?? null,
    replace: more.replace ?? false,
    resources,
    who: 'Test',
    now: () => '2026-07-01T00:00:00.000Z',
  });
}

test.each([
  ['plain', {}],
  ['encrypted', { passphrase: PASSPHRASE }],
])('a copy comes back whole in a new place: %s', async (kind, options) => {
  const back = await restore(kind === 'plain' ? plain : encrypted, options);
  expect(back).toMatchObject({ company: 'Fernwerk', originals: originals.length, replaced: null });
  expect(filesIn(`${back.book}.files`)).toEqual(originals);
  const restored = openServices({ file: back.book, mode: 'write', resources, who: 'Test' });
  expect((await restored.call(bookVerify, {})).ok).toBe(true);
  const wanted = { month: MONTH };
  expect(await restored.call(overviewMonth, wanted)).toEqual(
    await services.call(overviewMonth, wanted),
  );
  restored.close();
  expect(readFileSync(join(`${back.book}.files`, 'ab', 'cdef.pdf'), 'utf8')).toBe('an original');
});

test('an encrypted copy shows nothing of the book, and opens with its passphrase only', async () => {
  expect(readFileSync(encrypted, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
  expect(readFileSync(encrypted, 'latin1')).not.toContain('Fernwerk');
  await expect(restore(encrypted, {})).rejects.toMatchObject({ code: 'passphrase_missing' });
  await expect(restore(encrypted, { passphrase: 'another one' })).rejects.toMatchObject({
    code: 'passphrase_wrong',
  });
});

test('a place that holds something is not touched unless told; then the old book is kept', async () => {
  const target = join(mkdtempSync(join(folder, 'taken-')), 'book.sw');
  copyFileSync(plain, target);
  const before = readFileSync(target);
  await expect(restore(plain, { target })).rejects.toMatchObject({ code: 'file_exists' });
  expect(readFileSync(target).equals(before)).toBe(true);
  const back = await restore(plain, { target, replace: true });
  expect(readFileSync(back.replaced ?? '').equals(before)).toBe(true);
});

test('a book is replaced behind a link, which stays; its old file is kept whole beside it', async () => {
  const place = mkdtempSync(join(folder, 'behind-'));
  const real = join(place, 'real.sw');
  const link = join(mkdtempSync(join(folder, 'links-')), 'link.sw');
  const onward = join(place, 'onward.sw');
  copyFileSync(plain, real);
  const before = readFileSync(real);
  symlinkSync(real, onward);
  symlinkSync(`../${onward.slice(folder.length + 1)}`, link);
  const back = await restore(plain, { target: link, replace: true });
  expect(back.book).toBe(link);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(lstatSync(onward).isSymbolicLink()).toBe(true);
  expect(back.replaced?.startsWith(`${real}.before-restore-`)).toBe(true);
  expect(lstatSync(back.replaced ?? '').isFile()).toBe(true);
  expect(readFileSync(back.replaced ?? '').equals(before)).toBe(true);
  expect(readFileSync(real).subarray(0, 15).toString()).toBe('SQLite format 3');
  const nowhere = join(place, 'nowhere.sw');
  symlinkSync(join(place, 'later.sw'), nowhere);
  await restore(plain, { target: nowhere });
  expect(lstatSync(nowhere).isSymbolicLink()).toBe(true);
  const circle = join(place, 'circle.sw');
  symlinkSync(circle, circle);
  await expect(restore(plain, { target: circle })).rejects.toMatchObject({
    code: 'file_not_writable',
  });
});

test('an old book that is damaged is kept with the log that belongs to it, and the new one gets none of it', async () => {
  const target = join(mkdtempSync(join(folder, 'old-')), 'book.sw');
  writeFileSync(target, Buffer.alloc(8192, 0x5a));
  writeFileSync(`${target}-wal`, 'its log');
  const back = await restore(plain, { target, replace: true });
  expect(readFileSync(`${back.replaced}-wal`, 'utf8')).toBe('its log');
  expect(existsSync(`${target}-wal`)).toBe(false);
  const again = await restore(plain, { target, replace: true });
  expect(again.replaced).not.toBe(back.replaced);
});

test('a book that the app has open is not replaced', async () => {
  const place = mkdtempSync(join(folder, 'open-'));
  const { book } = await restore(plain, { target: join(place, 'book.sw') });
  const other = openServices({ file: book, mode: 'write', resources, who: 'Other' });
  await other.call(overviewMonth, { month: MONTH });
  await expect(restore(plain, { target: book, replace: true })).rejects.toMatchObject({
    code: 'book_busy',
  });
  expect((await other.call(bookVerify, {})).ok).toBe(true);
  other.close();
});

describe('a copy that is not sound is refused, and nothing is left behind', () => {
  async function refused(bytes: Uint8Array, code: string, passphrase?: string): Promise<void> {
    const place = mkdtempSync(join(folder, 'bad-'));
    const file = join(place, 'copy');
    writeFileSync(file, bytes);
    await expect(
      restore(file, { target: join(place, 'book.sw'), ...(passphrase ? { passphrase } : {}) }),
    ).rejects.toMatchObject({ code });
    expect(readdirSync(place)).toEqual(['copy']);
  }

  test('cut short', () => refused(readFileSync(plain).subarray(0, -3000), 'backup_damaged'));
  test('a byte changed', () => {
    const bytes = readFileSync(plain);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    return refused(bytes, 'backup_damaged');
  });
  test('a byte of an encrypted one changed', () => {
    const bytes = readFileSync(encrypted);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 500) ^ 1, bytes.length - 500);
    return refused(bytes, 'backup_damaged', PASSPHRASE);
  });
  test('something else', () => refused(Buffer.from('hello, world'), 'not_a_backup'));
  test('names that lead elsewhere', async () => {
    for (const name of ['files/../../evil', '/etc/evil', 'files/..\\evil', 'other']) {
      await refused(gzipSync(await tarOf({ [name]: 'x' })), 'backup_damaged');
    }
    expect(existsSync(join(folder, 'evil'))).toBe(false);
  });
  test('a book that was bent', async () => {
    const bent = join(mkdtempSync(join(folder, 'bent-')), 'bent.sw');
    const { book } = await restore(plain, { target: bent });
    const open = openServices({ file: book, mode: 'write', resources, who: 'Test' });
    rawBook(open.book).db.exec(
      "DROP TRIGGER audit_never_changes; UPDATE audit SET who = 'X' WHERE id = 3",
    );
    rawBook(open.book).db.pragma('journal_mode = DELETE');
    open.close();
    await refused(readFileSync(bent), 'backup_not_sound');
  });
});

async function tarOf(files: Record<string, string>): Promise<Buffer> {
  async function* entries(): AsyncGenerator<TarEntry> {
    for (const [name, text] of Object.entries(files)) {
      yield { name, size: text.length, chunks: chunksOf(text) };
    }
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of packTar(entries())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
