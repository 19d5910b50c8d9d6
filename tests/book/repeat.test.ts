import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chargesKey, exportKind } from '../../src/contract/book.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';

const MONTH = '2026-05';
/** What a book without a chart of accounts can write. */
const MONTHLY = exportKind.exclude(['bills', 'invoices', 'vendors']).options;
const root = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-repeat-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the command line prints in an environment of its own. */
async function seatworth(
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'tools/seatworth.mjs'), ...args, '--json'],
    { cwd, env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env } },
  );
  return stdout;
}

/** Runs commands one after the other in one process, in an environment of its own. */
async function allOf(
  commands: readonly (readonly string[])[],
  cwd: string,
  env: Record<string, string>,
): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'commands-in-process.ts')], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  child.stdin.end(JSON.stringify(commands));
  const [told, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  if (code !== 0) throw new Error(told);
}

/** Every kind of export, each in every form that it has. */
const wanted: readonly (readonly string[])[] = [
  ...MONTHLY.map((kind) => [kind]),
  ...chargesKey.options.map((by) => ['charges', '--by', by]),
  ...['quickbooks', 'xero', 'kingdee'].map((flavour) => ['journal', '--flavour', flavour]),
  ...['1.4', '1.2'].map((version) => ['focus', '--focus-version', version]),
  ['seats', '--format', 'xlsx'],
  ['charges', '--bom', '--decimal', 'comma'],
];

/** Writes all of them from a copy of the book in a folder of its own; every file's bytes by its name. */
async function everything(
  book: string,
  name: string,
  env: Record<string, string>,
): Promise<Map<string, string>> {
  const place = join(folder, name);
  mkdirSync(place);
  copyFileSync(book, join(place, 'copy.sw'));
  const commands = wanted.map(([kind = '', ...more], at) => {
    const out = ['--month', MONTH, '--out', `${at}-${kind}`];
    return ['--book', 'copy.sw', 'export', kind, ...more, ...out];
  });
  await allOf([...commands, ['--book', 'copy.sw', 'warehouse', '--out', 'all']], place, env);
  return new Map(
    readdirSync(place, { recursive: true, encoding: 'utf8' })
      .filter((file) => /^\d+-|\.parquet/.test(file))
      .sort()
      .map((file) => [file, readFileSync(join(place, file), 'base64')]),
  );
}

test('a closed month repeats byte for byte from another folder, time zone and language', async () => {
  const book = join(folder, 'sample.sw');
  await createSampleBook(book, join(root, 'resources'));
  const here = { TZ: 'Asia/Kathmandu', LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' };
  await seatworth(['--book', book, 'settings', 'set', 'ledger.pack', 'DE-SKR04'], folder, here);
  await seatworth(['--book', book, 'close', '--month', MONTH], folder, here);
  const there = { TZ: 'Pacific/Marquesas', LANG: 'de_DE.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
  const [first, second] = await Promise.all([
    everything(book, 'here', here),
    everything(book, 'a place with spaces, umläuts & 中文', there),
  ]);
  expect(first.size).toBe(2 * wanted.length + 20);
  expect([...second.keys()]).toEqual([...first.keys()]);
  for (const [file, bytes] of first) {
    expect([file, second.get(file) === bytes]).toEqual([file, true]);
  }
}, 300_000);

test('a closed month repeats byte for byte whatever has changed since', async () => {
  const book = join(folder, 'changed.sw');
  await createSampleBook(book, join(root, 'resources'));
  const env = { TZ: 'UTC' };
  const run = (...args: string[]) => seatworth(['--book', book, ...args], folder, env);
  await run('close', '--month', MONTH);
  const written = async (out: string): Promise<string[]> => {
    const files = MONTHLY.map((kind) => `${out}-${kind}`);
    const commands = MONTHLY.map((kind, at) => {
      return ['--book', book, 'export', kind, '--month', MONTH, '--out', files[at] ?? ''];
    });
    await allOf(commands, folder, env);
    return files.map((file) => readFileSync(join(folder, file), 'base64'));
  };
  const before = await written('before');
  const { people } = JSON.parse(await run('people'));
  const [{ email }] = people;
  writeFileSync(join(folder, 'people.csv'), `name,email,team\nRenamed,${email},Elsewhere\n`);
  await run('import', 'people.csv');
  writeFileSync(join(folder, 'rates.csv'), `date,from,to,rate\n${MONTH}-01,EUR,USD,9\n`);
  await run('import', 'rates.csv', '--kind', 'rates');
  await run('settings', 'set', 'ledger.expense', '1234 Other');
  await run('settings', 'set', 'verdict.window', '1');
  await run('kinds', 'set', 'ticket', '--weight', '9', '--from', '2026-06');
  expect(JSON.parse(await run('people')).people.map((one: { name: string }) => one.name)).toContain(
    'Renamed',
  );
  expect(await written('after')).toEqual(before);
}, 300_000);
