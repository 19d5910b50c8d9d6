import type { Reply } from '../../contract/request.ts';
import { syncRun } from '../../contract/syncs.ts';
import { trackersSync } from '../../contract/trackers.ts';

/** How often the open book's automatic accounts and trackers are read while the app is open. */
const EVERY_MS = 4 * 60 * 60 * 1000;
/** How soon a sync that failed is tried again. */
const AGAIN_MS = 10 * 60 * 1000;
/** A computer that wakes has its network a little later. */
const WAKES_WITHIN_MS = 15_000;
/** How often it is looked whether it is time, or another book was opened: no network is touched by looking. */
const LOOK_MS = 60_000;

type Asked = {
  /** The open book's file; null if none is open. */
  readonly book: () => Promise<string | null>;
  readonly ask: (name: string, input: unknown) => Promise<Reply>;
  /** Told when a sync has brought something. */
  readonly changed: () => void;
  readonly nowMs: () => number;
};

/**
 * Syncs by itself: when a book is opened, then every four hours. Which accounts and trackers, if any, the service
 * decides: only those that the owner switched to automatic and whose key is known to be there.
 */
export class SyncClock {
  readonly #asked: Asked;
  #timer: NodeJS.Timeout | null = null;
  #waking: NodeJS.Timeout | null = null;
  #next: { readonly book: string; readonly atMs: number } | null = null;
  #busy = false;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.look(), LOOK_MS);
    void this.look();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    if (this.#waking) clearTimeout(this.#waking);
    this.#timer = null;
  }

  /** The timer stood still while the computer slept: looks once its network is there again. */
  lookAfterSleep(): void {
    if (this.#waking) clearTimeout(this.#waking);
    this.#waking = setTimeout(() => void this.look(), WAKES_WITHIN_MS);
  }

  /** Syncs if it is time; true if it did. A sync that failed is tried again soon, not in four hours. */
  async look(): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      const book = await this.#asked.book();
      const nowMs = this.#asked.nowMs();
      const isDue = this.#next?.book !== book || nowMs >= (this.#next?.atMs ?? 0);
      if (book === null || !isDue) return false;
      this.#next = { book, atMs: nowMs + AGAIN_MS };
      const outcomes = [await this.#sync(syncRun.name), await this.#sync(trackersSync.name)];
      if (!outcomes.some(({ failed }) => failed)) this.#next = { book, atMs: nowMs + EVERY_MS };
      if (outcomes.some(({ count }) => count > 0)) this.#asked.changed();
      return true;
    } catch (error) {
      console.error('The automatic sync could not be asked for:', error);
      return false;
    } finally {
      this.#busy = false;
    }
  }

  async #sync(name: string): Promise<{ count: number; failed: boolean }> {
    const reply = await this.#asked.ask(name, { automatic: true });
    if (!reply.ok) return { count: 0, failed: true };
    const { syncs } = reply.value as { syncs: readonly { readonly error: unknown }[] };
    return { count: syncs.length, failed: syncs.some(({ error }) => error !== null) };
  }
}
