import { spawn } from 'node:child_process';
import { honest, missing } from './honest.ts';
import { hostedApp } from './hosted-app.ts';
import { KnownEvents } from './known-events.ts';

const { forTests } = hostedApp;

/** What tests can look at instead of a desktop: `main(({ shell }) => …)` sees the same objects. */
export const hostRecord = {
  opened: [] as string[],
  shown: [] as string[],
  errors: [] as string[],
  /** The labels of each menu that was shown at the cursor. */
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
class HostNotification extends KnownEvents {
  static readonly shown: { title: string; body: string }[] = [];
  readonly #text: { title: string; body: string };

  constructor(text: { title: string; body: string }) {
    super('Notification', ['show', 'click', 'close', 'failed']);
    this.#text = text;
  }
  static isSupported(): boolean {
    return forTests;
  }
  show(): void {
    HostNotification.shown.push(this.#text);
  }
}

export const Notification = honest('Notification', HostNotification);

export const nativeTheme = honest(
  'nativeTheme',
  Object.assign(new KnownEvents('nativeTheme', ['updated']), {
    themeSource: 'system',
    shouldUseDarkColors: false,
  }),
);

type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
const whole: Area = { x: 0, y: 0, width: 1920, height: 1080 };
/** One screen, with a bar at its foot. */
const display = {
  id: 1,
  label: 'stand-in',
  scaleFactor: 1,
  bounds: whole,
  workArea: { ...whole, height: whole.height - 40 },
  workAreaSize: { width: whole.width, height: whole.height - 40 },
  size: { width: whole.width, height: whole.height },
};
export const screen = honest('screen', {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: (_area: Area) => display,
  getDisplayNearestPoint: (_point: { x: number; y: number }) => display,
});

/** Nothing here sleeps or wakes; a test emits what the system would. */
export const powerMonitor = honest(
  'powerMonitor',
  new KnownEvents('powerMonitor', [
    'suspend',
    'resume',
    'shutdown',
    'lock-screen',
    'unlock-screen',
  ]),
);
