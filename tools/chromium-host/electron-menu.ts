import { hostRecord } from './electron-desktop.ts';
import { honest, missing } from './honest.ts';

type Template = {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly enabled?: boolean;
  readonly submenu?: Template[];
  readonly click?: (item: object, window: object | undefined, event: object) => void;
};
type FocusedWindow = { readonly webContents: Readonly<Record<string, unknown>> };
type MenuItem = Omit<Template, 'submenu' | 'click'> & {
  readonly submenu?: HostMenu;
  readonly click: () => void;
};

/** Roles that act on the page, by the command of web contents that does it. */
const EDITING: Readonly<Record<string, string>> = {
  cut: 'cut',
  copy: 'copy',
  paste: 'paste',
  delete: 'delete',
  selectall: 'selectAll',
  undo: 'undo',
  redo: 'redo',
  reload: 'reload',
};

/** A menu that is held but not drawn: items can be found and clicked. */
export class HostMenu {
  static #application: HostMenu | null = null;
  static focused: () => FocusedWindow | null = () => null;
  readonly items: MenuItem[];

  constructor(template: Template[] = []) {
    this.items = template.map(({ submenu, click, ...item }) => {
      const made: MenuItem = {
        ...item,
        ...(submenu ? { submenu: honest('Menu', new HostMenu(submenu)) } : {}),
        click: () => chosen(made, click),
      };
      return made;
    });
  }
  static buildFromTemplate(template: Template[]): HostMenu {
    return honest('Menu', new HostMenu(template));
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
  popup(_options: object = {}): void {
    hostRecord.menus.push(this.items.map(({ label }) => label ?? ''));
  }
}

function chosen(item: MenuItem, click: Template['click']): void {
  if (item.enabled === false) return;
  const window = HostMenu.focused();
  if (click) click(item, window ?? undefined, {});
  else if (item.role !== undefined) actOnPage(item.role, window);
}

function actOnPage(role: string, window: FocusedWindow | null): void {
  const command = EDITING[role.toLowerCase()] ?? missing(`The menu role ${role}`);
  (window?.webContents[command] as (() => void) | undefined)?.();
}
