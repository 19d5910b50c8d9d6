import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { honest, missing } from './honest.ts';
import { hostedApp } from './hosted-app.ts';
import { KnownEvents } from './known-events.ts';

type CallHost = (operation: string, ...args: unknown[]) => Promise<unknown>;
type WindowOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string };
};
/** What a window may be made with here; any other wish would be silently unheard. */
const OPTIONS = ['x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'title', 'show', 'icon'];
const KNOWN_OPTIONS = new Set([...OPTIONS, 'backgroundColor', 'webPreferences', 'autoHideMenuBar']);
const KNOWN_PREFERENCES = new Set(
  ['preload', 'contextIsolation', 'sandbox', 'nodeIntegration', 'webviewTag', 'spellcheck'].concat(
    'navigateOnDragDrop',
    'webSecurity',
    'devTools',
  ),
);
const CONTENTS_EVENTS = [
  'will-navigate',
  'did-finish-load',
  'did-fail-load',
  'preload-error',
  'render-process-gone',
  'context-menu',
];
const WINDOW_EVENTS = [
  'ready-to-show',
  'close',
  'closed',
  'show',
  'focus',
  'blur',
  'resize',
  'move',
];
type OpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' };

/** The app's windows by id; main's half of windows.ts. */
export type WindowRegistry = {
  readonly windows: Map<number, HostWindow>;
  readonly callHost: CallHost;
  /** For what nobody waits for: a window that has gone meanwhile is no error. */
  readonly tellHost: (operation: string, ...args: unknown[]) => void;
  readonly allClosed: () => void;
  /** A window has the keyboard now, and had it not before. */
  readonly focused: (window: HostWindow) => void;
  /** A window would not be closed. */
  readonly stayed: () => void;
};

/** Electron's `webContents` as far as this app uses it. */
export class HostWebContents extends KnownEvents {
  readonly id: number;
  /** One object for good: main compares the asking frame with it. */
  readonly mainFrame = { url: 'about:blank' };
  readonly #callHost: CallHost;
  #openHandler: OpenHandler | undefined;

  constructor(id: number, callHost: CallHost) {
    super('webContents', CONTENTS_EVENTS);
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
  cut(): void {
    this.#edit('cut');
  }
  copy(): void {
    this.#edit('copy');
  }
  paste(): void {
    this.#edit('paste');
  }
  delete(): void {
    this.#edit('delete');
  }
  selectAll(): void {
    this.#edit('selectAll');
  }
  undo(): void {
    this.#edit('undo');
  }
  redo(): void {
    this.#edit('redo');
  }
  #edit(command: string): void {
    HostWindow.registry.tellHost('edit', this.id, command);
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
export class HostWindow extends KnownEvents {
  static registry: WindowRegistry;
  static #lastId = 0;

  readonly id: number;
  readonly webContents: HostWebContents;
  readonly #created: Promise<unknown>;
  readonly #size: { width: number; height: number };
  #visible: boolean;
  #maximised = false;
  #focused = false;
  #destroyed = false;

  constructor(options: WindowOptions & { readonly show?: boolean } = {}) {
    super('BrowserWindow', WINDOW_EVENTS);
    HostWindow.#lastId += 1;
    this.id = HostWindow.#lastId;
    this.#visible = options.show ?? true;
    this.#size = { width: options.width ?? 800, height: options.height ?? 600 };
    const wanted = options.webPreferences ?? {};
    for (const name of Object.keys(options)) {
      if (!KNOWN_OPTIONS.has(name)) missing(`A window's option ${name}`);
    }
    for (const name of Object.keys(wanted)) {
      if (!KNOWN_PREFERENCES.has(name)) missing(`A window's preference ${name}`);
    }
    if (
      wanted['nodeIntegration'] ||
      wanted['contextIsolation'] === false ||
      wanted['sandbox'] === false
    ) {
      missing('A window outside the sandbox');
    }
    const { callHost, windows } = HostWindow.registry;
    this.webContents = honest('webContents', new HostWebContents(this.id, callHost));
    this.#created = callHost('create', this.id, this.#preload(wanted.preload));
    this.#created.catch((error) => console.error(error));
    if (this.#visible) queueMicrotask(() => this.emit('show'));
    const front = honest('BrowserWindow', this);
    windows.set(this.id, front);
    // biome-ignore lint/correctness/noConstructorReturn: the app never holds the bare object
    return front;
  }

  /** A preload that cannot be read is no error of the window's: its page goes without, and main is told. */
  #preload(file: string | undefined): { text: string; platform: string } | null {
    if (file === undefined) return null;
    if (isAbsolute(file) && existsSync(file)) {
      return { text: readFileSync(file, 'utf8'), platform: hostedApp.platform };
    }
    const error = new Error(
      isAbsolute(file) ? `No such file: ${file}` : 'preload script must have absolute path',
    );
    setImmediate(() => this.webContents.emit('preload-error', {}, file, error));
    return null;
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
    else HostWindow.registry.stayed();
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
  restore(): void {}
  isMaximized(): boolean {
    return this.#maximised;
  }
  maximize(): void {
    this.#maximised = true;
  }
  unmaximize(): void {
    this.#maximised = false;
  }
  show(): void {
    if (!this.#visible) queueMicrotask(() => this.emit('show'));
    this.#visible = true;
    this.focus();
  }
  hide(): void {
    this.#visible = false;
    this.#focused = false;
  }
  focus(): void {
    HostWindow.registry.tellHost('front', this.id);
    if (!this.#focused && this.#visible) queueMicrotask(() => this.#hasFocus());
    this.#focused = this.#visible;
  }
  #hasFocus(): void {
    this.emit('focus');
    HostWindow.registry.focused(HostWindow.registry.windows.get(this.id) ?? this);
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
