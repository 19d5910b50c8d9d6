import type { BrowserContext, CDPSession, Page, Route } from 'playwright-core';
import { isolatePreload, type Preload } from './isolated-world.ts';
import type { Operations, Wire } from './wire.ts';

type HostWindow = {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly hear: (channel: string, args: unknown[]) => Promise<void>;
};
/** What a test can ask for that Electron does on some systems only. */
export type WindowBehaviour = {
  /** Wayland: a window that is not shown may never be told `ready-to-show`. */
  readonly withholdReadyToShow?: boolean;
  /** macOS: the app lives on without a window, and so must the browser. */
  readonly outlivesWindows?: boolean;
};
type Served = { status: number; headers: Record<string, string>; body: Uint8Array };
type PdfOptions = { landscape?: boolean; printBackground?: boolean; preferCSSPageSize?: boolean };

/** A navigation that is answered so leaves the page where it is. */
const STAY = { status: 204 };
const A4_INCHES = { paperWidth: 8.27, paperHeight: 11.69 };

/**
 * The browser's half of the stand-in: what `BrowserWindow` and `webContents` ask for, done on
 * Chromium. Nothing is ever fetched from a network: a request is answered by the app's own
 * `protocol.handle`, or not at all.
 */
export class HostWindows {
  readonly #context: Promise<BrowserContext>;
  readonly #wire: () => Wire;
  readonly #behaviour: WindowBehaviour;
  readonly #windows = new Map<number, HostWindow>();
  readonly #schemes = new Set<string>();
  /** Windows that main itself is loading: `will-navigate` is for what the page does. */
  readonly #loading = new Set<number>();
  readonly first: Promise<Page>;
  #tellFirst: (page: Page) => void = () => {};
  #spare: Page | undefined;

