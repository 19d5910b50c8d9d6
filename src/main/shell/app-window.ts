import { join } from 'node:path';
import { BrowserWindow, nativeTheme, session, shell } from 'electron';
import { APP_START, isAppAddress } from './app-origin.ts';
import { externalLink } from './external-link.ts';
import type { WindowMemory } from './window-memory.ts';

const FIRST_SIZE = { width: 1280, height: 800 };
const LEAST_SIZE = { minWidth: 1024, minHeight: 640 };

const ourWebContents = new Set<number>();

/** Did this app make these web contents? */
export function isOurWindow(webContentsId: number): boolean {
  return ourWebContents.has(webContentsId);
}

/** Opens the app's window on its own page and on nothing else. */
export function openAppWindow(built: string, memory: WindowMemory): BrowserWindow {
  const window = new BrowserWindow({
    ...(memory.now.size ?? FIRST_SIZE),
    ...LEAST_SIZE,
    title: 'Seatworth',
    show: false,
    // What shows until the page paints: no white flash in a dark room.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: {
      preload: join(built, 'preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false, // its dictionaries come from the network
    },
  });
  const { id } = window.webContents;
  ourWebContents.add(id);
  stayHome(window);
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const { width, height } = window.getBounds();
    memory.remember({ size: { width, height } });
  });
  window.on('closed', () => ourWebContents.delete(id));
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`The window's page ended (${reason}); it is loaded anew.`);
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  void window.loadURL(APP_START);
  return window;
}

/** No page of the app may ask the system for anything: no camera, no place, no clipboard reading. */
export function denyPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  defaultSession.setPermissionCheckHandler(() => false);
}

/** The page goes nowhere; links of the allow-list open in the person's browser. */
function stayHome(window: BrowserWindow): void {
  window.webContents.setWindowOpenHandler(({ url }) => {
    const link = externalLink(url);
    if (link !== null) void shell.openExternal(link);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event) => {
    if (!isAppAddress(event.url)) event.preventDefault();
  });
}
