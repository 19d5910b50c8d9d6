import type { Sitting } from '../services/access/sitting.ts';

/** How long nobody has to move at the window until it locks itself. */
const IDLE_MS = 15 * 60_000;

/**
 * Who sits at the window, for the open book: main asks here at each request, so that a page that was
 * taken over can not say it is somebody else. What a book's access asks for is the services' to judge.
 */
export class WindowAccess {
  readonly #nowMs: () => number;
  readonly #onLocked: () => void;
  #book: string | null = null;
  #sits: Exclude<Sitting, 'app'> = 'anybody';
  #movedMs = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(nowMs: () => number, onLocked: () => void) {
    this.#nowMs = nowMs;
    this.#onLocked = onLocked;
  }

  /** Who sits there now; in another book nobody has said yet who they are. */
  of(book: string | null): Exclude<Sitting, 'app'> {
    if (book !== this.#book) this.#sit(book, 'anybody');
    this.look();
    return this.#sits;
  }

  /** They have unlocked it. */
  enter(book: string | null, email: string): void {
    this.#sit(book, { email });
  }

  lock(): void {
    this.#sit(this.#book, 'nobody');
    this.#onLocked();
  }

  /** Somebody moved: the wait begins anew, unless it is over. */
  present(): void {
    this.look();
    if (typeof this.#sits === 'object') this.#wait();
  }

  /** Locks it if nobody has moved for too long: a computer that slept had no timer meanwhile. */
  look(): void {
    if (typeof this.#sits === 'object' && this.#nowMs() - this.#movedMs >= IDLE_MS) this.lock();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #sit(book: string | null, sits: Exclude<Sitting, 'app'>): void {
    this.stop();
    this.#book = book;
    this.#sits = sits;
    if (typeof sits === 'object') this.#wait();
  }

  #wait(): void {
    this.stop();
    this.#movedMs = this.#nowMs();
    this.#timer = setTimeout(() => this.look(), IDLE_MS);
    this.#timer.unref();
  }
}
