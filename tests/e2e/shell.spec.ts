import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { dropFiles, type LaunchedApp, launchApp } from './launch.ts';

/** The shell as its pages meet it: every refusal comes from the app's own handlers. */

type Bridge = {
  request(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown; error?: unknown }>;
  on(event: string, listener: (payload: unknown) => void): () => void;
  pathOf(file: File): string;
  readonly platform: string;
};
declare const window: Window & { readonly seatworth: Bridge } & { [probe: string]: unknown };

let app: LaunchedApp;
let folder: string;
test.beforeAll(async () => {
  app = await launchApp();
  folder = mkdtempSync(join(tmpdir(), 'seatworth-shell-'));
});
test.afterAll(async () => {
  await app?.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (name: string, input: unknown) =>
  app.page.evaluate(([to, what]) => window.seatworth.request(to as string, what), [name, input]);

test('the window has no Node and only the contract’s door', async () => {
  const seen = await app.page.evaluate(() => ({
    node: [typeof window['require'], typeof window['process'], typeof window['Buffer']],
    door: Object.keys(window.seatworth).sort(),
    host: Object.keys(window).filter((name) => name.startsWith('__host')),
  }));
  expect(seen).toEqual({
    node: ['undefined', 'undefined', 'undefined'],
    door: ['on', 'pathOf', 'platform', 'request'],
    host: [],
  });
});

test('a request that the contract does not name is refused', async () => {
  expect(await ask('book/burn', {})).toMatchObject({ error: { code: 'unknown_request' } });
  expect(await ask('constructor', {})).toMatchObject({ error: { code: 'unknown_request' } });
});

test('an input of the wrong shape is refused before it reaches anything', async () => {
  expect(await ask('desktop/openExternal', { url: 7 })).toMatchObject({
    error: { code: 'bad_input', details: { field: 'url' } },
  });
});

test('a window that the app did not make is not answered', async () => {
  const opened = app.page.context().waitForEvent('page');
  await app.main(async ({ BrowserWindow, app: electronApp }) => {
    const [own] = BrowserWindow.getAllWindows();
    const preload = `${electronApp.getAppPath()}/out/preload/index.cjs`;
    const stranger = new BrowserWindow({ webPreferences: { preload, sandbox: true } });
    await stranger.loadURL(own?.webContents.getURL() ?? '');
  });
  const page = await opened;
  await page.waitForLoadState();
  const reply = await page.evaluate(() => window.seatworth.request('desktop/bookPath', {}));
  expect(reply).toMatchObject({ ok: false, error: { code: 'untrusted_sender' } });
  await page.close();
});

test('scripts and styles that are not the app’s own do not run, which is told and kept in the log', async () => {
  const seen = await app.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.foreign = true';
    document.body.append(script);
    const style = document.createElement('style');
    style.textContent = 'body { outline: 7px solid red }';
    document.body.append(style);
    const fetched = await fetch('https://github.com').then(
      () => 'answered',
      () => 'refused',
    );
    return {
      script: window['foreign'] ?? 'blocked',
      style: getComputedStyle(document.body).outlineWidth,
      fetched,
    };
  });
  expect(seen.script).toBe('blocked');
  expect(seen.style).not.toBe('7px');
  expect(seen.fetched).toBe('refused');
  await expect(app.page.getByText('It was refused, and nothing left this computer.')).toBeVisible();
  const log = () => readFileSync(join(app.userData, 'logs/seatworth.log'), 'utf8');
  for (const refused of [
    '(script-src-elem)',
    '(style-src-elem)',
    '(connect-src) refused the page https://github.com',
  ])
    await expect.poll(log).toContain(refused);
});

test('the page goes nowhere, and only links of the list open outside', async () => {
  const before = app.page.url();
  await app.main(({ shell }) => {
    const opened: string[] = [];
    (globalThis as Record<string, unknown>)['opened'] = opened;
    shell.openExternal = async (url: string) => {
      opened.push(url);
    };
  });
  await app.page.evaluate(() => {
    location.href = 'https://evil.example/';
  });
  await app.page.evaluate(() => {
    window.open('https://evil.example/', '_blank');
    window.open('https://github.com/', '_blank');
  });
  const opened = () => app.main(() => (globalThis as Record<string, unknown>)['opened']);
  await expect.poll(opened).toEqual(['https://github.com/']);
  expect(await ask('desktop/openExternal', { url: 'https://evil.example/' })).toMatchObject({
    error: { code: 'link_refused' },
  });
  expect(await opened()).toEqual(['https://github.com/']);
  expect(app.page.url()).toBe(before);
});

test('a report is written only where the person said', async () => {
  const file = join(folder, 'June.pdf');
  expect(await ask('desktop/printReport', { file })).toMatchObject({
    error: { code: 'file_not_chosen' },
  });
  await app.main(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await ask('desktop/saveFile', { name: 'June', ending: 'pdf' });
  expect(await ask('desktop/printReport', { file })).toMatchObject({ ok: true });
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  expect(existsSync(`${file}.part`)).toBe(false);
});

test('a file that is chosen or dropped is known by its path', async () => {
  const file = join(folder, '用量 2026.csv');
  writeFileSync(file, 'date,identity\n');
  await app.page.evaluate(() => {
    const paths: string[] = [];
    window['paths'] = paths;
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'probe-input';
    input.addEventListener('change', () => {
      for (const one of input.files ?? []) paths.push(window.seatworth.pathOf(one));
    });
    const target = document.createElement('div');
    target.id = 'probe-drop';
    target.style.cssText = 'position:fixed;inset:0;z-index:9999';
    target.addEventListener('dragover', (event) => event.preventDefault());
    target.addEventListener('drop', (event) => {
      event.preventDefault();
      for (const one of event.dataTransfer?.files ?? []) paths.push(window.seatworth.pathOf(one));
      paths.push(window.seatworth.pathOf(new File(['x'], 'made.csv')));
    });
    document.body.append(input, target);
  });
  await app.page.setInputFiles('#probe-input', file);
  await dropFiles(app.page, '#probe-drop', [file]);
  await expect.poll(() => app.page.evaluate(() => window['paths'])).toEqual([file, file, '']);
  await app.page.evaluate(() => {
    document.querySelector('#probe-drop')?.remove();
    document.querySelector('#probe-input')?.remove();
  });
});

test('events reach the page, and stop when it no longer listens', async () => {
  await app.page.evaluate(() => {
    const heard: unknown[] = [];
    window['heard'] = heard;
    window['stop'] = window.seatworth.on('progress', (payload) => heard.push(payload));
  });
  const tell = (done: number) =>
    app.main(({ BrowserWindow }, value) => {
      const [own] = BrowserWindow.getAllWindows();
      own?.webContents.send('seatworth/event', 'progress', { done: value });
    }, done);
  await tell(1);
  await expect.poll(() => app.page.evaluate(() => window['heard'])).toEqual([{ done: 1 }]);
  await app.page.evaluate(() => (window['stop'] as () => void)());
  await tell(2);
  await ask('desktop/bookPath', {});
  expect(await app.page.evaluate(() => window['heard'])).toEqual([{ done: 1 }]);
});

test('the menu speaks the chosen language', async () => {
  const firstLabel = () =>
    app.main(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('open-book')?.label);
  expect(await firstLabel()).toBe('Open book…');
  expect(await ask('desktop/language', { set: 'zh-CN' })).toMatchObject({
    value: { language: 'zh-CN', chosen: true },
  });
  expect(await firstLabel()).toBe('打开账簿…');
  expect(await ask('desktop/language', { set: null })).toMatchObject({
    value: { language: 'en', chosen: false },
  });
});