  constructor(context: Promise<BrowserContext>, theWire: () => Wire, behaviour: WindowBehaviour) {
    this.#wire = theWire;
    this.#behaviour = behaviour;
    this.first = new Promise((resolve) => {
      this.#tellFirst = resolve;
    });
    this.#context = context.then(async (ready) => {
      this.#spare = ready.pages()[0];
      await ready.route('**/*', (route) => this.#answer(route));
      return ready;
    });
    this.#context.catch(() => {}); // launch.ts says why there is no browser
  }

  readonly operations: Operations = {
    schemes: (names: string[]) => {
      for (const name of names) this.#schemes.add(name);
    },
    create: (id: number, preload: Preload | null) => this.#create(id, preload),
    load: (id: number, url: string) => this.#load(id, url),
    send: (id: number, channel: string, args: unknown[]) => this.#send(id, channel, args),
    pdf: (id: number, options: PdfOptions) => this.#pdf(id, options),
    reload: (id: number) => this.#reload(id),
    front: (id: number) => this.#windows.get(id)?.page.bringToFront(),
    close: (id: number) => this.#close(id),
    edit: (id: number, command: string) => this.#edit(id, command),
  };

  async #create(id: number, preload: Preload | null): Promise<void> {
    const context = await this.#context;
    const page = this.#spare ?? (await context.newPage());
    this.#spare = undefined;
    const cdp = await context.newCDPSession(page);
    const hear = await isolatePreload(page, cdp, preload, (operation, args) =>
      this.#asked(id, page, operation, args),
    );
    this.#windows.set(id, { page, cdp, hear });
    page.on('load', () => this.#tell('event', id, 'did-finish-load'));
    page.on('close', () => {
      this.#windows.delete(id);
      this.#tell('event', id, 'closed');
    });
    page.on('crash', () => this.#tell('event', id, 'render-process-gone', { reason: 'crashed' }));
  }

  /** What a page's preload asks; only the page's top frame has one. */
  async #asked(id: number, page: Page, operation: string, args: unknown[]): Promise<unknown> {
    if (operation === 'invoke') {
      const from = { url: this.#toApp(page.mainFrame().url()), isTop: true };
      return this.#wire().call('invoke', id, from, ...args);
    }
    return this.#wire().call('event', id, operation, ...args);
  }

  async #close(id: number): Promise<void> {
    const page = this.#windows.get(id)?.page;
    if (page && this.#behaviour.outlivesWindows && this.#windows.size === 1) {
      this.#spare ??= await (await this.#context).newPage();
    }
    await page?.close();
  }

  /** Cut, copy, paste and their like, where the cursor is: the browser's own editing commands. */
  async #edit(id: number, command: string): Promise<void> {
    const key = { type: 'rawKeyDown' as const, commands: [command], key: 'Unidentified' };
    await this.#known(id).cdp.send('Input.dispatchKeyEvent', key);
  }

  async #load(id: number, url: string): Promise<void> {
    const { page } = this.#known(id);
    this.#loading.add(id);
    try {
      await page.goto(this.#toWeb(url), { waitUntil: 'commit' });
    } finally {
      this.#loading.delete(id);
    }
    this.#tellFirst(page);
    if (this.#behaviour.withholdReadyToShow) return;
    // Electron says ready-to-show at the page's first paint.
    void page
      .waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
      .then(() => this.#tell('event', id, 'ready-to-show'))
      .catch(() => {}); // the window was closed before it painted
  }

  async #reload(id: number): Promise<void> {
    const { page } = this.#known(id);
    this.#loading.add(id);
    try {
      await page.reload({ waitUntil: 'commit' });
    } finally {
      this.#loading.delete(id);
    }
  }

  async #send(id: number, channel: string, args: unknown[]): Promise<void> {
    await this.#windows.get(id)?.hear(channel, args);
  }

  async #pdf(id: number, options: PdfOptions): Promise<Uint8Array> {
    const { data } = await this.#known(id).cdp.send('Page.printToPDF', {
      ...A4_INCHES,
      landscape: options.landscape ?? false,
      printBackground: options.printBackground ?? false,
      preferCSSPageSize: options.preferCSSPageSize ?? false,
    });
    return Buffer.from(data, 'base64');
  }

  /** One request of a page: a navigation is put before the app first; only its own scheme is served. */
  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = this.#toApp(request.url());
    try {
      if (request.isNavigationRequest()) {
        const { page, isTop } = frameOf(route);
        const id = this.#idOf(page);
        if (id === undefined) return await this.#refuseWindow(route, page, url);
        const asked = isTop && !this.#loading.has(id);
        if (asked && !(await this.#wire().call('navigate', id, url))) {
          return await route.fulfill(STAY);
        }
      }
      if (url === request.url()) return await route.abort('blockedbyclient');
      const served = await this.#wire().call('request', request.method(), url);
      const { status, headers, body } = served as Served;
      await route.fulfill({ status, headers, body: Buffer.from(body) });
    } catch {
      await route.abort('failed').catch(() => {}); // the page has gone meanwhile
    }
  }

  /** `window.open` and target=_blank: the app is asked, and the browser's own window goes away. */
  async #refuseWindow(route: Route, page: Page | null, url: string): Promise<void> {
    const opener = this.#idOf((await page?.opener()) ?? null) ?? this.#windows.keys().next().value;
    await this.#wire().call('openWindow', opener, url);
    await route.fulfill(STAY);
    await page?.close().catch(() => {});
  }

  // Chromium cannot be given a scheme from outside: app://seatworth/x is https://seatworth.app.invalid/x.
  #toWeb(url: string): string {
    const parts = /^([a-z]+):\/\/([^/?#]+)(.*)$/.exec(url);
    const [, scheme = '', host = '', rest = ''] = parts ?? [];
    return this.#schemes.has(scheme) ? `https://${host}.${scheme}.invalid${rest || '/'}` : url;
  }

  #toApp(url: string): string {
    const parts = /^https:\/\/([^/?#]+)\.([a-z]+)\.invalid(.*)$/.exec(url);
    const [, host = '', scheme = '', rest = ''] = parts ?? [];
    return this.#schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
  }

  #known(id: number): HostWindow {
    const window = this.#windows.get(id);
    if (!window) throw new Error(`Window ${id} is closed.`);
    return window;
  }

  #idOf(page: Page | null): number | undefined {
    for (const [id, window] of this.#windows) if (window.page === page) return id;
    return undefined;
  }

  #tell(operation: string, ...args: unknown[]): void {
    this.#wire()
      .call(operation, ...args)
      .catch(() => {}); // main has ended: nobody is there to be told
  }
}

/** A new window's first request has no frame yet. */
function frameOf(route: Route): { page: Page | null; isTop: boolean } {
  try {
    const frame = route.request().frame();
    return { page: frame.page(), isTop: frame.parentFrame() === null };
  } catch {
    return { page: null, isTop: true };
  }
}
