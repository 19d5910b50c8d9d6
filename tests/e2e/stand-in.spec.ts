import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from '@playwright/test';
import { type HostOptions, launchHost, startHost } from '../../tools/chromium-host/launch.ts';
import { smallApp as makeSmallApp, OPENS, removeSmallApp } from './small-app.ts';

/** The stand-in is as strict as Electron: small apps that Electron would not let through. */

let folder: string;
test.afterEach(() => removeSmallApp(folder));

function smallApp(main: string): HostOptions {
  const made = makeSmallApp(main);
  folder = made.folder;
  return made.options;
}

const ended = (options: HostOptions): Promise<number> => startHost(options).ended;

test('an app is not ready before its main module has been evaluated', async () => {
  const app = startHost(
    smallApp(`
      const first = await Promise.race([
        app.whenReady().then(() => 'ready'),
        new Promise((done) => setTimeout(() => done('still evaluating'), 3_000)),
      ]);
      console.log(first);
      void app.whenReady().then(() => { console.log('ready at last'); app.exit(3); });`),
  );
  expect(await app.ended).toBe(3);
  expect(app.output()).toBe('still evaluating\nready at last\n');
});

test('a rejection that nobody hears is only warned of, and seen in the output', async () => {
  const app = startHost(
    smallApp(`
      process.on('unhandledRejection', () => {}); // even where the app would keep it to itself
      void Promise.reject(new Error('nobody hears'));
      void app.whenReady().then(() => app.exit(0));`),
  );
  expect(await app.ended).toBe(0);
  expect(app.output()).toMatch(/UnhandledPromiseRejectionWarning.*nobody hears/);
});

test('a second copy tells the first, with its switches before the rest, and ends', async () => {
  const options = smallApp(`
    globalThis.later = [];
    if (app.requestSingleInstanceLock({ told: process.argv.at(-1) })) {
      app.on('second-instance', (_event, ...heard) => later.push(heard));
      ${OPENS}
    } else app.quit();`);
  const first = await launchHost(options);
  try {
    expect(await ended({ ...options, args: ['--book', 'a b.seatworth'], cwd: tmpdir() })).toBe(0);
    const heard = () => first.main('() => globalThis.later', undefined);
    await expect.poll(heard).toHaveLength(1);
    const [[argv, cwd, data]] = (await heard()) as [[string[], string, unknown]];
    expect(argv.slice(1)).toEqual([
      '--book',
      '--allow-file-access-from-files',
      folder,
      'a b.seatworth',
    ]);
    expect(cwd).toBe(realpathSync(tmpdir())); // which may be a link
    expect(data).toEqual({ told: 'a b.seatworth' });
  } finally {
    await first.close();
  }
  const again = await launchHost(options);
  expect(await again.close()).toBe(0); // the lock went with the first copy
});

test('a file that was double-clicked on a Mac comes before the app is ready', async () => {
  const app = startHost({
    ...smallApp(`
      app.on('open-file', (event, file) => { event.preventDefault(); console.log(app.isReady() + ' ' + file); });
      void app.whenReady().then(() => { console.log('ready'); app.exit(0); });`),
    openFile: '/books/Müller.seatworth',
  });
  expect(await app.ended).toBe(0);
  expect(app.output()).toBe('false /books/Müller.seatworth\nready\n');
});

test('ready-to-show can be withheld, and did-finish-load comes all the same', async () => {
  const app = await launchHost({
    ...smallApp(`
      globalThis.heard = [];
      void app.whenReady().then(() => {
        const window = open({ show: false });
        window.on('ready-to-show', () => heard.push('ready-to-show'));
        window.webContents.on('did-finish-load', () => heard.push('did-finish-load'));
      });`),
    withholdReadyToShow: true,
  });
  try {
    await app.page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]);
    await expect
      .poll(() => app.main('() => globalThis.heard', undefined))
      .toEqual(['did-finish-load']);
  } finally {
    await app.close();
  }
});

test('on a Mac the app lives on without a window, and opens one when it is activated', async () => {
  const app = await launchHost({
    ...smallApp(`
      app.on('window-all-closed', () => process.platform === 'darwin' || app.quit());
      app.on('activate', (_event, visible) => visible || open());
      ${OPENS}`),
    platform: 'darwin',
  });
  const windows = () =>
    app.main('({ BrowserWindow }) => BrowserWindow.getAllWindows().length', undefined);
  await app.main('({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].close()', undefined);
  await expect.poll(windows).toBe(0);
  await app.activate();
  await expect.poll(windows).toBe(1);
  const shown = app.page.context().pages()[0];
  await expect.poll(() => shown?.title()).toBe('small');
  expect(await app.close()).toBe(0);
});

