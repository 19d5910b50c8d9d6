import { watch } from 'node:fs';
import { join } from 'node:path';
import { folderShow, packetsTake, pairList } from '../../contract/packets.ts';
import type { OutputOf, Reply, Request } from '../../contract/request.ts';

/** A sync is done with a file once the folder has been quiet for so long. */
const QUIET_MS = 2_000;
/** Not every sync is heard of: so often it is looked in any case. */
const EVERY_MS = 5 * 60_000;

type Watching = { close(): void };

type Asked = {
  /** The open book's file; null if none is open. */
  readonly book: () => Promise<string | null>;
  readonly ask: (request: Request, input: unknown) => Promise<Reply>;
  /** Told when a packet was looked at. */
  readonly changed: () => void;
  /** Hears of changes in a folder; else the system's own watch. Throws where it cannot. */
  readonly watch?: (folder: string, heard: () => void, lost: () => void) => Watching;
};

/**
 * Takes what comes into the shared folder: when the book is opened, when the window is looked at, when
 * the folder has changed and is quiet again, and every five minutes. It sends nothing: what leaves,
 * leaves with somebody's yes. What cannot be taken now (a drive that is away, locked keys) waits.
 */
export class FolderWatch {
  readonly #asked: Asked;
  #timer: NodeJS.Timeout | null = null;
  #quiet: NodeJS.Timeout | null = null;
  #watched: { readonly box: string; readonly watching: Watching } | null = null;
  #busy = false;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.look(), EVERY_MS);
    void this.look();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    if (this.#quiet) clearTimeout(this.#quiet);
    this.#timer = null;
    this.#follow(null);
  }

  /** Takes what lies there for the open book; true if there was a folder to look into. */
  async look(): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      const box = await this.#box();
      this.#follow(box);
      if (box === null) return false;
      const reply = await this.#asked.ask(packetsTake as Request, { files: [] });
      const packets = reply.ok ? (reply.value as OutputOf<typeof packetsTake>).packets : [];
      if (packets.length > 0) this.#asked.changed();
      return true;
    } catch (error) {
      console.error('The shared folder could not be looked into:', error);
      return false;
    } finally {
      this.#busy = false;
    }
  }

  /** Where packets for this book lie; null without a book, keys of its own or a folder that is there. */
  async #box(): Promise<string | null> {
    if ((await this.#asked.book()) === null) return null;
    const shown = await this.#asked.ask(folderShow as Request, {});
    if (!shown.ok) return null;
    const { folder, state } = shown.value as OutputOf<typeof folderShow>;
    if (folder === null || state !== 'ready') return null;
    const listed = await this.#asked.ask(pairList as Request, {});
    const self = listed.ok ? (listed.value as OutputOf<typeof pairList>).self : null;
    return self && join(folder, 'seatworth', 'to', self.installation);
  }

  #follow(box: string | null): void {
    if (this.#watched?.box === box) return;
    this.#watched?.watching.close();
    this.#watched = null;
    if (box === null) return;
    try {
      const start = this.#asked.watch ?? systemWatch;
      const lost = () => {
        this.#watched = null; // the next look begins anew
      };
      this.#watched = { box, watching: start(box, () => this.#heard(), lost) };
    } catch {
      // Nobody has sent anything yet, or the drive cannot be watched: it is looked every five minutes.
    }
  }

  #heard(): void {
    if (this.#quiet) clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => void this.look(), QUIET_MS);
  }
}

function systemWatch(folder: string, heard: () => void, lost: () => void): Watching {
  const watching = watch(folder, { persistent: false }, heard);
  watching.on('error', () => {
    watching.close();
    lost();
  });
  return watching;
}
