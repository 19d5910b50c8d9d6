import { type BrowserWindow, Menu, shell } from 'electron';
import { Failure } from '../../core/failure.ts';
import { askForUpdate } from './ask-for-update.ts';
import { chooseBook, type Desktop } from './desktop-requests.ts';
import { menuTemplate } from './menu-template.ts';
import { shellWords } from './shell-words.ts';
import type { WindowMemory } from './window-memory.ts';

const PROJECT_PAGE = 'https://github.com/seatworth/seatworth';

export type MenuContext = Pick<Desktop, 'book' | 'language'> & {
  /** The window that the person means; on a Mac there may be none, then one is opened. */
  readonly window: () => BrowserWindow;
  readonly cannotOpen: (error: unknown) => void;
  readonly logFile: string;
  readonly memory: WindowMemory;
};

/** Puts the application menu up, in the language of now. */
export function setAppMenu(around: MenuContext): void {
  const { book, language, logFile } = around;
  const words = shellWords[language.now()];
  /** The window shows whatever book is open when it is loaded. */
  const change = (work: (window: BrowserWindow) => Promise<boolean>) => async () => {
    const window = around.window();
    try {
      if (await work(window)) window.webContents.reload();
    } catch (error) {
      around.cannotOpen(error);
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
    showLog: () => shell.showItemInFolder(logFile),
    checkUpdates: () => void askForUpdate(around.window(), words, around.memory),
    openProject: () => void shell.openExternal(PROJECT_PAGE),
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(words, actions, process.platform)));
}
