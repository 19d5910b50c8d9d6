import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { backupDaily, backupRun } from '../../src/contract/close.ts';
import { createCompany } from '../../src/main/services/company/company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';

const resources = join(import.meta.dirname, '../../resources');
const AT = '2026-07-01T00:00:00.000Z';
const folder = mkdtempSync(join(tmpdir(), 'seatworth-working-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newBook(name: string): string {
  const place = mkdtempSync(join(folder, 'book-'));
  const file = join(place, name);
  const company = { company: 'Made', currency: 'EUR', weekStart: 'monday', who: 'Test' } as const;
  createCompany(file, { ...company, at: AT }).close();
  return file;
}

function open(file: string, progress?: () => void): Services {
  const services = openServices({ file, mode: 'write', resources, who: 'Test', progress });
  onTestFinished(() => services.close());
  return services;
}

/** The number of a process that has ended. */
const endedPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

test('a copy is packed from a snapshot beside the book that nobody else may read; nothing in plain lies where an encrypted one goes', async () => {
  const file = newBook('a.seatworth');
  const stick = mkdtempSync(join(folder, 'stick-'));
  const seen: { beside: string[]; stick: string[]; mode: number }[] = [];
  const umask = process.umask(0);
  onTestFinished(() => void process.umask(umask));
  const services = open(file, () => {
    const beside = readdirSync(join(file, '..')).filter((name) => name.includes('.snapshot-'));
    const mode = statSync(join(file, '..', beside[0] ?? '')).mode & 0o777;
    seen.push({ beside, stick: readdirSync(stick), mode });
  });
  await services.call(backupRun, { out: join(stick, 'a.copy'), passphrase: 'a long one' });
  expect(seen).toHaveLength(1);
  expect(seen[0]?.beside).toHaveLength(1);
  if (process.platform !== 'win32') expect(seen[0]?.mode).toBe(0o600);
  expect(seen[0]?.stick.filter((name) => !/^a\.copy\.part-/.test(name))).toEqual([]);
  expect(readdirSync(stick)).toEqual(['a.copy']);
  expect(readdirSync(join(file, '..')).filter((name) => name.includes('snapshot'))).toEqual([]);
});

test('what a killed process left of copies, restoring, salvage and kept originals goes when the book is opened', () => {
  const file = newBook('b.seatworth');
  const pid = endedPid();
  const place = join(file, '..');
  mkdirSync(join(place, 'backups'));
  mkdirSync(`${file}.files`);
  mkdirSync(`${file}.restoring-${pid}-00000a`);
  const strays = [
    `${file}.snapshot-${pid}-abc123`,
    `${file}.snapshot-${pid}-abc123-journal`,
    `${file}.salvaging-${pid}-abc123-wal`,
    join(`${file}.restoring-${pid}-00000a`, 'book.seatworth'),
    join(`${file}.files`, `0123456789ab.part-${pid}-zzzzzz`),
    join(place, 'backups', `b 2026-06-30.seatworth-backup.part-${pid}-abc123`),
    join(place, 'backups', 'b 2026-06-29.seatworth-backup.snapshot'),
    join(place, 'backups', 'b 2026-06-29.seatworth-backup.snapshot-journal'),
  ];
  const kept = [
    `${file}.snapshot-${process.ppid}-abc123`,
    join(place, 'backups', 'b 2026-06-28.seatworth-backup'),
    join(place, 'notes.snapshot'),
    `${file}.before-schema-97`,
  ];
  for (const one of [...strays, ...kept]) writeFileSync(one, 'x');
  open(file);
  expect(strays.filter((one) => existsSync(one))).toEqual([]);
  expect(kept.filter((one) => !existsSync(one))).toEqual([]);
});

test('what a killed process left of pasted people, rates and agents’ tables goes at the next start', () => {
  const pid = endedPid();
  const left = (['paste', 'rates', 'agent'] as const).map((purpose) =>
    join(tmpdir(), `seatworth-${purpose}-${pid}-aB3xYz`),
  );
  for (const one of left) {
    mkdirSync(one);
    writeFileSync(join(one, 'pasted.csv'), 'name,email\nAda,ada@x.example\n');
    onTestFinished(() => rmSync(one, { recursive: true, force: true }));
  }
  open(newBook('c.seatworth'));
  expect(left.filter((one) => existsSync(one))).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'a book that was open to others is its person’s alone once it was opened, with what lies beside it',
  () => {
    const file = newBook('g.seatworth');
    const folders = [`${file}.files`];
    for (const one of folders) mkdirSync(one, { recursive: true });
    for (const one of [file, ...folders]) chmodSync(one, 0o755);
    open(file);
    for (const one of [file, `${file}-wal`, ...folders]) {
      expect(statSync(one).mode & 0o077).toBe(0);
    }
  },
);

test('a copy to a place where a plain snapshot of an earlier version lies takes it away', async () => {
  const stick = mkdtempSync(join(folder, 'stick-'));
  const out = join(stick, 'd.copy');
  writeFileSync(`${out}.snapshot`, 'the whole book');
  writeFileSync(`${out}.part-${endedPid()}-abc123`, 'half a copy');
  await open(newBook('d.seatworth')).call(backupRun, { out });
  expect(readdirSync(stick)).toEqual(['d.copy']);
});

test('a daily copy cut off leaves its day free for the next one', async () => {
  const file = newBook('e.seatworth');
  const backups = join(file, '..', 'backups');
  mkdirSync(backups);
  const services = open(file);
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(join(backups, `e ${day}.seatworth-backup.part-${endedPid()}-abc123`), 'half');
  const { made } = await services.call(backupDaily, {});
  expect(readdirSync(backups).map((name) => join(backups, name))).toEqual([made]);
  expect(readFileSync(made ?? '').length).toBeGreaterThan(100);
});
