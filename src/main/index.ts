import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, powerMonitor, protocol, session } from 'electron';
import { bookPath, windowLock } from '../contract/desktop.ts';
import { agentsList } from '../contract/imports.ts';
import { packetsTake } from '../contract/packets.ts';
import type { Reply, Request } from '../contract/request.ts';
import { syncRun } from '../contract/syncs.ts';
import { bindDrops, bindRequests, bindViolations, tellWindows } from './ipc.ts';
import { Log, logConsole } from './log.ts';
import { errorReply } from './shell/answer-request.ts';
import { setAppMenu } from './shell/app-menu.ts';
import { APP_SCHEME } from './shell/app-origin.ts';
import { denyPermissions, isOurWindow, openAppWindow } from './shell/app-window.ts';
import { offerUpdateAtStart } from './shell/ask-for-update.ts';
import { askForWindow } from './shell/ask-for-window.ts';
import { AskedBook } from './shell/asked-book.ts';
import { AskedInvitation } from './shell/asked-invitation.ts';
import { AskedPackets } from './shell/asked-packets.ts';
import { makeDemoFolder, removeDemoFolder } from './shell/demo-folder.ts';
import { type ColorScheme, type Desktop, desktopRequests } from './shell/desktop-requests.ts';
import { FolderWatch } from './shell/folder-watch.ts';
import { NamedPaths } from './shell/named-paths.ts';
import { OpenBook } from './shell/open-book.ts';
import { pageResponse } from './shell/page-response.ts';
import { runCommandLine } from './shell/run-command-line.ts';
import { languageFor, shellWords } from './shell/shell-words.ts';
import { bookOfSecond, isInvitation, isPacket, startOptions } from './shell/start-options.ts';
import { SyncClock } from './shell/sync-clock.ts';
import { WindowAccess } from './shell/window-access.ts';
import { WindowMemory } from './shell/window-memory.ts';
import { WorkerPool } from './worker/pool.ts';

/**
 * The life of the app: one copy, one book, one window; the rest is in shell/. Nothing here waits at the
 * top level: Electron becomes ready only after this module was evaluated, and would wait for itself.
 */

// What the app makes is for the person alone: the book, its log, what is kept beside it, exports.
process.umask(0o077);
const startedMs = Number(process.env['SEATWORTH_STARTED_MS'] ?? Date.now());
const built = join(import.meta.dirname, '..');
const options = startOptions({
  argv: process.argv,
  env: process.env,
  cwd: process.cwd(),
  isPackaged: app.isPackaged,
});
const asked = new AskedBook();
// A Mac tells of a double-clicked book before anything else.
app.on('open-file', (event, file) => {
  event.preventDefault();
  asked.ask(file);
});
// Windows shows notifications only of the name that the installer's shortcut carries.
app.setAppUserModelId('app.seatworth');
app.enableSandbox();
const ownFolder = options.demo ? makeDemoFolder(tmpdir(), process.pid) : options.userData;
if (ownFolder) app.setPath('userData', ownFolder);
const log = new Log(ownFolder ? join(ownFolder, 'logs') : app.getPath('logs'));
protocol.registerSchemesAsPrivileged([
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
]);

if (options.commandLine !== null) {
  void runCommandLine(built, options.commandLine);
} else if (app.requestSingleInstanceLock({ book: options.book })) {
  reportFatalErrors();
  start().catch(fatal);
} else app.quit();

