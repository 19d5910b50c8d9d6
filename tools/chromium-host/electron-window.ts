import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { honest, missing } from './honest.ts';

type CallHost = (operation: string, ...args: unknown[]) => Promise<unknown>;
type WindowOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string };
};
type OpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' };

/** The app's windows by id; main's half of windows.ts. */
export type WindowRegistry = {
  readonly windows: Map<number, HostWindow>;
  readonly callHost: CallHost;
  /** For what nobody waits for: a window that has gone meanwhile is no error. */
  readonly tellHost: (operation: string, ...args: unknown[]) => void;
  readonly allClosed: () => void;
};

/** Electron's `webContents` as far as this app uses it. */
export class HostWebContents extends EventEmitter {
  readonly id: number;
  /** One object for good: main compares the asking frame with it. */
  readonly mainFrame = { url: 'about:blank' };
  readonly #callHost: CallHost;
  #openHandler: OpenHandler | undefined;

  constructor(id: number, callHost: CallHost) {
    super();
    this.id = id;
    this.#callHost = callHost;
  }

  send(channel: string, ...args: unknown[]): void {
    HostWindow.registry.tellHost('send', this.id, channel, args);
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }
  async printToPDF(options: object): Promise<Buffer> {
    return Buffer.from((await this.#callHost('pdf', this.id, options)) as Uint8Array);
  }
  reload(): void {
    HostWindow.registry.tellHost('reload', this.id);
  }
  getURL(): string {
    return this.mainFrame.url;
  }

  /** The page wants to go to `url`: may it? */
  mayNavigate(url: string): boolean {
    let allowed = true;
    this.emit('will-navigate', {
      url,
      preventDefault: () => {
        allowed = false;
      },
    });
    return allowed;
  }

  /** The page wants a window. Without a handler Electron would open one; here it is always refused. */
  askToOpen(url: string): void {
    const answer = this.#openHandler?.({ url });
    if (answer?.action !== 'deny') missing('A window that a page opens');
  }
}

/** Electron's `BrowserWindow` as far as this app uses it. */
export class HostWindow extends EventEmitter {
  static registry: WindowRegistry;
  static #lastId = 0;

  readonly id: number;
  readonly webContents: HostWebContents;
  readonly #created: Promise<unknown>;
  readonly #size: { width: number; height: number };
  #visible: boolean;
  #destroyed = false;

  constructor(options: WindowOptions & { readonly show?: boolean } = {}) {
    super();
    HostWindow.#lastId += 1;
    this.id = HostWindow.#lastId;
    this.#visible = options.show ?? true;
    this.#size = { width: options.width ?? 800, height: options.height ?? 600 };
    const wanted = options.webPreferences ?? {};
    if (
      wanted['nodeIntegration'] ||
      wanted['contextIsolation'] === false ||
      wanted['sandbox'] === false
    ) {
      missing('A window outside the sandbox');
    }
    const { callHost, windows } = HostWindow.registry;
    this.webContents = honest('webContents', new HostWebContents(this.id, callHost));
    const preload = wanted.preload === undefined ? '' : readFileSync(wanted.preload, 'utf8');
    this.#created = callHost('create', this.id, preload);
    this.#created.catch((error) => console.error(error));
    const front = honest('BrowserWindow', this);
    windows.set(this.id, front);
    // biome-ignore lint/correctness/noConstructorReturn: the app never holds the bare object
    return front;
  }

  static getAllWindows(): HostWindow[] {
    return [...HostWindow.registry.windows.values()];
  }
  static getFocusedWindow(): HostWindow | null {
    return HostWindow.getAllWindows().at(-1) ?? null;
  }
  static fromWebContents(contents: HostWebContents): HostWindow | null {
    return HostWindow.registry.windows.get(contents.id) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    await this.#created;
    this.webContents.mainFrame.url = url;
    await HostWindow.registry.callHost('load', this.id, url);
  }
  close(): void {
    let allowed = true;
    this.emit('close', {
      preventDefault: () => {
        allowed = false;
      },
    });
    if (allowed) HostWindow.registry.tellHost('close', this.id);
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isVisible(): boolean {
    return this.#visible;
  }
  isMinimized(): boolean {
    return false;
  }
  show(): void {
    this.#visible = true;
    this.focus();
  }
  focus(): void {
    HostWindow.registry.tellHost('front', this.id);
  }
  restore(): void {}
  maximize(): void {}
  isMaximized(): boolean {
    return false;
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, ...this.#size };
  }

  wasClosed(): void {
    const { windows, allClosed } = HostWindow.registry;
    if (!windows.delete(this.id)) return;
    this.#destroyed = true;
    this.emit('closed');
    if (windows.size === 0) allClosed();
  }
}
