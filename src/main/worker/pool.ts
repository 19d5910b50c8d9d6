import type { Reply, RequestPlace } from '../../contract/request.ts';
import type { ProxyResolver } from '../providers/system-proxy.ts';
import type { Sitting } from '../services/access/sitting.ts';
import { BookWorker } from './book-worker.ts';
import type { WorkerData, WorkerEvent } from './protocol.ts';

/** Why a book that cannot be written may be readable. */
const FOR_WANT_OF_ROOM = new Set(['disk_full', 'disk_failed', 'book_not_writable']);

/**
 * The threads that work on the book, so that the window never waits: one writes, another reads
 * beside it (WAL); both start at once, before any book is known. A third answers slow questions,
 * from the first of them on; one more comes for copies and goes.
 */
export class WorkerPool {
  readonly #writer: BookWorker;
  readonly #reader: BookWorker;
  #slowReader: Promise<BookWorker> | null = null;
  readonly #makeAside: () => BookWorker;
  readonly #aside = new Set<BookWorker>();
  #book: string | null = null;

  constructor(
    entry: URL,
    resources: string,
    onEvent: (event: WorkerEvent) => void,
    resolveProxy: ProxyResolver = async () => 'DIRECT',
  ) {
    const start = (mode: WorkerData['mode']) =>
      new BookWorker(entry, { mode, resources }, onEvent, resolveProxy);
    this.#writer = start('write');
    this.#reader = start('read');
    this.#makeAside = () => start('read');
  }

  /**
   * Opens the book in both; the writer first, because it brings an older book up to date. Where the disk is full or
   * takes no writing the book is read all the same, and each change tries anew.
   */
  async open(book: string): Promise<Reply> {
    await this.#stopSlow(0);
    this.#book = book;
    const written = await this.#writer.open(book);
    if (!written.ok && !FOR_WANT_OF_ROOM.has(written.error.code)) return written;
    const read = await this.#reader.open(book);
    if (written.ok) return read;
    if (!read.ok) return written;
    this.#writer.openLater(book);
    return read;
  }

  async close(): Promise<void> {
    this.#book = null;
    await Promise.all([this.#stopAside(0), this.#stopSlow(0)]);
    await Promise.all([this.#reader.close(), this.#writer.close()]);
  }

  /** Asks for whoever sits at the window, or for the app itself. */
  async ask(
    place: RequestPlace,
    name: string,
    input: unknown,
    sitting: Sitting = 'anybody',
  ): Promise<Reply> {
    if (this.#book !== null) {
      if (place === 'read alone') return this.#askAside(this.#book, name, input, sitting);
      if (place === 'read slowly') return (await this.#slow(this.#book)).ask(name, input, sitting);
    }
    return (place === 'write' ? this.#writer : this.#reader).ask(name, input, sitting);
  }

  #slow(book: string): Promise<BookWorker> {
    this.#slowReader ??= (async () => {
      const worker = this.#makeAside();
      await worker.open(book);
      return worker;
    })();
    return this.#slowReader;
  }

  async #stopSlow(patienceMs: number): Promise<void> {
    const worker = this.#slowReader;
    this.#slowReader = null;
    await (await worker)?.stop(patienceMs);
  }

  async #askAside(book: string, name: string, input: unknown, sitting: Sitting): Promise<Reply> {
    const worker = this.#makeAside();
    this.#aside.add(worker);
    try {
      const opened = await worker.open(book);
      return opened.ok ? await worker.ask(name, input, sitting) : opened;
    } finally {
      this.#aside.delete(worker);
      await worker.stop(1_000);
    }
  }

  async #stopAside(patienceMs: number): Promise<void> {
    await Promise.all([...this.#aside].map((worker) => worker.stop(patienceMs)));
  }

  async stop(patienceMs = 5_000): Promise<void> {
    await Promise.all([this.#stopAside(patienceMs), this.#stopSlow(patienceMs)]);
    await Promise.all([this.#reader.stop(patienceMs), this.#writer.stop(patienceMs)]);
  }
}