test('a relative folder is refused, and so is a name that Electron does not know', async () => {
  const app = startHost(
    smallApp(`
      const tried = (work) => { try { work(); } catch (error) { console.log(error.message); } };
      tried(() => app.setPath('userData', 'here'));
      tried(() => app.setPath('nowhere', '/tmp'));
      void app.whenReady().then(() => app.exit(0));`),
  );
  expect(await app.ended).toBe(0);
  expect(app.output()).toBe("Path must be absolute\nFailed to set 'nowhere' path\n");
});

test('what a page keeps is there at the next start from the same folder', async () => {
  const options = smallApp(OPENS);
  const first = await launchHost(options);
  await first.page.evaluate(() => localStorage.setItem('kept', 'yes'));
  await first.close();
  const second = await launchHost(options);
  expect(await second.page.evaluate(() => localStorage.getItem('kept'))).toBe('yes');
  await second.close();
});

test('the program is no Node, in the main thread and in a worker', async () => {
  const app = startHost(
    smallApp(`
      import { spawnSync } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      import { Worker } from 'node:worker_threads';
      const said = ({ status, stderr }) => status + ' ' + stderr;
      console.log(said(spawnSync(process.execPath, ['main.mjs'], { encoding: 'utf8' })));
      writeFileSync('worker.mjs', "import { spawnSync } from 'node:child_process';"
        + "console.log('in a worker ' + spawnSync(process.execPath, ['x.js']).status);"
        + "await import('electron').catch((error) => console.log(error.message));");
      new Worker(new URL('./worker.mjs', import.meta.url))
        .on('exit', () => app.exit(0));`),
  );
  expect(await app.ended).toBe(0);
  expect(app.output()).toMatch(/^70 .*no Node/);
  expect(app.output()).toContain("in a worker 70\nA worker thread has no module 'electron'.");
});

test('ciphers and digests that Electron’s crypto lacks are not known, in the main thread and in a worker', async () => {
  const app = startHost(
    smallApp(`
      import { createCipheriv, createHash, getCiphers } from 'node:crypto';
      import { writeFileSync } from 'node:fs';
      import { Worker } from 'node:worker_threads';
      const tried = (work) => { try { work(); return 'known'; } catch (error) { return error.message; } };
      const cipher = (name, key, iv) => tried(() => createCipheriv(name, Buffer.alloc(key), Buffer.alloc(iv), { authTagLength: 16 }));
      console.log(cipher('aes-256-gcm', 32, 12), createHash('sha256').update('a').digest('hex').slice(0, 4));
      console.log(cipher('chacha20-poly1305', 32, 12) + ' ' + getCiphers().includes('chacha20-poly1305'));
      console.log(tried(() => createHash('sha3-256')));
      writeFileSync('worker.mjs', "import { createHash } from 'node:crypto';"
        + "try { createHash('blake2b512'); } catch (error) { console.log('in a worker ' + error.message); }");
      new Worker(new URL('./worker.mjs', import.meta.url)).on('exit', () => app.exit(0));`),
  );
  expect(await app.ended).toBe(0);
  expect(app.output()).toBe(
    'known ca97\nUnknown cipher: Electron has no chacha20-poly1305. false\n' +
      'Invalid digest: Electron has no sha3-256.\nin a worker Invalid digest: Electron has no blake2b512.\n',
  );
});

test('the user’s folder cannot be removed before the app has ended', async () => {
  const app = startHost(
    smallApp(`
      import { rmSync } from 'node:fs';
      import { rm } from 'node:fs/promises';
      void app.whenReady().then(async () => {
        const own = app.getPath('userData');
        try { rmSync(own, { recursive: true, force: true }); } catch (error) { console.log(error.code); }
        await rm(app.getAppPath(), { recursive: true }).catch((error) => console.log(error.code));
        app.exit(0);
      });`),
  );
  expect(await app.ended).toBe(0);
  expect(app.output()).toBe('EBUSY\nEBUSY\n');
});

test('what the stand-in lacks throws: a name, an event, a window’s option, a menu’s role', async () => {
  const app = startHost(
    smallApp(`
      import { Menu, nativeTheme } from 'electron';
      const tried = (work) => { try { work(); } catch (error) { console.log(error.message); } };
      void app.whenReady().then(() => {
        tried(() => app.setBadgeCount(3));
        tried(() => app.on('gpu-info-update', () => {}));
        tried(() => BrowserWindow.getAllWindowz());
        tried(() => new BrowserWindow({ titleBarStyle: 'hidden' }));
        tried(() => new BrowserWindow({ webPreferences: { contextIsolation: false } }));
        tried(() => { nativeTheme.shouldUseLightColors = true; });
        tried(() => Menu.buildFromTemplate([{ role: 'services' }]).items[0].click());
        app.exit(0);
      });`),
  );
  expect(await app.ended).toBe(0);
  const lines = app.output().trim().split('\n');
  expect(lines).toHaveLength(7);
  for (const line of lines) expect(line).toMatch(/is not available in the Chromium host\.$/);
});
