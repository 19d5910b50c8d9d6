import type { Reply } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import type { WorkerPool } from '../worker/pool.ts';
import type { WindowMemory } from './window-memory.ts';

/** Which book is open in this copy of the app. One at a time; changes wait for one another. */
export class OpenBook {
  readonly #pool: WorkerPool;
  readonly #memory: WindowMemory;
  #file: string | null = null;
  #change: Promise<unknown> = Promise.resolve();

  constructor(pool: WorkerPool, memory: WindowMemory) {
    this.#pool = pool;
    this.#memory = memory;
  }

  /** The open book's file, once a change under way is through; null if none is open. */
  async file(): Promise<string | null> {
    await this.#change;
    return this.#file;
  }

  /** Opens this book in place of the one before. A book that does not open leaves none open. */
  open(file: string): Promise<void> {
    return this.#next(() => this.#openNow(file));
  }

  /** Has the worker make a book at `file` by this request, then opens it. */
  make(
    file: string,
    request: 'book/create' | 'book/createSample' | 'book/join' | 'book/restore',
    input: object,
  ): Promise<void> {
    return this.#next(async () => {
      demand(await this.#pool.ask('write', request, { ...input, file }, 'app'));
      await this.#openNow(file);
    });
  }

  /** What an invitation says; no book has to be open. */
  async invitation(file: string): Promise<unknown> {
    const reply = await this.#pool.ask('write', 'book/invitation', { file });
    demand(reply);
    return reply.ok ? reply.value : null;
  }

  close(): Promise<void> {
    return this.#next(async () => {
      this.#file = null;
      await this.#pool.close();
    });
  }

  async #openNow(file: string): Promise<void> {
    this.#file = null;
    demand(await this.#pool.open(file));
    this.#file = file;
    this.#memory.remember({ book: file });
  }

  #next(change: () => Promise<void>): Promise<void> {
    const done = this.#change.then(change);
    this.#change = done.catch(() => {}); // whoever asked for the change hears of its failure
    return done;
  }
}

function demand(reply: Reply): void {
  if (!reply.ok) throw new Failure(reply.error.code, reply.error.message, reply.error.details);
}
