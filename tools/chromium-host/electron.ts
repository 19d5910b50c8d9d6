/**
 * Stands in for the module `electron` in the main process where Electron's runtime cannot be had.
 * Only what this app uses is here, and what is not here throws. Every operation on a window is one
 * call to the parent process (launch.ts), which owns the browser.
 */
import { HostApp } from './electron-app.ts';
import * as desktop from './electron-desktop.ts';
import { HostMenu } from './electron-menu.ts';
import { HostWindow } from './electron-window.ts';
import { honest, missing } from './honest.ts';
import { hostedApp } from './hosted-app.ts';
import { KnownEvents } from './known-events.ts';
import { type Operations, wire } from './wire.ts';

if (!process.send)
  throw new Error('tools/chromium-host/electron.ts is started by launch.ts alone.');
const windows = new Map<number, HostWindow>();
const hostApp = new HostApp({
  windows: () => [...windows.values()],
  startBrowser: (userData) => tell('startBrowser', userData),
  node: process.env['SEATWORTH_HOST_NODE'] ?? '',
});

type InvokeHandler = (event: object, ...args: unknown[]) => unknown;
type ProtocolHandler = (request: Request) => Response | Promise<Response>;
const invokeHandlers = new Map<string, InvokeHandler>();
const protocolHandlers = new Map<string, ProtocolHandler>();

const operations: Operations = {
  ready: () => hostApp.browserStarted(),
  quit: () => hostApp.quit(),
  openFile: (file: string) => hostApp.openFile(file),
  activate: () => hostApp.activate(),
  invoke: (id: number, from: { url: string; isTop: boolean }, channel: string, args: unknown[]) => {
    const handler = invokeHandlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const sender = windowOf(id).webContents;
    if (from.isTop) sender.mainFrame.url = from.url;
    const senderFrame = from.isTop ? sender.mainFrame : { url: from.url };
    return handler({ sender, senderFrame }, ...args);
  },
  request: async (method: string, url: string) => {
    const handler = protocolHandlers.get(new URL(url).protocol.slice(0, -1));
    if (!handler) return { status: 404, headers: {}, body: new Uint8Array() };
    const answer = await handler(new Request(url, { method }));
    const headers = Object.fromEntries(answer.headers);
    return { status: answer.status, headers, body: new Uint8Array(await answer.arrayBuffer()) };
  },
  navigate: (id: number, url: string) => windowOf(id).webContents.mayNavigate(url),
  openWindow: (id: number, url: string) => windowOf(id).webContents.askToOpen(url),
  event: (id: number, name: string, detail: unknown) => {
    const window = windows.get(id);
    if (name === 'closed') window?.wasClosed();
    else if (name === 'ready-to-show') window?.emit(name);
    else if (name === 'preload-error') reportPreload(window, String(detail));
    else window?.webContents.emit(name, {}, detail);
  },
  evaluate: (source: string, arg: unknown) => {
    if (!hostedApp.forTests) missing('Running code in the main process');
    // biome-ignore lint/security/noGlobalEval: what Playwright's `evaluate` does in Electron
    return globalThis.eval(`(${source})`)(everything, arg);
  },
};

const { call, receive } = wire(
  (message) => process.connected && process.send?.(message),
  operations,
);
process.on('message', receive);
process.on('disconnect', () => process.exit(1));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => hostApp.quit());
const tell = (operation: string, ...args: unknown[]): void => {
  call(operation, ...args).catch(() => {});
};
HostWindow.registry = {
  windows,
  callHost: call,
  tellHost: tell,
  allClosed: () => hostApp.allWindowsClosed(),
  focused: (window) => hostApp.emit('browser-window-focus', {}, window),
  stayed: () => hostApp.staysOpen(),
};
HostMenu.focused = () => HostWindow.getFocusedWindow() as never;

/** Electron prints what a preload threw, whether the app listens or not. */
function reportPreload(window: HostWindow | undefined, stack: string): void {
  console.error('Unable to load preload script:', stack);
  window?.webContents.emit('preload-error', {}, 'preload', new Error(stack));
}

/** boot.ts says when the app's main module has been evaluated. */
export const mainEvaluated = (): void => hostApp.mainEvaluated();

function windowOf(id: number): HostWindow {
  return windows.get(id) ?? missing(`Window ${id}`);
}

export const app = honest('app', hostApp);
export const BrowserWindow = honest('BrowserWindow', HostWindow);
export const Menu = honest('Menu', HostMenu);
export const { dialog, nativeTheme, Notification, powerMonitor, screen, shell } = desktop;

export const ipcMain = honest('ipcMain', {
  handle: (channel: string, handler: InvokeHandler): void => {
    if (invokeHandlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    invokeHandlers.set(channel, handler);
  },
});

export const protocol = honest('protocol', {
  registerSchemesAsPrivileged: (schemes: { scheme: string }[]): void => {
    if (hostApp.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    tell(
      'schemes',
      schemes.map(({ scheme }) => scheme),
    );
  },
  handle: (scheme: string, handler: ProtocolHandler): void => {
    protocolHandlers.set(scheme, handler);
  },
});

/** Chromium itself denies what a page may not have: no prompt is ever answered here. */
const permissionHandlers: { request?: unknown; check?: unknown } = {};
export const session = honest('session', {
  defaultSession: honest(
    'session.defaultSession',
    Object.assign(new KnownEvents('session', ['will-download']), {
      // The system's settings are Electron's own to read; this stand-in knows none of them.
      resolveProxy: async (_url: string): Promise<string> =>
        process.env['SEATWORTH_HOST_PROXY'] ?? 'DIRECT',
      setPermissionRequestHandler: (handler: unknown): void => {
        permissionHandlers.request = handler;
      },
      setPermissionCheckHandler: (handler: unknown): void => {
        permissionHandlers.check = handler;
      },
    }),
  ),
});

/** What a test's `main(fn)` is given, as by Electron; `hostRecord` is the stand-in's own. */
const everything = honest('electron', {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  hostRecord: desktop.hostRecord,
});
