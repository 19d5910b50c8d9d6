/// <reference lib="dom" />
import { expect, test } from '@playwright/test';
import { type HostedApp, launchHost } from '../../tools/chromium-host/launch.ts';
import { removeSmallApp, smallApp } from './small-app.ts';

/** A page of the stand-in: its preload lives in a world of its own, behind Electron's bridge. */

type Door = Readonly<Record<string, (...args: unknown[]) => unknown>> & {
  readonly nested: { readonly list: readonly number[] };
};
declare const window: Window & { readonly door: Door } & { [probe: string]: unknown };

const MAIN = `
  ipcMain.handle('echo', (_event, value) => value);
  ipcMain.handle('fails', () => { throw Object.assign(new TypeError('not so'), { code: 'E_SO' }); });
  globalThis.clicked = [];
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(() => {
    open().webContents.on('context-menu', (_event, at) => clicked.push(at));
  });`;
const PRELOAD = `
  const { contextBridge, ipcRenderer } = require('electron');
  globalThis.secret = 1;
  class Account { id = 7; #hidden = 1; name() { return 'named'; } }
  const kind = (value) => Object.prototype.toString.call(value).slice(8, -1)
    + (value?.constructor === Object ? ' plain' : '');
  contextBridge.exposeInMainWorld('door', {
    nested: { list: [1, 2], mark: Symbol('left out') },
    kind,
    kinds: (values) => values.map(kind),
    account: () => new Account(),
    fault: () => Object.assign(new TypeError('not this way'), { code: 'E_WAY', details: { a: 1 } }),
    throws: () => { throw Object.assign(new RangeError('too far'), { code: 'E_FAR' }); },
    later: async (value) => value,
    calls: (listener) => listener({ from: 'preload' }),
    mark: () => Symbol('gone'),
    echo: (value) => ipcRenderer.invoke('echo', value),
    fails: () => ipcRenderer.invoke('fails'),
    sent: (listener) => { ipcRenderer.on('news', (_event, ...news) => listener(...news)); },
  });
  try { contextBridge.exposeInMainWorld('door', {}); } catch (error) { globalThis.twice = error.message; }
`;

let app: HostedApp;
let folder: string;
test.beforeAll(async () => {
  const made = smallApp(MAIN, PRELOAD);
  folder = made.folder;
  app = await launchHost(made.options);
  await app.page.waitForLoadState();
});
test.afterAll(async () => {
  await app?.close();
  removeSmallApp(folder);
});

test('the page sees what is exposed, before its first script, and nothing of the preload', async () => {
  const seen = await app.page.evaluate(() => ({
    early: window['early'],
    secret: [typeof window['secret'], typeof window['hostCalls'], typeof window['require']],
    foreign: Object.getOwnPropertyNames(window).filter((name) => /^host/i.test(name)),
    frozen: [Object.isFrozen(window.door), Object.isFrozen(window.door.nested.list)],
    nested: Object.keys(window.door.nested),
  }));
  expect(seen).toEqual({
    early: 'object',
    secret: ['undefined', 'undefined', 'undefined'],
    foreign: [],
    frozen: [true, true],
    nested: ['list'],
  });
});

test('what crosses the bridge is a copy: no class, no method, no property of an error', async () => {
  const seen = await app.page.evaluate(async () => {
    const { door } = window;
    const account = door['account']?.() as { id: number; name?: unknown };
    const fault = door['fault']?.() as Error & { code?: string; details?: unknown };
    class Own {
      x = 1;
      say() {}
    }
    const thrown = await Promise.resolve()
      .then(() => door['throws']?.())
      .catch((error) => [error instanceof Error, error.message, error.code]);
    return {
      account: [account.id, typeof account.name, account.constructor === Object],
      fault: [fault instanceof Error, fault.message, fault.code, fault.details],
      thrown,
      kinds: door['kinds']?.([new Own(), new Map(), 10n, new Uint8Array(2), new Date(0), [1]]),
      file: door['kind']?.(new File(['x'], 'x.txt')),
      mark: door['mark']?.(),
      later: await door['later']?.({ deep: [1n, { at: new Date(7) }] }),
    };
  });
  expect(seen).toEqual({
    account: [7, 'undefined', true],
    fault: [true, 'not this way', undefined, undefined],
    thrown: [true, 'too far', undefined],
    kinds: ['Object plain', 'Map', 'BigInt', 'Uint8Array', 'Date', 'Array'],
    file: 'File',
    mark: undefined,
    later: { deep: [1n, { at: new Date(7) }] },
  });
});

