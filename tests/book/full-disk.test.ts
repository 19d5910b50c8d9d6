import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bookVerify, exportRun } from '../../src/contract/book.ts';
import { claimsList, claimsSave } from '../../src/contract/claims.ts';
import { backupRun } from '../../src/contract/close.ts';
import { companyShow } from '../../src/contract/company.ts';
import { importsRun, importsTemplate } from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { outputLog } from '../../src/contract/output.ts';
import { packetsSend, packetsTake } from '../../src/contract/packets.ts';
import { createBook } from '../../src/main/book/book.ts';
import { newestSchema } from '../../src/main/book/migrate.ts';
import { diskFailure } from '../../src/main/disk-failure.ts';
import { Log } from '../../src/main/log.ts';
import { restoreBackup } from '../../src/main/services/backup/restore-backup.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { freshBook, resources } from './fresh-book.ts';
import { line } from './made-claims.ts';
import { pairedBooks } from './paired-books.ts';
import { fill, makeRoom, smallDisk, unmount } from './small-disk.ts';

const AT = '2026-07-01T00:00:00.000Z';
const RECEIPT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
).toString('base64');

function disk(size: string): string | null {
  const place = smallDisk(mkdtempSync(join(tmpdir(), 'seatworth-full-')), size);
  if (place !== null) onTestFinished(() => unmount(place));
  return place;
}

const full = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: 'disk_full' });

test('on a full disk every change says so, nothing is lost, and what can be read is read', async () => {
  const place = disk('3m');
  if (place === null) return;
  const { services: fresh, take, write, folder } = freshBook({ currency: 'EUR' });
  await take('people.csv', 'name,email\nLi Na,li@example.com\n');
  const copy = join(folder, 'copy.seatworth-backup');
  await fresh.call(backupRun, { out: copy });
  const file = join(place, 'book.seatworth');
  fresh.book.writeSnapshot(file);
  const open = (mode: 'read' | 'write'): Services =>
    openServices({ file, mode, resources, who: 'Test', now: () => AT });
  const charges = write(
    'charges.csv',
    `date,amount,currency,tool\n${'2026-06-03,1.00,EUR,Claude API\n'.repeat(2000)}`,
  );
  const restored = {
    file: copy,
    passphrase: null,
    replace: false,
    resources,
    who: 'Test',
    now: () => AT,
  };
  const company = { company: 'New', currency: 'EUR', weekStart: 'monday', who: 'Test', at: AT };
  const writing = open('write');
  writing.book.settings.set('company.name', 'Full', '2026-07-01');
  fill(place);
  const held = readdirSync(place).sort();
  const { imports } = await writing.call(importsRun, { files: [charges] });
  expect(imports[0]?.error?.code).toBe('disk_full');
  const claim = {
    id: null,
    person: 'li@example.com',
    lines: [line({ receipts: [{ name: 'r.png', base64: RECEIPT }] })],
    submit: true,
  };
  await full(writing.call(claimsSave, claim));
  for (const work of [
    () => writing.call(backupRun, { out: join(place, 'b.seatworth-backup') }),
    () => writing.call(exportRun, { kind: 'charges', month: '2026-06', out: join(place, 'x.csv') }),
    () => writing.call(importsTemplate, { kind: 'people', out: join(place, 't.csv') }),
    () => restoreBackup({ ...restored, target: join(place, 'restored.seatworth') }),
    async () => createCompany(join(place, 'new.seatworth'), company),
  ]) {
    await full(work());
  }
  const log = new Log(join(place, 'logs'));
  log.write('error', 'nobody hears this');
  writing.close();
  const reading = open('read');
  expect((await reading.call(companyShow, {})).people).toBe(1);
  expect((await reading.call(overviewMonth, { month: '2026-06' })).total.amount).toBe('0.00');
  expect((await reading.call(bookVerify, {})).ok).toBe(true);
  reading.close();
  const left = readdirSync(place)
    .sort()
    .filter((name) => !/^(?:logs|book\.seatworth-(?:wal|shm))$/.test(name));
  expect(left).toEqual(held.filter((name) => !/-(?:wal|shm)$/.test(name)));
  makeRoom(place);
  const again = open('write');
  expect((await again.call(claimsSave, claim)).claims).toHaveLength(1);
  expect((await again.call(importsRun, { files: [charges] })).imports[0]?.added).toBe(2000);
  expect((await again.call(bookVerify, {})).ok).toBe(true);
  again.close();
});

