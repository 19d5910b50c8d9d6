import { existsSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';
import { app, type BrowserWindow, dialog, Notification, shell } from 'electron';
import * as desktop from '../../contract/desktop.ts';
import type { Request } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { diskFailure } from '../disk-failure.ts';
import { writeWholeFile } from '../whole-file.ts';
import { externalLink } from './external-link.ts';
import type { NamedPaths } from './named-paths.ts';
import type { OpenBook } from './open-book.ts';
import { askWhere } from './save-place.ts';
import { type Language, type ShellWords, shellWords } from './shell-words.ts';
import type { WindowAccess } from './window-access.ts';

export type Desktop = {
  readonly book: OpenBook;
  readonly language: {
    now(): Language;
    chosen(): boolean;
    /** Null goes back to the system's. */
    choose(language: Language | null): void;
  };
  /** Remembers the window's colours, and has the system's own parts follow them. */
  readonly chooseScheme: (scheme: ColorScheme) => void;
  /** Told of every path that the person names in a dialog. */
  readonly named: NamedPaths;
  readonly access: WindowAccess;
  /** An invitation that was opened by a double click, until the person has joined or put it aside. */
  readonly invitation: { now(): string | null; forget(): void };
  /** Packets that were opened by a double click, until the window has them. */
  readonly packets: { now(): readonly string[]; forget(): void };
};

export type ColorScheme = 'auto' | 'light' | 'dark';

type DesktopHandler = (input: unknown, window: BrowserWindow) => Promise<unknown>;

/** The requests that main itself answers, by name; the input has been checked before, the answer is here. */
export function desktopRequests({
  book,
  language,
  chooseScheme,
  named,
  access,
  invitation,
  packets,
}: Desktop): ReadonlyMap<string, DesktopHandler> {
  const handlers = new Map<string, DesktopHandler>();
  const on = <I, O>(
    request: Request<I, O>,
    answer: (input: I, window: BrowserWindow) => Promise<O>,
  ): void => {
    handlers.set(request.name, async (input, window) =>
      request.output.parse(await answer(input as I, window)),
    );
  };
  const words = () => shellWords[language.now()];

  on(desktop.chooseFiles, async ({ title, endings = [], several = true }, window) => {
    const chosen = await dialog.showOpenDialog(window, {
      ...(title === undefined ? {} : { title }),
      properties: several ? ['openFile', 'multiSelections'] : ['openFile'],
      filters: endings.length > 0 ? [{ name: endings.join(', '), extensions: endings }] : [],
    });
    const files = chosen.canceled ? [] : chosen.filePaths;
    for (const file of files) named.name('read', file);
    return { files };
  });

  on(desktop.chooseFolder, async ({ title }, window) => {
    const chosen = await dialog.showOpenDialog(window, {
      ...(title === undefined ? {} : { title }),
      properties: ['openDirectory', 'createDirectory'],
    });
    const folder = chosen.canceled ? null : (chosen.filePaths[0] ?? null);
    if (folder !== null) for (const use of ['read', 'write'] as const) named.name(use, folder);
    return { folder };
  });

  on(desktop.saveFile, async ({ title, name, ending }, window) => {
    const file = await askWhere(window, { title, name, kind: ending, ending }, words());
    if (file !== null) named.name('write', file);
    return { file };
  });

  on(desktop.openExternal, async ({ url }) => {
    const link = externalLink(url);
    if (link === null) {
      throw new Failure('link_refused', `${url} is not an address that this app opens.`, { url });
    }
    await shell.openExternal(link);
    return {};
  });

  on(desktop.showFile, async ({ file }) => {
    if (!isAbsolute(file) || !existsSync(file)) {
      throw new Failure('file_missing', `${file} is not there any more.`, { file });
    }
    shell.showItemInFolder(file);
    return {};
  });

  on(desktop.printReport, async ({ file, landscape = false }, window) => {
    const pdf = await window.webContents.printToPDF({
      landscape,
      pageSize: 'A4',
      printBackground: true,
      preferCSSPageSize: true,
    });
    try {
      writeWholeFile(file, pdf);
    } catch (error) {
      throw (
        diskFailure(file, error) ??
        new Failure(
          'file_not_writable',
          `${file} cannot be written. Close it where it is open, or choose another place.`,
          { file },
        )
      );
    }
    return { file, bytes: pdf.byteLength };
  });

  on(desktop.notify, async ({ title, body }, window) => {
    if (!Notification.isSupported()) return { shown: false };
    const notification = new Notification({ title, body });
    notification.on('click', () => {
      window.show();
      window.focus();
    });
    notification.on('failed', (_event, error) => console.error('No notification:', error));
    notification.show();
    return { shown: true };
  });

  on(desktop.bookPath, async () => ({
    file: await book.file(),
    invitation: invitation.now(),
    packets: [...packets.now()],
  }));

  on(desktop.forgetPackets, async () => {
    packets.forget();
    return {};
  });

  on(desktop.forgetInvitation, async () => {
    invitation.forget();
    return {};
  });

  on(desktop.showInvitation, async ({ file }) =>
    desktop.showInvitation.output.parse(await book.invitation(file)),
  );

  on(desktop.joinBook, async ({ from, ...joined }, window) => {
    const { company } = desktop.showInvitation.output.parse(await book.invitation(from.file));
    const chosen = await placeBook(window, company, words());
    if (chosen === null) return { file: null };
    await book.make(chosen, 'book/join', { ...joined, invitation: from.file });
    invitation.forget();
    return { file: chosen };
  });

  on(desktop.switchBook, async ({ file }, window) => {
    const chosen = file ?? (await chooseBook(window, words().books, words().allFiles));
    if (chosen !== null) await book.open(chosen);
    return { file: await book.file() };
  });

  on(desktop.newBook, async ({ file, ...company }, window) => {
    const chosen = file ?? (await placeBook(window, company.company, words()));
    if (chosen === null) return { file: null };
    await book.make(chosen, 'book/create', company);
    return { file: chosen };
  });

  on(desktop.sampleBook, async () => {
    const file = freeName(app.getPath('userData'), 'Sample company');
    await book.make(file, 'book/createSample', {});
    return { file };
  });

  on(desktop.restoreBook, async ({ backup, passphrase }, window) => {
    const name = basename(backup).replace(/\.[^.]*$/, '');
    const chosen = await placeBook(window, name, words());
    if (chosen === null) return { file: null };
    await book.make(chosen, 'book/restore', { backup, passphrase: passphrase ?? null });
    return { file: chosen };
  });

  on(desktop.windowLock, async () => {
    access.lock();
    return {};
  });

  on(desktop.windowPresent, async () => {
    access.present();
    return {};
  });

  on(desktop.windowScheme, async ({ scheme }) => {
    chooseScheme(scheme);
    return {};
  });

  on(desktop.windowLanguage, async ({ set }) => {
    if (set !== undefined) language.choose(set);
    return { language: language.now(), chosen: language.chosen() };
  });

  return handlers;
}

/** Lets the person choose a book to open; null if they thought better of it. */
export async function chooseBook(
  window: BrowserWindow,
  books: string,
  allFiles: string,
): Promise<string | null> {
  const chosen = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [
      { name: books, extensions: ['seatworth'] },
      { name: allFiles, extensions: ['*'] },
    ],
  });
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
}

function placeBook(
  window: BrowserWindow,
  company: string,
  words: ShellWords,
): Promise<string | null> {
  const wanted = { name: company, kind: words.books, ending: 'seatworth' };
  return askWhere(window, wanted, words);
}

function freeName(folder: string, name: string): string {
  let file = join(folder, `${name}.seatworth`);
  for (let n = 2; existsSync(file); n += 1) file = join(folder, `${name} ${n}.seatworth`);
  return file;
}