test('functions cross as stand-ins that call back; what cannot be cloned is refused', async () => {
  const seen = await app.page.evaluate(async () => {
    const heard: unknown[] = [];
    window.door['calls']?.((value: unknown) => heard.push(value));
    const refused = async (value: unknown) => {
      try {
        await window.door['echo']?.(value);
        return 'taken';
      } catch (error) {
        return (error as Error).message;
      }
    };
    const shared = { a: 1 };
    return {
      heard,
      element: await refused(document.body),
      callback: await refused(() => 1),
      echoed: await window.door['echo']?.({ n: 2n ** 70n, gone: undefined, shared, again: shared }),
    };
  });
  expect(seen).toEqual({
    heard: [{ from: 'preload' }],
    element: 'An object could not be cloned.',
    callback: 'An object could not be cloned.',
    echoed: { n: 2n ** 70n, gone: undefined, shared: { a: 1 }, again: { a: 1 } },
  });
});

test('an error of main reaches the page as one sentence', async () => {
  const message = await app.page.evaluate(() =>
    Promise.resolve(window.door['fails']?.()).catch((error) => [error.message, error.code]),
  );
  expect(message).toEqual(["Error invoking remote method 'fails': TypeError: not so", undefined]);
});

test('a page that spoils its own language spoils nothing of the preload’s', async () => {
  const echoed = await app.page.evaluate(async () => {
    const spoil = () => ['spoiled'] as never[];
    Array.prototype.map = spoil;
    Object.entries = spoil;
    Object.prototype.toString = () => '[object Spoiled]';
    return window.door['kinds']?.([1, 'two']);
  });
  expect(echoed).toEqual(['Number', 'String']);
  await app.page.reload();
  await app.page.waitForLoadState();
});

test('main’s messages reach the preload', async () => {
  await app.page.evaluate(() => {
    const heard: unknown[] = [];
    window['heard'] = heard;
    window.door['sent']?.((...news: unknown[]) => heard.push(news.map(String)));
  });
  const send = `({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0].webContents.send('news', 1n, new Map([['a', 1]]))`;
  await app.main(send, undefined);
  await expect
    .poll(() => app.page.evaluate(() => window['heard']))
    .toEqual([['1', '[object Map]']]);
});

test('the browser’s own menu stays away, and the app hears where and on what', async () => {
  const { page } = app;
  await page.locator('input').fill('some text');
  await page.locator('input').selectText();
  const shown = await page.evaluate(
    () =>
      new Promise((done) => {
        window.addEventListener('contextmenu', (event) => done(event.defaultPrevented));
        document
          .querySelector('input')
          ?.dispatchEvent(
            new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 3 }),
          );
      }),
  );
  expect(shown).toBe(true);
  await page.locator('p').click({ button: 'right' });
  const clicked = () => app.main('() => globalThis.clicked', undefined) as Promise<object[]>;
  await expect.poll(async () => (await clicked()).length).toBe(2);
  expect(await clicked()).toMatchObject([
    { isEditable: true, selectionText: 'some text', editFlags: { canCut: true, canPaste: true } },
    { isEditable: false, editFlags: { canCut: false, canPaste: false, canSelectAll: true } },
  ]);
});

test('a menu’s roles cut and paste where the cursor is', async () => {
  const { page } = app;
  const field = page.locator('textarea');
  await field.fill('kept');
  await field.selectText();
  const role = (name: string) =>
    app.main(`({ Menu }, role) => Menu.buildFromTemplate([{ role }]).items[0].click()`, name);
  await role('cut');
  await expect(field).toHaveValue('');
  await role('paste');
  await expect(field).toHaveValue('kept');
});
