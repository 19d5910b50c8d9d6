import type { Reply, Request } from '../../contract/request.ts';
import type { ProxyResolver } from '../providers/system-proxy.ts';
import { BookWorker } from './book-worker.ts';
import type { WorkerData, WorkerEvent } from './protocol.ts';

/** Requests that read the whole book for long: they get a thread of their own while they run. */
const LONG = /^backup\/(run|daily)$/;

/**
 * The threads that work on the book, so that the window never waits: one writes, another reads
 * beside it (WAL); both start at once, before any book is known. A third comes for copies and goes.
 */
export class WorkerPool {
  readonly #writer: BookWorker;
  readonly #reader: BookWorker;
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

  /** Opens the book in both; the writer first, because it brings an older book up to date. */
  async open(book: string): Promise<Reply> {
    this.#book = book;
    const written = await this.#writer.open(book);
    return written.ok ? this.#reader.open(book) : written;
  }

  async close(): Promise<void> {
    this.#book = null;
    await this.#stopAside(0);
    await Promise.all([this.#reader.close(), this.#writer.close()]);
  }

  ask(mode: Request['mode'], name: string, input: unknown): Promise<Reply> {
    if (LONG.test(name) && this.#book !== null) return this.#askAside(this.#book, name, input);
    return (mode === 'write' ? this.#writer : this.#reader).ask(name, input);
  }

  async #askAside(book: string, name: string, input: unknown): Promise<Reply> {
    const worker = this.#makeAside();
    this.#aside.add(worker);
    try {
      const opened = await worker.open(book);
      return opened.ok ? await worker.ask(name, input) : opened;
    } finally {
      this.#aside.delete(worker);
      await worker.stop(1_000);
    }
  }

  async #stopAside(patienceMs: number): Promise<void> {
    await Promise.all([...this.#aside].map((worker) => worker.stop(patienceMs)));
  }

  async stop(patienceMs = 5_000): Promise<void> {
    await this.#stopAside(patienceMs);
    await Promise.all([this.#reader.stop(patienceMs), this.#writer.stop(patienceMs)]);
  }
}
