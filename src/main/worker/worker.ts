import { parentPort, workerData } from 'node:worker_threads';
import { workCancel } from '../../contract/book.ts';
import type { Reply } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { createCompany } from '../services/company.ts';
import { createSampleBook } from '../services/sample-company.ts';
import { openServices, type Services, systemUser } from '../services/services.ts';
import type { Answer, Question, WorkerData, WorkerEvent } from './protocol.ts';

/** One thread on the book: questions are answered one after the other, only "cancel" jumps the queue. */

const { mode, resources } = workerData as WorkerData;
let services: Services | null = null;
let running: AbortController | null = null;
let queue: Promise<unknown> = Promise.resolve();

parentPort?.on('message', (question: Question) => {
  if (question.name === workCancel.name) {
    running?.abort(new Failure('cancelled', 'Cancelled. Nothing was changed.', {}));
    return post({ id: question.id, reply: { ok: true, value: { stopped: running !== null } } });
  }
  queue = queue.then(() => answer(question));
});

async function answer({ id, name, input }: Question): Promise<void> {
  post({ id, reply: await replyTo(name, input) });
}

async function replyTo(name: string, input: unknown): Promise<Reply> {
  try {
    switch (name) {
      case 'open':
        return done(open((input as { book: string }).book));
      case 'close':
        return done(close());
      case 'book/create':
        return done(create(input as NewBook));
      case 'book/createSample':
        return done(await createSampleBook((input as { file: string }).file, resources));
      default:
        return await ask(name, input);
    }
  } catch (error) {
    if (error instanceof Failure) {
      const { code, message, details } = error;
      return { ok: false, error: { code, message, details } };
    }
    console.error(error);
    return {
      ok: false,
      error: {
        code: 'unexpected',
        message: 'Something went wrong that should not. Nothing half-done stays; the log has more.',
        details: {},
      },
    };
  }
}

async function ask(name: string, input: unknown): Promise<Reply> {
  if (!services) {
    return { ok: false, error: { code: 'no_book', message: 'No book is open yet.', details: {} } };
  }
  running = new AbortController();
  try {
    return await services.answer(name, input, running.signal);
  } finally {
    running = null;
  }
}

function open(file: string): void {
  close();
  services = openServices({
    file,
    mode,
    resources,
    progress: throttled((payload) => post({ event: 'progress', payload })),
  });
}

function close(): void {
  services?.close();
  services = null;
}

type NewBook = { file: string; company: string; currency: string; weekStart?: string };

function create({ file, company, currency, weekStart = 'monday' }: NewBook): void {
  const at = new Date().toISOString();
  createCompany(file, { company, currency, weekStart, who: systemUser(), at }).close();
}

/** Passes on at most ten a second: a window cannot show more. */
function throttled<T>(tell: (payload: T) => void): (payload: T) => void {
  let lastMs = 0;
  return (payload) => {
    const nowMs = performance.now();
    if (nowMs - lastMs < 100) return;
    lastMs = nowMs;
    tell(payload);
  };
}

function done(_: unknown): Reply {
  return { ok: true, value: {} };
}

function post(message: Answer | WorkerEvent): void {
  parentPort?.postMessage(message);
}
