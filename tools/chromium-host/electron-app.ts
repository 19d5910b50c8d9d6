import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const packageFile = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as {
  productName: string;
  version: string;
};

type OpenWindow = { close(): void };

/** Electron's `app` as far as this app uses it: names, folders, and the order of ending. */
export class HostApp extends EventEmitter {
  readonly name = packageFile.productName;
  readonly isPackaged = false;
  readonly #folders = new Map<string, string>();
  readonly #windows: () => OpenWindow[];
  #ready = false;
  #mainEvaluated = false;
  #browserStarted = false;
  #quitting = false;

  constructor(windows: () => OpenWindow[]) {
    super();
    this.#windows = windows;
    const home = homedir();
    const config = process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
    const folders = {
      home,
      temp: tmpdir(),
      appData: config,
      userData: join(config, this.name),
      documents: join(home, 'Documents'),
      downloads: join(home, 'Downloads'),
    };
    for (const [name, folder] of Object.entries(folders)) this.#folders.set(name, folder);
  }

  getName(): string {
    return this.name;
  }
  getVersion(): string {
    return packageFile.version;
  }
  getAppPath(): string {
    return process.cwd();
  }
  getLocale(): string {
    return process.env['SEATWORTH_HOST_LOCALE'] ?? 'en-US';
  }
  getPath(name: string): string {
    const folder =
      this.#folders.get(name) ??
      (name === 'logs' ? join(this.getPath('userData'), 'logs') : undefined);
    if (folder === undefined) throw new Error(`Failed to get '${name}' path`);
    if (name === 'userData') mkdirSync(folder, { recursive: true });
    return folder;
  }
  setPath(name: string, folder: string): void {
    this.#folders.set(name, folder);
  }
  /** Windows' and the systems' own: nothing here shows them. */
  setAppUserModelId(_id: string): void {}
  setAboutPanelOptions(_options: object): void {}
  /** Pages of the stand-in are never outside the sandbox (see HostWindow). */
  enableSandbox(): void {}
  /** Always the first copy: the lock is Electron's own and cannot be tried here. */
  requestSingleInstanceLock(): boolean {
    return true;
  }
  isReady(): boolean {
    return this.#ready;
  }
  whenReady(): Promise<void> {
    return this.#ready ? Promise.resolve() : new Promise((resolve) => this.once('ready', resolve));
  }
  /** The main module has run to its end; Electron is never ready before that. */
  mainEvaluated(): void {
    this.#mainEvaluated = true;
    this.#becomeReady();
  }
  browserStarted(): void {
    this.#browserStarted = true;
    this.#becomeReady();
  }
  #becomeReady(): void {
    if (this.#ready || !this.#mainEvaluated || !this.#browserStarted) return;
    this.#ready = true;
    this.emit('ready');
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
    const open = this.#windows();
    for (const window of open) window.close();
    if (open.length === 0) this.#leave();
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
