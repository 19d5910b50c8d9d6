import type { EventEmitter } from 'node:events';

/** How long a page may keep its window unseen. */
const PATIENCE_MS = 3_000;

type Shown = {
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown;
  readonly webContents: Pick<EventEmitter, 'once'>;
};

/**
 * Calls `show` once: at the page's first paint, when it has been loaded, or after three seconds. Under
 * Wayland a window that was never shown may never paint, and one that is not seen cannot be asked about.
 */
export function whenToShow(window: Shown, show: () => void, patienceMs = PATIENCE_MS): void {
  let done = false;
  const first = (): void => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    show();
  };
  const timer = setTimeout(first, patienceMs);
  window.once('ready-to-show', first);
  window.webContents.once('did-finish-load', first);
  window.once('closed', () => {
    done = true;
    clearTimeout(timer);
  });
}
