import { fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';
import { HostWindows } from './windows.ts';
import { type Wire, wire } from './wire.ts';

export type HostOptions = {
  /** The folder with the app's package.json; without it this repository, whose `out` is built. */
  readonly app?: string;
  /** The app runs as out of a package: `app.isPackaged`, no folder among its arguments. */
  readonly packaged?: boolean;
  /** Where the app is started from; without it the app's own folder. */
  readonly cwd?: string;
  /** Arguments of the app, as after `electron .`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly headless?: boolean;
  readonly locale?: string;
  /** Behaves as on this system as far as Electron differs: `darwin` lives on without a window. */
  readonly platform?: NodeJS.Platform;
  /** A file that the system gives the app as it starts, by `open-file`. */
  readonly openFile?: string;
  /** As on Wayland: a window that is not shown is never told `ready-to-show`. */
  readonly withholdReadyToShow?: boolean;
  /** Lets `main` run code in the main process, and keeps the app's output in `output`. */
  readonly forTests?: boolean;
  /** The app reads and prints where this process does: for its command line. */
  readonly ownStreams?: boolean;
};

type StartedApp = {
  readonly main: (source: string, arg: unknown) => Promise<unknown>;
  /** macOS: a file is opened with the app; its picture in the dock is clicked. */
  readonly openFile: (file: string) => Promise<unknown>;
  readonly activate: () => Promise<unknown>;
  readonly output: () => string;
  /** The main process's exit code, once the browser has gone too. */
  readonly ended: Promise<number>;
  readonly close: () => Promise<number>;
};

export type HostedApp = StartedApp & {
  /** The first window, once it has begun to load. */
  readonly page: Page;
};

const root = resolve(import.meta.dirname, '../..');

/**
 * Runs the built app on this Node, with a Chromium window in Electron's place: two processes as in
 * Electron, joined by pipes; no port is opened.
 */
export async function launchHost(options: HostOptions = {}): Promise<HostedApp> {
  const { firstPage, ...started } = startHost(options);
  return { ...started, page: await firstPage };
}

/** Starts an app that may never open a window: a second copy hands over and ends. */
export function startHost(
  options: HostOptions,
): StartedApp & { readonly firstPage: Promise<Page> } {
  const told = Promise.withResolvers<string>();
  /** Electron's profile is the user's folder; so is this one's, from the time that main has said which. */
  const browser = told.promise.then((userData) =>
    startBrowser(join(userData, 'chromium-host'), options),
  );
  const joined: { wire: Wire } = { wire: wire(() => {}, {}) };
  const windows = new HostWindows(browser, () => joined.wire, {
    withholdReadyToShow: options.withholdReadyToShow ?? false,
    outlivesWindows: (options.platform ?? process.platform) === 'darwin',
  });
  const output: string[] = [];
  const child = forkMain(options);
  joined.wire = wire((message) => child.connected && child.send(message), {
    ...windows.operations,
    startBrowser: (userData: string) => told.resolve(userData),
  });
  child.on('message', joined.wire.receive);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes: Buffer) => {
      output.push(bytes.toString());
      if (!options.forTests) process.stderr.write(bytes);
    });
  }
  const exit = new Promise<number>((done) => child.once('close', (code) => done(code ?? 1)));
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
    told.reject(
      new Error(`The app ended with ${code} before it had a window.\n${output.join('')}`),
    );
    await browser.then((context) => context.close()).catch(() => {}); // it may have gone first
    return code;
  });
  const failed = exit.then(async (code): Promise<never> => {
    await browser; // its own reason comes first
    throw new Error(`The app ended with ${code} before it had a window.\n${output.join('')}`);
  });
  const firstPage = Promise.race([windows.first, failed]);
  firstPage.catch(() => {}); // whoever waits for a window is told
  return {
    firstPage,
    main: (source, arg) => joined.wire.call('evaluate', source, arg),
    openFile: (file) => joined.wire.call('openFile', file),
    activate: () => joined.wire.call('activate'),
    output: () => output.join(''),
    ended,
    close: async () => {
      await quit();
      return ended;
    },
  };
}

/** The main process: this Node, told by its environment which app it is to be. */
function forkMain(options: HostOptions) {
  const folder = options.app ?? root;
  return fork(join(import.meta.dirname, 'boot.ts'), [...(options.args ?? [])], {
    cwd: options.cwd ?? folder,
    execArgv: [
      '--import',
      join(import.meta.dirname, 'register.ts'),
      '--unhandled-rejections=warn-with-error-code', // as Electron's main process
    ],
    serialization: 'advanced',
    stdio: options.ownStreams
      ? ['inherit', 'inherit', 'inherit', 'ipc']
      : ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      // What Node strips of the stand-in's types it keeps: a third of a start's work in every thread. A packed
      // app has a place of its own for what is compiled.
      ...(options.packaged
        ? {}
        : { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/seatworth-stand-in') }),
      ...options.env,
      SEATWORTH_HOST_APP: folder,
      SEATWORTH_HOST_NODE: process.execPath,
      SEATWORTH_HOST_PACKAGED: options.packaged ? '1' : '0',
      SEATWORTH_HOST_PLATFORM: options.platform ?? process.platform,
      SEATWORTH_HOST_OPEN_FILE: options.openFile ?? '',
      SEATWORTH_HOST_LOCALE: options.locale ?? 'en-US',
      SEATWORTH_HOST_TESTS: options.forTests ? '1' : '0',
    },
  });
}

async function startBrowser(profile: string, options: HostOptions): Promise<BrowserContext> {
  const { executable, args, env, headlessOnly } = await findChromium(options.headless ?? true);
  const headless = headlessOnly || (options.headless ?? true);
  return chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless,
    viewport: null,
    locale: options.locale ?? 'en-US',
    serviceWorkers: 'block',
    chromiumSandbox: process.getuid?.() !== 0, // as root Chromium refuses its own sandbox
    // No wallet, no accessibility bus.
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'disabled:', ...env },
    ignoreDefaultArgs: ['--enable-automation', ...(headless ? [] : ['about:blank'])],
    timeout: 180_000,
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
