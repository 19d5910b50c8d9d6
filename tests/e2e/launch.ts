/// <reference lib="dom" />
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type Page } from '@playwright/test';
import { type HostOptions, launchHost } from '../../tools/chromium-host/launch.ts';
import { electronBinary, type WindowKind, windowKind } from '../../tools/electron-binary.ts';

const root = resolve(import.meta.dirname, '../..');

export type LaunchOptions = {
  /** The book to open; without it the app starts as on its first day. */
  readonly book?: string;
  /** The app's own folder; kept afterwards, for tests of a second start. */
  readonly userData?: string;
  readonly locale?: 'en-US' | 'zh-CN';
  readonly colorScheme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  readonly args?: readonly string[];
  /** What only the stand-in can be asked for: another system's behaviour, an app out of a package. */
  readonly host?: Pick<
    HostOptions,
    'app' | 'packaged' | 'cwd' | 'platform' | 'openFile' | 'withholdReadyToShow'
  >;
};

/** Electron's module as `main` hands it over, with the stand-in's record of what it did not show. */
export type MainSide = typeof Electron.CrossProcessExports & {
  readonly hostRecord?: {
    readonly opened: string[];
    readonly shown: string[];
    readonly errors: string[];
    readonly menus: string[][];
  };
};

export type LaunchedApp = {
  readonly kind: WindowKind;
  readonly page: Page;
  readonly userData: string;
  /** Runs `fn` in the main process. It sees nothing of the test but `arg`. */
  readonly main: <R, A = undefined>(
    fn: (electron: MainSide, arg: A) => R | Promise<R>,
    arg?: A,
  ) => Promise<R>;
  readonly close: () => Promise<void>;
};

/** Starts the built app with its own fresh folder, on Electron where it is, else on the stand-in. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'seatworth-e2e-'));
  // The fuses of a packaged Electron let no test in.
  const onTheReal = windowKind() === 'electron' && !options.host?.packaged;
  const started = await (onTheReal ? onElectron : onHost)(options, userData);
  const { page } = started;
  if (options.colorScheme) await page.emulateMedia({ colorScheme: options.colorScheme });
  if (options.size) await page.setViewportSize(options.size);
  return {
    ...started,
    userData,
    close: async () => {
      await started.close();
      if (!options.userData) {
        rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      }
    },
  };
}

type Started = Pick<LaunchedApp, 'kind' | 'page' | 'main' | 'close'>;

async function onElectron(options: LaunchOptions, userData: string): Promise<Started> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: electronBinary() ?? '',
    args: [root, `--lang=${options.locale ?? 'en-US'}`, ...asRoot, ...bookArgs(options)],
    env: environment(userData),
  });
  return {
    kind: 'electron',
    page: await app.firstWindow(),
    main: (fn, arg) => app.evaluate(fn as never, arg as never),
    close: () => app.close(),
  };
}

async function onHost(options: LaunchOptions, userData: string): Promise<Started> {
  const app = await launchHost({
    ...options.host,
    args: bookArgs(options),
    env: environment(userData),
    locale: options.locale ?? 'en-US',
    headless: process.env['HEADED'] !== '1',
    forTests: true,
  });
  return {
    kind: 'chromium-host',
    page: app.page as Page,
    main: (fn, arg) => app.main(String(fn), arg) as Promise<never>,
    close: async () => {
      const code = await app.close();
      if (code !== 0) throw new Error(`The app ended with ${code}.\n${app.output()}`);
      if (/UnhandledPromiseRejectionWarning/.test(app.output())) {
        throw new Error(
          `The app left a rejection unheard, which Electron only warns of.\n${app.output()}`,
        );
      }
    },
  };
}

function bookArgs(options: LaunchOptions): string[] {
  return [...(options.book ? ['--book', options.book] : []), ...(options.args ?? [])];
}

function environment(userData: string): Record<string, string> {
  const { SEATWORTH_BOOK: _not, ...env } = process.env as Record<string, string>;
  return { ...env, SEATWORTH_USER_DATA: userData };
}

/** Drops files from outside onto the middle of an element, as the system's file manager does. */
export async function dropFiles(page: Page, selector: string, files: string[]): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (let tries = 0; ; tries += 1) {
    const box = await boxOf(page, selector);
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.evaluate(() => {
      delete document.body.dataset['dropped'];
      const dropped = () => {
        document.body.dataset['dropped'] = 'true';
      };
      window.addEventListener('drop', dropped, { capture: true, once: true });
    });
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await cdp.send('Input.dispatchDragEvent', { type, ...at, data });
    }
    // A busy browser may lose the drop where the page is being redrawn: a person would drop again.
    const came = page.locator('body[data-dropped]').waitFor({ state: 'attached', timeout: 5_000 });
    if (await came.then(() => true).catch(() => false)) break;
    if (tries === 5) throw new Error(`${files.join(', ')} could not be dropped on ${selector}.`);
    await cdp.send('Input.dispatchDragEvent', { type: 'dragCancel', ...at, data });
  }
  await cdp.detach();
}

/** Where an element is; asked again while a screen takes the place of the one before. */
async function boxOf(page: Page, selector: string) {
  for (let tries = 0; tries < 20; tries += 1) {
    await page.waitForSelector(selector);
    const box = await page.locator(selector).boundingBox();
    if (box) return box;
  }
  throw new Error(`${selector} is not on screen.`);
}
