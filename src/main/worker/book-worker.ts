import { Worker } from 'node:worker_threads';
import type { Reply } from '../../contract/request.ts';
import type { ProxyResolver } from '../providers/system-proxy.ts';
import type { Sitting } from '../services/access/sitting.ts';
import type { Answer, ProxyQuestion, Question, WorkerData, WorkerEvent } from './protocol.ts';
import { answerProxy } from './proxy-asker.ts';

const STOPPED: Reply = {
  ok: false,
  error: {
    code: 'worker_stopped',
    message:
      'The part of the app that works on the book stopped. Try again; nothing half-done stays.',
    details: {},
  },
};

/**
 * One worker thread on the book. If it dies, whoever waits is told so (`worker_stopped`) and the
 * next question starts a new one on the same book.
 */
export class BookWorker {
  readonly #entry: URL;
  readonly #data: WorkerData;
  readonly #onEvent: (event: WorkerEvent) => void;
  readonly #resolveProxy: ProxyResolver;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #thread: Worker | null;
  #lastId = 0;
  #ending = false;
  #book: string | null = null;
  /** A book that could not be opened for want of room, and is tried again before each question. */
  #later: string | null = null;

  constructor(
    entry: URL,
    data: WorkerData,
    onEvent: (event: WorkerEvent) => void,
    resolveProxy: ProxyResolver,
  ) {
    this.#entry = entry;
    this.#data = data;
    this.#onEvent = onEvent;
    this.#resolveProxy = resolveProxy;
    this.#thread = this.#start();
  }

  async open(book: string): Promise<Reply> {
    this.#later = null;
    const reply = await this.ask('open', { book }, 'app');
    this.#book = reply.ok ? book : null;
    return reply;
  }

  /** Opens this book once it can be: what is asked until then hears why not. */
  openLater(book: string): void {
    this.#later = book;
  }

  async close(): Promise<Reply> {
    this.#book = null;
    this.#later = null;
    return this.ask('close', {}, 'app');
  }

  async ask(name: string, input: unknown, sitting: Sitting): Promise<Reply> {
    if (!this.#thread && !this.#ending) {
      this.#thread = this.#start();
      if (this.#book !== null) {
        const opened = await this.#put('open', { book: this.#book }, 'app');
        if (!opened.ok) return opened;
      }
    }
    if (this.#later !== null && name !== 'open' && name !== 'close') {
      const book = this.#later;
      const opened = await this.open(book);
      if (!opened.ok) {
        this.openLater(book);
        return opened;
      }
    }
    return this.#put(name, input, sitting);
  }

  /** Closes the book and ends the thread; work that takes longer than `patienceMs` is cut off. */
  async stop(patienceMs: number): Promise<void> {
    const thread = this.#thread;
    this.#ending = true;
    if (!thread) return;
    const patience = new Promise((resolve) => setTimeout(resolve, patienceMs).unref());
    await Promise.race([this.close(), patience]);
    this.#thread = null;
    await thread.terminate();
  }

  #put(name: string, input: unknown, sitting: Sitting): Promise<Reply> {
    const thread = this.#thread;
    if (!thread) return Promise.resolve(STOPPED);
    this.#lastId += 1;
    const question: Question = { id: this.#lastId, name, input, sitting };
    return new Promise((resolve) => {
      this.#waiting.set(question.id, resolve);
      thread.postMessage(question);
    });
  }

  #start(): Worker {
    const { mode } = this.#data;
    const thread = new Worker(this.#entry, {
      workerData: this.#data,
      name: `book-${mode}`,
      stderr: true,
      // A long import makes nothing but short-lived rows; left alone, it takes 100 MB more for them.
      resourceLimits: { maxYoungGenerationSizeMb: 48 },
    });
    // Left to itself a thread's console prints past main's, and so past the log.
    thread.stderr.setEncoding('utf8').on('data', (said: string) => console.error(said.trimEnd()));
    thread.on('message', (message: Answer | WorkerEvent | ProxyQuestion) => {
      if ('event' in message) this.#onEvent(message);
      else if ('proxyFor' in message) {
        void answerProxy(message, this.#resolveProxy).then((reply) => thread.postMessage(reply));
      } else this.#settle(message);
    });
    thread.on('error', (error) => console.error(`The ${mode} worker stopped:`, error));
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = null;
      for (const settle of this.#waiting.values()) settle(STOPPED);
      this.#waiting.clear();
    });
    return thread;
  }

  #settle(answer: Answer): void {
    const settle = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    settle?.(answer.reply);
  }
}
