import { join } from 'node:path';
import { BrowserWindow, dialog, Menu, nativeTheme, screen, session, shell } from 'electron';
import { APP_START, isAppAddress } from './app-origin.ts';
import { contextMenuTemplate } from './context-menu.ts';
import { externalLink } from './external-link.ts';
import { whenToShow } from './first-show.ts';
import { ReloadLimit } from './reload-limit.ts';
import type { ShellWords } from './shell-words.ts';
import type { WindowMemory } from './window-memory.ts';
import { placeWindow, type Screen } from './window-place.ts';

export type WindowContext = {
  /** Where the built page and its preload are. */
  readonly built: string;
  readonly memory: WindowMemory;
  readonly words: () => ShellWords;
  readonly logFile: string;
};

const ourWebContents = new Set<number>();

/** Did this app make these web contents? */
export function isOurWindow(webContentsId: number): boolean {
  return ourWebContents.has(webContentsId);
}

/** Opens the app's window on its own page and on nothing else; `shown` is told once it can be seen. */
export function openAppWindow(around: WindowContext, shown: () => void): BrowserWindow {
  const { built, memory } = around;
  const { bounds, minWidth, minHeight, maximised } = placeWindow(memory.now.place, screens());
  const window = new BrowserWindow({
    ...bounds,
    minWidth,
    minHeight,
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
  whenToShow(window, () => {
    if (maximised) window.maximize();
    window.show();
    shown();
  });
  window.on('close', () => rememberPlace(window, memory));
  window.on('closed', () => ourWebContents.delete(id));
  surviveCrashes(window, around);
  window.webContents.on('context-menu', (_event, clicked) => {
    const template = contextMenuTemplate(around.words(), clicked);
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window });
  });
  void window.loadURL(APP_START).catch((error: unknown) => console.error(error));
  return window;
}

/** No page of the app may ask the system for anything: no camera, no place, no clipboard reading, no download. */
export function denyPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
}

function screens(): [Screen, ...Screen[]] {
  const first = screen.getPrimaryDisplay();
  return [first, ...screen.getAllDisplays().filter(({ id }) => id !== first.id)];
}

function rememberPlace(window: BrowserWindow, memory: WindowMemory): void {
  const bounds = window.getNormalBounds();
  memory.remember({
    place: {
      ...bounds,
      maximised: window.isMaximized(),
      screen: screen.getDisplayMatching(bounds).id,
    },
  });
}

/** A page that dies is loaded anew; one that goes on dying is told, with the place of the log. */
function surviveCrashes(window: BrowserWindow, { words, logFile }: WindowContext): void {
  const limit = new ReloadLimit();
  const { webContents } = window;
  webContents.on('preload-error', (_event, file, error) => console.error(`${file}:`, error));
  webContents.on('did-fail-load', (_event, code, description, url) => {
    console.error(`${url} was not loaded: ${description} (${code}).`);
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`The window's page ended (${reason}).`);
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    if (limit.take(performance.now())) return webContents.reload();
    dialog.showErrorBox(words().pageEnds, words().seeLog(logFile));
  });
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