async function start(): Promise<void> {
  log.write('note', `Seatworth ${app.getVersion()} on ${process.platform} ${process.arch}.`);
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
  const named = new NamedPaths();
  const invitation = new AskedInvitation((file) => named.name('read', file));
  const packets = new AskedPackets((file) => named.name('read', file));
  const opened = firstBook(book, memory, { invitation, packets });
  opened.catch(() => {}); // told below, when there is a window
  const language: Desktop['language'] = {
    now: () => languageFor(memory.now.language, app.getLocale()),
    chosen: () => memory.now.language !== null,
    choose: (chosen) => {
      memory.remember({ language: chosen });
      setAppMenu(menu);
    },
  };
  const chooseScheme = (colorScheme: ColorScheme) => {
    if (colorScheme !== memory.now.colorScheme) memory.remember({ colorScheme });
    nativeTheme.themeSource = colorScheme === 'auto' ? 'system' : colorScheme;
  };
  const words = () => shellWords[language.now()];
  const cannotOpen = (error: unknown) => tellFailure(words().cannotOpen, error);
  const open = (shown = () => {}) =>
    openAppWindow({ built, memory, words, logFile: log.file }, shown);
  const window = () =>
    BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? open();
  const menu = { book, language, memory, window, cannotOpen, logFile: log.file };
  endTogether(pool);

  await app.whenReady();
  app.setAboutPanelOptions({ applicationVersion: app.getVersion(), version: '' });
  protocol.handle(APP_SCHEME, (request) => pageResponse(join(built, 'renderer'), request));
  denyPermissions();
  chooseScheme(memory.now.colorScheme);
  const access = new WindowAccess(
    () => Date.now(),
    () => tellWindows('changed', { request: windowLock.name }),
  );
  const desktop = desktopRequests({
    book,
    language,
    chooseScheme,
    named,
    access,
    invitation,
    packets,
  });
  bindDrops(isOurWindow, (file) => named.name('read', file));
  bindViolations(isOurWindow, (line) => console.warn(line));
  bindRequests(isOurWindow, async (request, input, from): Promise<Reply> => {
    named.demand(request.name, input);
    const own = desktop.get(request.name);
    if (own) return { ok: true, value: await own(input, from) };
    const file = await book.file(); // a book on its way to be opened is waited for
    const reply = await askForWindow({ pool, access, book: file }, request, input);
    if (reply.ok && request.mode === 'write') changed(request);
    if (reply.ok && request.name === agentsList.name) nameAgents(named, reply.value);
    return reply;
  });
  setAppMenu(menu);
  open(() => options.exitAfterLoad && endAfterLoad());
  app.on('activate', () => BrowserWindow.getAllWindows().length === 0 && open());
  app.on('second-instance', (_event, argv, cwd, handed) => {
    const file = bookOfSecond(argv, cwd, handed);
    if (file !== null) asked.ask(file);
    bringToFront(window());
  });
  await opened.catch(cannotOpen);
  asked.serve((file) => {
    const waiting = isInvitation(file) ? invitation : isPacket(file) ? packets : null;
    if (waiting === null) return void openInstead(file, book, window(), cannotOpen);
    bringToFront(window());
    waiting.ask(file);
    changed(bookPath);
  });
  const clock = new SyncClock({
    book: () => book.file(),
    ask: (name, input) => pool.ask('write', name, input, 'app'),
    changed: () => changed(syncRun),
    nowMs: () => Date.now(),
  });
  clock.start();
  const folder = new FolderWatch({
    book: () => book.file(),
    ask: ({ place, name }, input) => pool.ask(place, name, input, 'app'),
    changed: () => changed(packetsTake as Request),
  });
  folder.start();
  app.on('browser-window-focus', () => void folder.look());
  void offerUpdateAtStart(window(), words(), memory);
  powerMonitor.on('resume', () => {
    access.look();
    clock.lookAfterSleep();
  });
  app.on('will-quit', () => {
    clock.stop();
    folder.stop();
    access.stop();
  });
}

/** The book to begin with: the one asked for, the sample, or the last one if it is still there. */
async function firstBook(
  book: OpenBook,
  memory: WindowMemory,
  { invitation, packets }: { invitation: AskedInvitation; packets: AskedPackets },
): Promise<void> {
  if (options.demo) {
    const file = join(app.getPath('userData'), 'Sample company.seatworth');
    return book.make(file, 'book/createSample', {});
  }
  // Only there does a double-clicked book come as an event, which is there by then: no other company's
  // book may be seen first.
  if (process.platform === 'darwin') await app.whenReady();
  const wanted = asked.take() ?? options.book;
  const isInvited = wanted !== null && isInvitation(wanted);
  const isSent = wanted !== null && isPacket(wanted);
  if (isInvited) invitation.ask(wanted);
  if (isSent) packets.ask(wanted);
  const file = isInvited || isSent ? memory.now.book : (wanted ?? memory.now.book);
  if (file !== null) await book.open(file);
}

/** A book that was asked for while the app runs takes the place of the open one. */
async function openInstead(
  file: string,
  book: OpenBook,
  window: BrowserWindow,
  cannotOpen: (error: unknown) => void,
): Promise<void> {
  bringToFront(window);
  if ((await book.file()) === file) return;
  await book.open(file).catch(cannotOpen);
  if (!window.isDestroyed()) window.webContents.reload();
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Where agents keep their logs the app found itself: that is as good as chosen. */
function nameAgents(named: NamedPaths, found: unknown): void {
  for (const { place } of agentsList.output.parse(found).agents) named.name('read', place);
}

function changed(request: Request): void {
  tellWindows('changed', { request: request.name });
}

function tellFailure(title: string, error: unknown): void {
  const reply = errorReply(error, (unexpected) => console.error(unexpected));
  const message = reply.ok ? '' : reply.error.message;
  console.error(message);
  dialog.showErrorBox(title, message);
}

/** Nobody reads what a packaged app prints: what nobody expected goes to the log, and the first is told. */
function reportFatalErrors(): void {
  logConsole(log);
  let isShown = false;
  process.on('uncaughtException', (error) => {
    console.error('Uncaught exception:', error);
    if (!isShown) dialog.showErrorBox(systemWords().wentWrong, systemWords().seeLog(log.file));
    isShown = true;
  });
  process.on('unhandledRejection', (reason) => console.error('Unhandled rejection:', reason));
  app.on('child-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') console.error('A helper process ended:', details);
  });
}

/** The app cannot go on without what failed here: said on screen, since nobody sees the output. */
function fatal(error: unknown): void {
  console.error('The app did not start:', error);
  dialog.showErrorBox(systemWords().cannotStart, systemWords().seeLog(log.file));
  app.exit(1);
}

function systemWords() {
  return shellWords[languageFor(null, app.getLocale())];
}

/** The last window ends the app (not on a Mac); the book is closed before the app goes. */
function endTogether(pool: WorkerPool): void {
  let stopped = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void pool.stop().finally(() => {
      stopped = true;
      if (options.demo && ownFolder) removeDemoFolder(ownFolder);
      app.quit();
    });
  });
}

function endAfterLoad(): void {
  console.log(`Seatworth: first paint after ${Date.now() - startedMs} ms.`);
  app.quit();
}
