import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { HostWindows } from './windows.ts';
import { type Wire, wire } from './wire.ts';

export type HostOptions = {
  /** The main module to run; the built app's unless a test brings its own. */
  readonly main?: string;
  /** Arguments of the app, as after `electron .`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly headless?: boolean;
  readonly locale?: string;
  /** Lets `main` run code in the main process, and keeps the app's output in `output`. */
  readonly forTests?: boolean;
};

export type HostedApp = {
  /** The first window, once it has begun to load. */
  readonly page: Page;
  readonly main: (source: string, arg: unknown) => Promise<unknown>;
  readonly output: () => string;
  /** The main process's exit code, once the browser has gone too. */
  readonly ended: Promise<number>;
  readonly close: () => Promise<number>;
};

const root = resolve(import.meta.dirname, '../..');

/**
 * Runs the built app on this Node, with a Chromium window in Electron's place: two processes as in
 * Electron, joined by pipes; no port is opened.
 */
export async function launchHost(options: HostOptions = {}): Promise<HostedApp> {
  const profile = mkdtempSync(join(tmpdir(), 'seatworth-host-'));
  const browser = startBrowser(profile, options);
  const joined: { wire: Wire } = { wire: wire(() => {}, {}) };
  const windows = new HostWindows(browser, () => joined.wire);
  const output: string[] = [];
  const main = options.main ?? join(root, 'out/main/index.js');
  const child = fork(join(import.meta.dirname, 'boot.ts'), [main, ...(options.args ?? [])], {
    cwd: root,
    execArgv: [
      '--import',
      join(import.meta.dirname, 'register.ts'),
      '--unhandled-rejections=warn-with-error-code', // as Electron's main process
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      ...options.env,
      SEATWORTH_HOST_LOCALE: options.locale ?? 'en-US',
      ...(options.forTests ? { SEATWORTH_HOST_TESTS: '1' } : {}),
    },
  });
  joined.wire = wire((message) => child.connected && child.send(message), windows.operations);
  child.on('message', joined.wire.receive);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      output.push(bytes.toString());
      if (!options.forTests) process.stderr.write(bytes);
    });
  }
  const exit = new Promise<number>((done) => child.once('exit', (code) => done(code ?? 1)));
  const quit = (): Promise<unknown> => joined.wire.call('quit').catch(() => null);
  void browser.then(
    (context) => {
      context.on('close', () => void quit());
      joined.wire.call('ready').catch(() => {}); // `ended` says why
    },
    () => child.kill(),
  );
  const ended = exit.then(async (code) => {
    joined.wire.end();
    await browser.then((context) => context.close()).catch(() => {}); // it may have gone first
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    return code;
  });
  const failed = exit.then(async (code) => {
    await browser; // its own reason comes first
    throw new Error(`The app ended with ${code} before it had a window.\n${output.join('')}`);
  });
  failed.catch(() => {}); // of interest only until there is a window
  return {
    page: await Promise.race([windows.first, failed]),
    main: (source, arg) => joined.wire.call('evaluate', source, arg),
    output: () => output.join(''),
    ended,
    close: async () => {
      await quit();
      return ended;
    },
  };
}

async function startBrowser(profile: string, options: HostOptions): Promise<BrowserContext> {
  const { executable, args, headlessOnly } = await findChromium();
  const headless = headlessOnly || (options.headless ?? true);
  return chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless,
    viewport: null,
    locale: options.locale ?? 'en-US',
    serviceWorkers: 'block',
    chromiumSandbox: process.getuid?.() !== 0, // as root Chromium refuses its own sandbox
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' }, // no wallet, no accessibility bus
    ignoreDefaultArgs: ['--enable-automation', ...(headless ? [] : ['about:blank'])],
    timeout: 60_000,
    // Ctrl+C ends the app in its own order (start.mjs), not the browser under it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...args,
      ...(headless ? [] : ['--app=data:text/html,']),
      '--window-size=1280,800',
      '--host-resolver-rules=MAP * ~NOTFOUND',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
