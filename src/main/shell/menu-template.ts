import type { MenuItemConstructorOptions } from 'electron';
import type { ShellWords } from './shell-words.ts';

export type MenuActions = {
  readonly newBook: () => void;
  readonly openBook: () => void;
  readonly showBook: () => void;
  readonly openProject: () => void;
};

/** The application menu. Shortcuts that matter inside a screen live in the window, not here. */
export function menuTemplate(
  words: ShellWords,
  actions: MenuActions,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
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
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: words.edit,
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: words.window, submenu: [{ role: 'minimize' }, { role: 'zoom' }] },
    {
      label: words.help,
      submenu: [{ id: 'project', label: words.project, click: actions.openProject }],
    },
  ];
}
