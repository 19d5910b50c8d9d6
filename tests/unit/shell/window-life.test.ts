import { EventEmitter } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { contextMenuTemplate } from '../../../src/main/shell/context-menu.ts';
import { makeDemoFolder, removeDemoFolder } from '../../../src/main/shell/demo-folder.ts';
import { whenToShow } from '../../../src/main/shell/first-show.ts';
import { menuTemplate } from '../../../src/main/shell/menu-template.ts';
import { ReloadLimit } from '../../../src/main/shell/reload-limit.ts';
import { fileName, withEnding } from '../../../src/main/shell/save-name.ts';
import { shellWords } from '../../../src/main/shell/shell-words.ts';

describe('a window', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const fresh = () => {
    const window = Object.assign(new EventEmitter(), { webContents: new EventEmitter() });
    const show = vi.fn();
    whenToShow(window, show);
    return { window, show };
  };

  test('is shown once, at its first paint', () => {
    const { window, show } = fresh();
    window.emit('ready-to-show');
    window.webContents.emit('did-finish-load');
    vi.runAllTimers();
    expect(show).toHaveBeenCalledOnce();
  });

  test('that never paints is shown when its page is loaded', () => {
    const { window, show } = fresh();
    window.webContents.emit('did-finish-load');
    expect(show).toHaveBeenCalledOnce();
  });

  test('of which nothing is heard is shown after three seconds', () => {
    const { show } = fresh();
    vi.advanceTimersByTime(2_999);
    expect(show).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(show).toHaveBeenCalledOnce();
  });

  test('that was closed before is not shown any more', () => {
    const { window, show } = fresh();
    window.emit('closed');
    window.webContents.emit('did-finish-load');
    vi.runAllTimers();
    expect(show).not.toHaveBeenCalled();
  });
});

test('a page that goes on dying is loaded anew twice a minute, not for ever', () => {
  const limit = new ReloadLimit();
  expect([limit.take(0), limit.take(1_000), limit.take(2_000), limit.take(59_999)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([limit.take(60_000), limit.take(60_500), limit.take(61_000)]).toEqual([true, false, true]);
});

describe('the menu of the right mouse button', () => {
  const editFlags = { canCut: true, canCopy: true, canPaste: false, canSelectAll: true };
  const labels = (template: ReturnType<typeof contextMenuTemplate>) =>
    template.flatMap(({ label, enabled }) => (label ? [`${label}${enabled ? '' : ' –'}`] : []));

  test('edits where there is something to edit, in the chosen language', () => {
    const clicked = { isEditable: true, selectionText: 'x', editFlags };
    expect(labels(contextMenuTemplate(shellWords['zh-CN'], clicked))).toEqual([
      '剪切',
      '复制',
      '粘贴 –',
      '全选',
    ]);
  });

  test('copies what is selected, and is not there where nothing is', () => {
    const clicked = { isEditable: false, selectionText: 'June', editFlags };
    expect(labels(contextMenuTemplate(shellWords.en, clicked))).toEqual(['Copy']);
    expect(contextMenuTemplate(shellWords.en, { ...clicked, selectionText: ' \n' })).toEqual([]);
  });
});

describe('the application menu', () => {
  const never = () => {};
  const actions = {
    newBook: never,
    openBook: never,
    showBook: never,
    showLog: never,
    openProject: never,
    checkUpdates: never,
  };
  const flat = (template: Electron.MenuItemConstructorOptions[]): typeof template =>
    template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

  test.each(['darwin', 'win32', 'linux'] as const)(
    'says every label in the chosen language (%s)',
    (platform) => {
      const items = flat(menuTemplate(shellWords['zh-CN'], actions, platform));
      const unnamed = items.filter(
        ({ type, label, role }) => !type && !label && role !== 'appMenu',
      );
      expect(unnamed).toEqual([]);
      const english = items.filter(({ label }) => label && !/\p{Script=Han}/u.test(label));
      expect(english).toEqual([]);
    },
  );

  test('has on every system what its keys need: copy, paste, quit, the version and the log', () => {
    for (const platform of ['darwin', 'win32', 'linux'] as const) {
      const items = flat(menuTemplate(shellWords.en, actions, platform));
      for (const role of ['copy', 'paste', 'quit', 'about'])
        expect(items.filter((item) => item.role === role)).toHaveLength(1);
      expect(items.some(({ id }) => id === 'show-log')).toBe(true);
    }
    const mac = menuTemplate(shellWords.en, actions, 'darwin').map(({ role }) => role);
    expect(mac).toEqual(['appMenu', undefined, 'editMenu', undefined, 'windowMenu', 'help']);
  });
});

test.each([
  ['/a/June', 'pdf', '/a/June.pdf'],
  ['/a/June.PDF', 'pdf', '/a/June.PDF'],
  ['/a/June.2026', 'csv', '/a/June.2026.csv'],
  ['C:\\a\\六月.xlsx', 'xlsx', 'C:\\a\\六月.xlsx'],
])('%s saved as %s is %s', (chosen, ending, file) => {
  expect(withEnding(chosen, ending)).toBe(file);
});

test.each([
  ['Fern/Werk: "A|B"?', 'Fern Werk A B'],
  ['..', 'Seatworth'],
  ['Con', 'Con -'],
  ['nul.seatworth', 'nul.seatworth -'],
  ['  星辰  科技 ', '星辰 科技'],
])('%s is called %s in a folder', (name, called) => {
  expect(fileName(name)).toBe(called);
});

describe('the folder of a demonstration', () => {
  let temporary: string;
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'seatworth-sweep-'));
  });
  afterEach(() => rmSync(temporary, { recursive: true, force: true }));
  const left = (name: string, owner: string | null) => {
    const folder = join(temporary, name);
    mkdirSync(folder);
    if (owner !== null) writeFileSync(join(folder, 'owner.pid'), owner);
    return folder;
  };

  test('takes away what demonstrations before it have left, and nothing else', () => {
    const ended = left('seatworth-demo-ended', '2147483646');
    const nameless = left('seatworth-demo-nameless', null);
    utimesSync(nameless, 1_000_000, 1_000_000);
    const running = left('seatworth-demo-running', String(process.pid));
    const beginning = left('seatworth-demo-beginning', null);
    const foreign = left('other-demo-1', '2147483646');
    const own = makeDemoFolder(temporary, process.pid);
    expect([ended, nameless].filter(existsSync)).toEqual([]);
    expect([running, beginning, foreign, own].every(existsSync)).toBe(true);
  });

  test('goes with the demonstration, and one that cannot go stops nothing', () => {
    const own = makeDemoFolder(temporary, process.pid);
    removeDemoFolder(own);
    removeDemoFolder(own);
    expect(readdirSync(temporary)).toEqual([]);
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {});
    removeDemoFolder('\0');
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});
