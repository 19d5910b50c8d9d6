import type { Reply, Request } from '../../contract/request.ts';
import { BookWorker } from './book-worker.ts';
import type { WorkerEvent } from './protocol.ts';

/**
 * The two threads that work on the book, so that the window never waits: one writes, the other
 * reads beside it (WAL). Both start at once, before any book is known.
 */
export class WorkerPool {
  readonly #writer: BookWorker;
  readonly #reader: BookWorker;

  constructor(entry: URL, resources: string, onEvent: (event: WorkerEvent) => void) {
    this.#writer = new BookWorker(entry, { mode: 'write', resources }, onEvent);
    this.#reader = new BookWorker(entry, { mode: 'read', resources }, onEvent);
  }

  /** Opens the book in both; the writer first, because it brings an older book up to date. */
  async open(book: string): Promise<Reply> {
    const written = await this.#writer.open(book);
    return written.ok ? this.#reader.open(book) : written;
  }

  async close(): Promise<void> {
    await Promise.all([this.#reader.close(), this.#writer.close()]);
  }

  ask(mode: Request['mode'], name: string, input: unknown): Promise<Reply> {
    return (mode === 'write' ? this.#writer : this.#reader).ask(name, input);
  }

  async stop(patienceMs = 5_000): Promise<void> {
    await Promise.all([this.#reader.stop(patienceMs), this.#writer.stop(patienceMs)]);
  }
}
