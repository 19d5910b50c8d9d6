import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { holdFolder } from './held-files.ts';
import { missing } from './honest.ts';
import { hostedApp } from './hosted-app.ts';
import { KnownEvents } from './known-events.ts';
import { type SecondStart, takeLock } from './single-instance.ts';

const EVENTS = [
  'ready',
  'activate',
  'open-file',
  'second-instance',
  'browser-window-focus',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'child-process-gone',
];

type Around = {
  readonly windows: () => { close(): void; isVisible(): boolean }[];
  /** The user's folder is settled: the browser may start, and keeps its profile there. */
  readonly startBrowser: (userData: string) => void;
  /** A Node, where `process.execPath` is none. */
  readonly node: string;
};

/** Electron's `app` as far as this app uses it: names, folders, and the order of starting and ending. */
export class HostApp extends KnownEvents {
  readonly name = hostedApp.packageFile.productName ?? hostedApp.packageFile.name;
  readonly isPackaged = hostedApp.isPackaged;
  /** Only a Mac has one. */
  readonly dock = hostedApp.platform === 'darwin' ? { setMenu: () => {} } : undefined;
  readonly #folders = new Map<string, string>();
  readonly #around: Around;
  readonly #toldBeforeReady: SecondStart[] = [];
  #ready = false;
  #mainEvaluated = false;
  #readyMatters = false;
  #browserAsked = false;
  #browserStarted = false;
  #quitting = false;

  constructor(around: Around) {
    super('app', EVENTS);
    this.#around = around;
    const home = homedir();
    const config = process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
    const folders = {
      home,
      temp: tmpdir(),
      appData: config,
      userData: join(config, this.name),
      documents: join(home, 'Documents'),
      downloads: join(home, 'Downloads'),
      exe: process.execPath,
    };
    for (const [name, folder] of Object.entries(folders)) this.#folders.set(name, folder);
    holdFolder(() => this.#folders.get('userData') ?? '');
  }

  getName(): string {
    return this.name;
  }
  getVersion(): string {
    return hostedApp.packageFile.version;
  }
  getAppPath(): string {
    return hostedApp.folder;
  }
  getLocale(): string {
    return this.#ready ? hostedApp.locale : '';
  }
  getPreferredSystemLanguages(): string[] {
    return [hostedApp.locale];
  }
  getPath(name: string): string {
    const folder =
      this.#folders.get(name) ??
      (name === 'logs' ? join(this.getPath('userData'), 'logs') : undefined);
    if (folder === undefined) throw new Error(`Failed to get '${name}' path`);
    if (name === 'userData' || name === 'logs') mkdirSync(folder, { recursive: true });
    return folder;
  }
  setPath(name: string, folder: string): void {
    if (!isAbsolute(folder)) throw new Error('Path must be absolute');
    if (!this.#folders.has(name) && name !== 'logs')
      throw new Error(`Failed to set '${name}' path`);
    if (name === 'userData' && this.#browserAsked)
      missing('A user folder that changes after the start');
    this.#folders.set(name, folder);
  }
  setAppUserModelId(_id: string): void {} // of Windows alone
  enableSandbox(): void {
    if (this.#ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }
  setAboutPanelOptions(_options: object): void {}
  showAboutPanel(): void {
    missing('The About panel');
  }
  focus(): void {}

  requestSingleInstanceLock(data?: unknown): boolean {
    const start = { argv: [...process.argv], cwd: process.cwd(), data };
    const first = takeLock(this.getPath('userData'), this.#around.node, start, (later) =>
      this.#startedAgain(later),
    );
    if (first) this.#askForBrowser();
    return first;
  }
  #startedAgain(later: SecondStart): void {
    if (this.#ready) this.emit('second-instance', {}, later.argv, later.cwd, later.data);
    else this.#toldBeforeReady.push(later);
  }

  isReady(): boolean {
    return this.#ready;
  }
  whenReady(): Promise<void> {
    if (this.#ready) return Promise.resolve();
    this.#waitsForReady();
    return new Promise((resolve) => this.once('ready', resolve));
  }
  /** The main module has run to its end; Electron is never ready before that. */
  mainEvaluated(): void {
    this.#mainEvaluated = true;
    if (this.#readyMatters || this.listenerCount('ready') > 0) this.#askForBrowser();
    this.#becomeReady();
  }
  /** A command line that never asks would not notice a browser, and has none started for it. */
  #waitsForReady(): void {
    this.#readyMatters = true;
    if (this.#mainEvaluated) this.#askForBrowser();
  }
  browserStarted(): void {
    this.#browserStarted = true;
    this.#becomeReady();
  }
  #askForBrowser(): void {
    if (this.#browserAsked) return;
    this.#browserAsked = true;
    this.#around.startBrowser(this.getPath('userData'));
  }
  #becomeReady(): void {
    if (this.#ready || !this.#mainEvaluated || !this.#browserStarted) return;
    // macOS tells of the file that was double-clicked before the app is ready.
    if (hostedApp.openFile) this.openFile(hostedApp.openFile);
    this.#ready = true;
    this.emit('ready');
    for (const later of this.#toldBeforeReady) this.#startedAgain(later);
  }

  /** macOS: a file was opened with the app. */
  openFile(file: string): void {
    this.emit('open-file', { preventDefault: () => {} }, file);
  }
  /** macOS: the app's picture in the dock was clicked. */
  activate(): void {
    const hasVisible = this.#around.windows().some((window) => window.isVisible());
    this.emit('activate', {}, hasVisible);
  }

  /** Ends at once: no event can hold it up. */
  exit(code = 0): void {
    process.exit(code);
  }

  /** before-quit, the windows close, will-quit, quit: each may be held up, as in Electron. */
  quit(): void {
    if (this.#quitting) return;
    if (!this.#allowed('before-quit')) return;
    this.#quitting = true;
    const open = this.#around.windows();
    for (const window of open) window.close();
    if (open.length === 0) this.#leave();
  }

  /** A window did not let itself be closed: the app goes on. */
  staysOpen(): void {
    this.#quitting = false;
  }

  allWindowsClosed(): void {
    if (this.#quitting) this.#leave();
    else if (!this.emit('window-all-closed')) this.quit();
  }

  #leave(): void {
    if (!this.#allowed('will-quit')) {
      this.#quitting = false;
      return;
    }
    this.emit('quit', {}, 0);
    process.exit(0);
  }

  #allowed(event: 'before-quit' | 'will-quit'): boolean {
    let allowed = true;
    this.emit(event, {
      preventDefault: () => {
        allowed = false;
      },
    });
    return allowed;
  }
}
