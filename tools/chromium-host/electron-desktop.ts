import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { honest, missing } from './honest.ts';

const forTests = process.env['SEATWORTH_HOST_TESTS'] === '1';

/** What tests can look at instead of a desktop: `main(({ shell }) => …)` sees the same objects. */
export const hostRecord = {
  opened: [] as string[],
  shown: [] as string[],
  errors: [] as string[],
  menus: [] as string[][],
};

export const shell = honest('shell', {
  openExternal: async (url: string): Promise<void> => {
    hostRecord.opened.push(url);
    if (forTests) return;
    // No desktop, no browser to open: said, not hidden.
    spawn('xdg-open', [url], { detached: true, stdio: 'ignore' })
      .on('error', () => console.error(`Open in a browser: ${url}`))
      .unref();
  },
  showItemInFolder: (file: string): void => {
    hostRecord.shown.push(file);
    if (!forTests) console.error(`The file is ${file}`);
  },
});

/** There are no file dialogs here; a test puts its own answer in their place. */
export const dialog = honest('dialog', {
  showOpenDialog: async (..._asked: unknown[]): Promise<unknown> => missing('A file dialog'),
  showSaveDialog: async (..._asked: unknown[]): Promise<unknown> => missing('A file dialog'),
  showMessageBox: async (..._asked: unknown[]): Promise<unknown> => missing('A message box'),
  showErrorBox: (title: string, content: string): void => {
    hostRecord.errors.push(content);
    if (!forTests) console.error(`${title}: ${content}`);
  },
});

/** Recorded, never shown. */
export class Notification extends EventEmitter {
  static readonly shown: { title: string; body: string }[] = [];
  readonly #text: { title: string; body: string };

  constructor(text: { title: string; body: string }) {
    super();
    this.#text = text;
  }
  static isSupported(): boolean {
    return forTests;
  }
  show(): void {
    Notification.shown.push(this.#text);
  }
}

export const nativeTheme = honest(
  'nativeTheme',
  Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false }),
);

/** One screen, as large as the window that the browser is started with. */
const onlyScreen = { id: 1, workArea: { x: 0, y: 0, width: 1280, height: 800 } };
export const screen = honest('screen', {
  getPrimaryDisplay: () => onlyScreen,
  getAllDisplays: () => [onlyScreen],
  getDisplayMatching: (_bounds: object) => onlyScreen,
});

/** A test emits what the system would. */
export const powerMonitor = honest('powerMonitor', new EventEmitter());

type Template = {
  readonly id?: string;
  readonly label?: string;
  readonly submenu?: Template[];
  readonly click?: () => void;
};
type MenuItem = Omit<Template, 'submenu'> & { readonly submenu?: HostMenu };

/** A menu that is held but not drawn: items can be found and clicked. */
export class HostMenu {
  static #application: HostMenu | null = null;
  readonly items: MenuItem[];

  constructor(template: Template[]) {
    this.items = template.map(({ submenu, ...item }) =>
      submenu ? { ...item, submenu: new HostMenu(submenu) } : item,
    );
  }
  static buildFromTemplate(template: Template[]): HostMenu {
    return new HostMenu(template);
  }
  /** Nothing draws a menu here: a test looks at what was put up. */
  popup(_options: object): void {
    hostRecord.menus.push(this.items.map(({ label }) => label ?? ''));
  }
  static setApplicationMenu(menu: HostMenu | null): void {
    HostMenu.#application = menu;
  }
  static getApplicationMenu(): HostMenu | null {
    return HostMenu.#application;
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
