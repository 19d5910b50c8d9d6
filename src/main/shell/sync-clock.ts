import { syncRun } from '../../contract/accounts.ts';
import type { Reply } from '../../contract/request.ts';

/** How often the open book's automatic accounts are read while the app is open. */
const EVERY_MS = 4 * 60 * 60 * 1000;
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
 * Syncs by itself: when a book is opened, then every four hours. Which accounts, if any, the service
 * decides: only those that the owner switched to automatic and whose key is known to be there.
 */
export class SyncClock {
  readonly #asked: Asked;
  #timer: NodeJS.Timeout | null = null;
  #last: { readonly book: string; readonly atMs: number } | null = null;
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
    this.#timer = null;
  }

  /** Syncs if it is time; true if it did. */
  async look(): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      const book = await this.#asked.book();
      const nowMs = this.#asked.nowMs();
      const isDue = this.#last?.book !== book || nowMs - (this.#last?.atMs ?? 0) >= EVERY_MS;
      if (book === null || !isDue) return false;
      this.#last = { book, atMs: nowMs };
      const reply = await this.#asked.ask(syncRun.name, { automatic: true });
      const syncs = reply.ok ? (reply.value as { syncs: readonly unknown[] }).syncs : [];
      if (syncs.length > 0) this.#asked.changed();
      return true;
    } finally {
      this.#busy = false;
    }
  }
}
