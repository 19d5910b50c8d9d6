import type { MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './shell-words.ts';

export type MenuActions = {
  readonly newBook: () => void;
  readonly openBook: () => void;
  readonly showBook: () => void;
  readonly showLog: () => void;
  readonly openProject: () => void;
  readonly checkUpdates: () => void;
};

type Items = MenuItemConstructorOptions[];

/**
 * The application menu, every label in the chosen language: Electron's own are English. Shortcuts that
 * matter inside a screen live in the window, not here; on a Mac copy and paste need the Edit menu.
 */
export function menuTemplate(
  words: ShellWords,
  actions: MenuActions,
  platform: NodeJS.Platform,
): Items {
  const mac = platform === 'darwin';
  return [
    ...(mac ? [macMenu(words)] : []),
    {
      label: words.file,
      submenu: [
        { id: 'new-book', label: words.newBook, click: actions.newBook },
        {
          id: 'open-book',
          label: words.openBook,
          accelerator: 'CmdOrCtrl+O',
          click: actions.openBook,
        },
        { id: 'show-book', label: words.showBook, click: actions.showBook },
        { type: 'separator' },
        mac
          ? { role: 'close', label: words.closeWindow }
          : { role: 'quit', label: words.quit, accelerator: 'Ctrl+Q' },
      ],
    },
    {
      role: 'editMenu',
      label: words.edit,
      submenu: [
        { role: 'undo', label: words.undo },
        { role: 'redo', label: words.redo },
        { type: 'separator' },
        { role: 'cut', label: words.cut },
        { role: 'copy', label: words.copy },
        { role: 'paste', label: words.paste },
        { role: 'selectAll', label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'resetZoom', label: words.resetZoom },
        { role: 'zoomIn', label: words.zoomIn },
        { role: 'zoomOut', label: words.zoomOut },
        { type: 'separator' },
        { role: 'togglefullscreen', label: words.fullScreen },
      ],
    },
    {
      role: 'windowMenu',
      label: words.window,
      submenu: [
        { role: 'minimize', label: words.minimise },
        { role: 'zoom', label: words.zoom },
        ...(mac ? [{ role: 'front', label: words.allToFront } as const] : []),
      ],
    },
    {
      role: 'help',
      label: words.help,
      submenu: [
        { id: 'project', label: words.project, click: actions.openProject },
        { id: 'check-updates', label: words.checkUpdates, click: actions.checkUpdates },
        { id: 'show-log', label: words.showLog, click: actions.showLog },
        ...(mac
          ? []
          : ([{ type: 'separator' }, { role: 'about', label: words.about }] satisfies Items)),
      ],
    },
  ];
}

/** A Mac's menu of the app itself, which carries its name. */
function macMenu(words: ShellWords): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: words.about },
      { type: 'separator' },
      { role: 'services', label: words.services },
      { type: 'separator' },
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      { type: 'separator' },
      { role: 'quit', label: words.quit },
    ],
  };
}