test('a packet that a full disk keeps from being taken is not refused: it is taken when there is room', async () => {
  const books = await pairedBooks();
  const anna = await books.join('anna@example.com', 'laptop');
  const receipts = [{ name: 'r.png', base64: RECEIPT }];
  await anna.services.call(claimsSave, { id: null, lines: [line({ receipts })], submit: true });
  const what = { day: '2026-06-15', kind: 'ticket', quantity: '1', title: 'One' };
  await anna.services.call(outputLog, { ...what, link: null, acceptedBy: null, minutesSaved: 1 });
  const out = join(books.folder, 'sent');
  await anna.services.call(packetsSend, { out, to: books.office.id });
  const files = readdirSync(out).map((name) => join(out, name));
  books.office.close();
  const home = join(books.folder, 'office');
  const aside = join(books.folder, 'aside');
  cpSync(home, aside, { recursive: true });
  const place = smallDisk(home, '4m');
  if (place === null) return;
  onTestFinished(() => unmount(place));
  cpSync(aside, home, { recursive: true });
  const { book } = books.office.services;
  book.settings.set('company.name', 'Full', '2026-07-01');
  fill(place);
  await full(books.office.services.call(packetsTake, { files }));
  await full(books.office.services.call(packetsSend, { out: join(place, 'out') }));
  makeRoom(place);
  const { packets } = await books.office.services.call(packetsTake, { files });
  expect(packets.flatMap(({ messages }) => messages.map(({ status }) => status))).not.toContain(
    'refused',
  );
  const { claims } = await books.office.services.call(claimsList, {});
  expect(claims[0]?.lines[0]?.receipts).toHaveLength(1);
  books.office.close();
});

test('a book on a disk that takes no writing is read, and says that it cannot be changed', async () => {
  const place = disk('3m');
  if (place === null) return;
  const { services: fresh, take } = freshBook({ currency: 'EUR' });
  await take('people.csv', 'name,email\nLi Na,li@example.com\n');
  const file = join(place, 'book.seatworth');
  fresh.book.writeSnapshot(file);
  const before = readFileSync(file);
  spawnSync('mount', ['-o', 'remount,ro', place]);
  const reading = openServices({ file, mode: 'read', resources, who: 'Test' });
  expect((await reading.call(companyShow, {})).people).toBe(1);
  reading.close();
  expect(() => openServices({ file, mode: 'write', resources, who: 'Test' })).toThrow(
    expect.objectContaining({ code: 'book_not_writable' }),
  );
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test.each([
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['EFBIG', 'disk_full'],
  ['SQLITE_FULL', 'disk_full'],
  ['EIO', 'disk_failed'],
  ['ESTALE', 'disk_failed'],
  ['SQLITE_IOERR_READ', 'disk_failed'],
  ['ENOENT', undefined],
  ['SQLITE_CONSTRAINT', undefined],
])('%s is told as %s, also as a cause', (code, told) => {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-codes-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'x'));
  const error = Object.assign(new Error(code), { code });
  expect(diskFailure(join(folder, 'x'), error)?.code).toBe(told);
  expect(diskFailure(join(folder, 'x'), new Error('x', { cause: error }))?.code).toBe(told);
});

test('a book of an earlier version is read and copied where nothing can be written, and says so where it is to be changed', async () => {
  const place = disk('4m');
  if (place === null) return;
  const file = join(place, 'earlier.seatworth');
  createBook(file, 140).close();
  fill(place);
  const open = (mode: 'read' | 'write') => openServices({ file, mode, resources, who: 'Test' });
  const services = open('read');
  expect(await services.call(companyShow, {})).toMatchObject({ schema: newestSchema });
  services.close();
  expect(() => open('write')).toThrow(expect.objectContaining({ code: 'disk_full' }));
  spawnSync('mount', ['-o', 'remount,ro', place]);
  const again = open('read');
  expect(await again.call(companyShow, {})).toMatchObject({ schema: newestSchema });
  const out = join(mkdtempSync(join(tmpdir(), 'seatworth-copy-')), 'copy.seatworth-backup');
  expect(await again.call(backupRun, { out })).toMatchObject({ file: out });
  again.close();
  expect(() => open('write')).toThrow(expect.objectContaining({ code: 'book_not_writable' }));
});
