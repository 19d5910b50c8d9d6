import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, protocol, session, shell } from 'electron';
import { syncRun } from '../contract/accounts.ts';
import type { Reply, Request } from '../contract/request.ts';
import { Failure } from '../core/failure.ts';
import { bindRequests, tellWindows } from './ipc.ts';
import { errorReply } from './shell/answer-request.ts';
import { APP_SCHEME } from './shell/app-origin.ts';
import { denyPermissions, isOurWindow, openAppWindow } from './shell/app-window.ts';
import { chooseBook, type Desktop, desktopRequests } from './shell/desktop-requests.ts';
import { menuTemplate } from './shell/menu-template.ts';
import { OpenBook } from './shell/open-book.ts';
import { pageResponse } from './shell/page-response.ts';
import { languageFor, shellWords } from './shell/shell-words.ts';
import { startOptions } from './shell/start-options.ts';
import { SyncClock } from './shell/sync-clock.ts';
import { WindowMemory } from './shell/window-memory.ts';
import { WorkerPool } from './worker/pool.ts';

/** The life of the app: one copy, one book, one window; the rest is in shell/. */

const startedMs = Number(process.env['SEATWORTH_STARTED_MS'] ?? Date.now());
const built = join(import.meta.dirname, '..');
const options = startOptions(process.argv, process.env);
const ownFolder = options.demo
  ? mkdtempSync(join(tmpdir(), 'seatworth-demo-'))
  : process.env['SEATWORTH_USER_DATA'];
if (ownFolder) app.setPath('userData', ownFolder);
protocol.registerSchemesAsPrivileged([
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

// Nothing here may be awaited: Electron becomes ready only after this module has been evaluated.
if (app.requestSingleInstanceLock()) void start().catch(cannotStart);
else app.quit();

function cannotStart(error: unknown): void {
  console.error(error);
  dialog.showErrorBox(app.getName(), error instanceof Error ? error.message : String(error));
  app.exit(1);
}

async function start(): Promise<void> {
  const memory = new WindowMemory(join(app.getPath('userData'), 'window.json'));
  const pool = new WorkerPool(
    new URL('./worker.js', import.meta.url),
    join(app.getAppPath(), 'resources'),
    ({ event, payload }) => {
      if (event === 'progress' || event === 'changed') tellWindows(event, payload);
    },
    // The system's settings are Chromium's to read; it knows them once the app is ready.
    (url) => app.whenReady().then(() => session.defaultSession.resolveProxy(url)),
  );
  const book = new OpenBook(pool, memory);
  const opened = firstBook(book, memory);
  const language: Desktop['language'] = {
    now: () => languageFor(memory.now.language, app.getLocale()),
    chosen: () => memory.now.language !== null,
    choose: (chosen) => {
      memory.remember({ language: chosen });
      setMenu(book, language);
    },
  };
  endTogether(pool);

  await app.whenReady();
  protocol.handle(APP_SCHEME, (request) => pageResponse(join(built, 'renderer'), request));
  denyPermissions();
  const desktop = desktopRequests({ book, language });
  bindRequests(isOurWindow, async (request, input, window): Promise<Reply> => {
    const own = desktop.get(request.name);
    if (own) return { ok: true, value: await own(input, window) };
    await book.file(); // a book on its way to be opened is waited for
    const reply = await pool.ask(request.mode, request.name, input);
    if (reply.ok && request.mode === 'write') changed(request);
    return reply;
  });
  setMenu(book, language);
  const open = () => openAppWindow(built, memory);
  const window = open();
  app.on('activate', () => BrowserWindow.getAllWindows().length === 0 && open());
  if (options.exitAfterLoad) window.once('ready-to-show', () => endAfterLoad());
  await opened.catch((error: unknown) => tellCannotOpen(error, language));
  const clock = new SyncClock({
    book: () => book.file(),
    ask: (name, input) => pool.ask('write', name, input),
    changed: () => changed(syncRun),
    nowMs: () => Date.now(),
  });
  clock.start();
  app.on('will-quit', () => clock.stop());
}

/** The book to begin with: the one asked for, the sample, or the last one if it is still there. */
async function firstBook(book: OpenBook, memory: WindowMemory): Promise<void> {
  if (options.demo) {
    const file = join(app.getPath('userData'), 'Sample company.seatworth');
    return book.make(file, 'book/createSample', {});
  }
  const file = options.book ?? memory.now.book;
  if (file !== null) await book.open(file);
}

function changed(request: Request): void {
  tellWindows('changed', { request: request.name });
}

function tellCannotOpen(error: unknown, language: Desktop['language']): void {
  const reply = errorReply(error, (unexpected) => console.error(unexpected));
  const message = reply.ok ? '' : reply.error.message;
  console.error(message);
  dialog.showErrorBox(shellWords[language.now()].cannotOpen, message);
}

function setMenu(book: OpenBook, language: Desktop['language']): void {
  const words = shellWords[language.now()];
  /** The window shows whatever book is open when it is loaded. */
  const change = (work: (window: BrowserWindow) => Promise<boolean>) => async () => {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
    if (!window) return;
    try {
      if (await work(window)) window.webContents.reload();
    } catch (error) {
      tellCannotOpen(error, language);
      window.webContents.reload();
    }
  };
  const actions = {
    newBook: change(async () => {
      await book.close();
      return true;
    }),
    openBook: change(async (window) => {
      const file = await chooseBook(window, words.books, words.allFiles);
      if (file !== null) await book.open(file);
      return file !== null;
    }),
    showBook: change(async () => {
      const file = await book.file();
      if (file === null) throw new Failure('no_book', 'No book is open yet.');
      shell.showItemInFolder(file);
      return false;
    }),
    openProject: () => void shell.openExternal('https://github.com/seatworth/seatworth'),
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, actions, process.platform)));
}

/** The last window ends the app (not on a Mac); the book is closed before the app goes. */
function endTogether(pool: WorkerPool): void {
  let stopped = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('second-instance', () => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void pool.stop().finally(() => {
      stopped = true;
      if (options.demo && ownFolder) rmSync(ownFolder, { recursive: true, force: true });
      app.quit();
    });
  });
}

function endAfterLoad(): void {
  console.log(`Seatworth: first paint after ${Date.now() - startedMs} ms.`);
  app.quit();
}
