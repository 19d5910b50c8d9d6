import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { findPacked, layOut, type Packed, removeLaidOut } from '../../tools/packed-app.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import { AccountsPage } from './pages/accounts-page.ts';
import { ImportsPage } from './pages/imports-page.ts';
import { usageFile } from './pages/made-files.ts';
import { AppWindow } from './pages/window.ts';

/** The app as it is installed: from what `npm run pack` made, laid where nothing can be written. */

const root = resolve(import.meta.dirname, '../..');
const KEY = 'sk-kept-from-a-package-0123456789';
const SEATS = { kind: 'seats', month: '2026-06', format: 'csv' };
const hasKeyring = process.env['SEATWORTH_KEYRING'] === 'ready';

let packed: Packed;
let folder: string;
let laid: string;
let app: string;
let before: string;
test.beforeAll(() => {
  execFileSync(process.execPath, ['tools/pack.mjs', '--if-older'], { cwd: root });
  const found = findPacked(join(root, 'release/stub')) ?? findPacked(join(root, 'release'));
  if (found === null) throw new Error('npm run pack left no package.');
  packed = found;
  folder = mkdtempSync(join(tmpdir(), 'seatworth-packed-'));
  laid = join(folder, 'app');
  app = layOut(packed, laid);
  before = seenIn(laid);
});
test.afterAll(() => {
  if (laid) removeLaidOut(laid);
  rmSync(folder, { recursive: true, force: true });
});

test('an installed app takes a file, reads and writes none that nobody named, syncs with a key of the keychain, and leaves its own folder alone', async () => {
  const book = join(folder, 'Packed.seatworth');
  const userData = join(folder, 'user data');
  mkdirSync(userData);
  const company = ['init', '--company', 'Packed', '--currency', 'EUR', '--json'];
  const made = await commandLine(userData, ['--book', book, ...company]);
  expect(made.code, made.errors).toBe(0);
  expect(JSON.parse(made.output)).toMatchObject({ company: 'Packed', currency: 'EUR' });
  expect(readdirSync(join(userData, 'compiled'))).toHaveLength(1);

  const today = new Date().toISOString().slice(0, 10);
  const server = await litellmServer(litellmRecords(today, 1, 2, 1), KEY);
  const window = await AppWindow.open({ book, userData, host: { app, packaged: true } });
  try {
    expect(await window.app.main((electron) => electron.app.isPackaged)).toBe(true);
    await expect(window.answer).toBeVisible();

    const imports = new ImportsPage(window);
    const file = usageFile(folder);
    await window.goTo('imports');
    await imports.takeWhole(file);
    await expect(imports.historyRow(file)).toHaveCount(1);

    const refused = { ok: false, error: { code: 'file_not_chosen' } };
    const out = join(folder, 'taken.csv');
    expect(await asked(window, 'imports/run', { files: [book] })).toMatchObject(refused);
    expect(await asked(window, 'export/run', { ...SEATS, out })).toMatchObject(refused);
    expect(existsSync(out)).toBe(false);
    await window.willSaveAs(out);
    await asked(window, 'desktop/saveFile', { name: 'Seats', ending: 'csv' });
    expect(await asked(window, 'export/run', { ...SEATS, out })).toMatchObject({ ok: true });
    expect(existsSync(out)).toBe(true);

    const accounts = new AccountsPage(window);
    await accounts.open();
    await accounts.startAdding();
    const gateway = { name: 'Gateway', url: server.base, key: KEY, from: today };
    await accounts.addGateway({ ...gateway, keep: hasKeyring ? 'keychain' : 'run' });
    await expect(window.answer).toContainText('Gateway');
    await expect(window.card(accounts.t('history.title')).getByRole('row')).not.toHaveCount(0);
  } finally {
    await window.close();
  }
  const synced = await commandLine(userData, ['--book', book, 'sync', '--json']);
  await server.close();
  // A key for one run alone went with the window; a machine without a keychain may say so instead.
  const code = expect.stringMatching(/^key(_|chain_)missing$|^keychain_no_bus$/);
  const outcome = hasKeyring ? { status: 'done' } : { error: { code } };
  expect(JSON.parse(synced.output)).toMatchObject({ syncs: [outcome] });
  expect(seenIn(laid)).toBe(before);
});

/** What a page that was taken over could do: it asks past the app's own screens. */
function asked(window: AppWindow, name: string, input: object): Promise<unknown> {
  return window.page.evaluate(
    ([to, what]) => {
      const door = globalThis as unknown as {
        seatworth: { request: (...said: unknown[]) => unknown };
      };
      return door.seatworth.request(to, what);
    },
    [name, input] as const,
  );
}

type Done = { readonly code: number; readonly output: string; readonly errors: string };

/** The installed command line, as a person calls it. */
function commandLine(userData: string, args: readonly string[]): Promise<Done> {
  const name = process.platform === 'win32' ? 'seatworth.cmd' : 'seatworth';
  const child = spawn(join(packed.resources, 'bin', name), args, {
    cwd: folder,
    env: { ...process.env, SEATWORTH_USER_DATA: userData },
  });
  const said = { output: '', errors: '' };
  child.stdout.on('data', (bytes: Buffer) => {
    said.output += bytes.toString();
  });
  child.stderr.on('data', (bytes: Buffer) => {
    said.errors += bytes.toString();
  });
  child.stdin.end();
  return new Promise((done) => child.once('close', (code) => done({ code: code ?? 1, ...said })));
}

/** Every file and folder with its content and the time of its last change: a root may write anywhere. */
function seenIn(path: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const file = join(path, name);
    const stat = statSync(file);
    hash.update(`${name}\0${stat.mode}\0${stat.mtimeMs}\0`);
    if (stat.isFile()) hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}
