import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { companyShow } from '../../src/contract/company.ts';
import { isInProfile, openToOthers } from '../../src/main/book/book-rights.ts';
import { openServices } from '../../src/main/services/services.ts';
import { freshBook, resources } from '../book/fresh-book.ts';

const CLI = join(import.meta.dirname, '../../src/cli/index.ts');
const OF_OTHERS = 0o077;

const posix = it.skipIf(process.platform === 'win32');

posix(
  'what the command line makes is nobody else’s to read: book, originals, exports, copies',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatworth-rights-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const usage = join(folder, 'usage.csv');
    writeFileSync(usage, 'date,identity,tool,cost,currency\n2026-06-01,a@x.example,API,4.00,EUR\n');
    const given = new Set(readdirSync(folder));
    const book = join(folder, 'made.seatworth');
    const run = (...args: readonly string[]): void => {
      execFileSync(process.execPath, [CLI, '--book', book, ...args], {
        env: { ...process.env, SEATWORTH_BOOK: '' },
      });
    };
    run('init', '--company', 'Made', '--currency', 'EUR');
    run('import', usage);
    run('export', 'charges', '--month', '2026-06', '--out', join(folder, 'charges.csv'));
    run('backup', join(folder, 'copy.backup'));
    run('warehouse', '--out', join(folder, 'warehouse'));
    const made = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => !given.has(name),
    );
    expect(made.length).toBeGreaterThan(6);
    const open = made.filter((name) => (statSync(join(folder, name)).mode & OF_OTHERS) !== 0);
    expect(open).toEqual([]);
  },
);

/** A book as an earlier version left it: everything open to everybody. */
function openBook(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'seatworth-open-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'old.seatworth');
  const { services } = freshBook();
  services.book.writeSnapshot(file);
  const originals = join(`${file}.files`, 'ab');
  mkdirSync(originals, { recursive: true });
  mkdirSync(join(folder, 'backups'));
  const made = [
    join(originals, 'cd.pdf'),
    join(folder, 'backups', 'old 2026-06-01.seatworth-backup'),
    `${file}.before-schema-100`,
    `${file}.keys.age`,
    join(folder, 'of another book.seatworth'),
  ];
  for (const path of made) writeFileSync(path, 'x');
  for (const path of [...made, file]) chmodSync(path, 0o644);
  for (const path of [`${file}.files`, originals, join(folder, 'backups'), folder]) {
    chmodSync(path, 0o755);
  }
  return { folder, file };
}

const openIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => (statSync(join(folder, name)).mode & OF_OTHERS) !== 0)
    .sort();

posix(
  'originals, copies and what else lies beside an old book are taken from others when it is opened',
  () => {
    const { folder, file } = openBook();
    openServices({ file, mode: 'read', resources, who: 'Test' }).close();
    expect(openIn(folder)).toEqual(['of another book.seatworth']);
    // The folder of copies may hold what is not ours.
    writeFileSync(join(folder, 'backups', 'notes.txt'), 'x', { mode: 0o644 });
    chmodSync(join(folder, 'backups'), 0o755);
    copyFileSync(file, join(folder, 'backups', 'old 2026-06-02.seatworth-backup'));
    chmodSync(join(folder, 'backups', 'old 2026-06-02.seatworth-backup'), 0o644);
    openServices({ file, mode: 'write', resources, who: 'Test' }).close();
    expect(openIn(folder)).toEqual(['backups', 'backups/notes.txt', 'of another book.seatworth']);
  },
);

/** The folder of the tests may be this person's alone, as it should. */
function letThrough(place: string): void {
  const { mode } = statSync(place);
  chmodSync(place, mode | 0o011);
  onTestFinished(() => chmodSync(place, mode));
}

posix('a book in a folder where others may write, or that others may read, says so', async () => {
  const { folder, file } = openBook();
  letThrough(tmpdir());
  const answered = async () => {
    const services = openServices({ file, mode: 'read', resources, who: 'Test' });
    onTestFinished(() => services.close());
    return (await services.call(companyShow, {})).openTo;
  };
  expect(openToOthers(file)).toBe('readers');
  expect(await answered()).toBe(null);
  chmodSync(folder, 0o777);
  expect(await answered()).toBe('writers');
  chmodSync(folder, 0o1777);
  expect(await answered()).toBe('writers');
  // A folder that lets nobody through keeps what lies below it, whatever that says of itself.
  chmodSync(folder, 0o700);
  chmodSync(file, 0o666);
  expect(openToOthers(file)).toBe(null);
});

it.each([
  ['C:\\Users\\Anna\\Documents\\book.seatworth', true],
  ['c:\\users\\anna\\book.seatworth', true],
  ['C:\\Users\\Anna2\\book.seatworth', false],
  ['C:\\Users\\Public\\book.seatworth', false],
  ['C:\\book.seatworth', false],
  ['D:\\books\\book.seatworth', false],
  ['\\\\server\\share\\book.seatworth', false],
])('on Windows %s lies in the profile of C:\\Users\\Anna: %s', (file, expected) => {
  expect(isInProfile(file, 'C:\\Users\\Anna')).toBe(expected);
});
