import { tmpdir } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { networkRequests } from '../../contract/account-writes.ts';
import { workCancel } from '../../contract/book.ts';
import type { Reply } from '../../contract/request.ts';
import { syncCancel } from '../../contract/syncs.ts';
import { Failure } from '../../core/failure.ts';
import { diskFailure } from '../disk-failure.ts';
import { runOnlyKeys } from '../keychain.ts';
import { systemNetwork } from '../providers/system-network.ts';
import type { Sitting } from '../services/access/sitting.ts';
import { restoreBackup } from '../services/backup/restore-backup.ts';
import { createCompany } from '../services/company/company.ts';
import {
  type JoinedBook,
  joinWithNewBook,
  lookAtInvitation,
} from '../services/packets/join-with-new-book.ts';
import { createSampleBook } from '../services/sample/sample-company.ts';
import { openServices, type Services } from '../services/services.ts';
import { systemUser } from '../system-user.ts';
import type {
  Answer,
  ProxyAnswer,
  ProxyQuestion,
  Question,
  WorkerData,
  WorkerEvent,
} from './protocol.ts';
import { ProxyAsker } from './proxy-asker.ts';

/**
 * One thread on the book: questions are answered one after the other, only "cancel" jumps the queue.
 * What waits for a network goes beside the queue and takes its turn in it for each change of the book.
 */

const { mode, resources } = workerData as WorkerData;
let services: Services | null = null;
let running: AbortController | null = null;
let queue: Promise<unknown> = Promise.resolve();
/** Work of the open book that waits for a network. */
let asking = new Set<AbortController>();
/** Keys that were entered for this run; another book does not see them, its accounts have other entries. */
const runKeys = runOnlyKeys();

/** The system's proxy is asked for through main. */
const proxies = new ProxyAsker((question) => post(question));

parentPort?.on('message', (question: Question | ProxyAnswer) => {
  if ('proxy' in question) return proxies.settle(question);
  if (question.name === workCancel.name) {
    running?.abort(new Failure('cancelled', 'Cancelled. Nothing was changed.', {}));
    return post({ id: question.id, reply: { ok: true, value: { stopped: running !== null } } });
  }
  if (question.name === syncCancel.name) {
    return post({ id: question.id, reply: { ok: true, value: { stopped: stopAsking() } } });
  }
  if (networkRequests.has(question.name)) {
    // The book that is open once the questions before are answered is the one that is meant.
    void turn(() => services).then((open) => answerBeside(question, open));
    return;
  }
  queue = queue.then(() => answer(question));
});

/** Between two questions. */
function turn<T>(work: () => T): Promise<T> {
  const done = queue.then(work);
  queue = done.catch(() => {}); // whoever takes the turn hears of its failure
  return done;
}

function stopAsking(): boolean {
  const stopped = asking.size > 0;
  for (const controller of asking) {
    controller.abort(
      new Failure('cancelled', 'The sync was stopped. It goes on from here at the next one.', {}),
    );
  }
  return stopped;
}

async function answerBeside(
  { id, name, input, sitting }: Question,
  open: Services | null,
): Promise<void> {
  const controller = new AbortController();
  asking.add(controller);
  try {
    const reply = await settled(() =>
      open ? open.answer(name, input, controller.signal, sitting) : noBook(),
    );
    post({ id, reply });
  } finally {
    asking.delete(controller);
  }
}

async function answer({ id, ...question }: Question): Promise<void> {
  post({ id, reply: await replyTo(question) });
}

function replyTo({ name, input, sitting }: Omit<Question, 'id'>): Promise<Reply> {
  return settled(async () => {
    switch (name) {
      case 'open':
        return done(open((input as { book: string }).book));
      case 'close':
        return done(close());
      case 'book/create':
        return done(create(input as NewBook));
      case 'book/createSample':
        return done(await createSampleBook((input as { file: string }).file, resources));
      case 'book/invitation':
        return { ok: true, value: await lookAtInvitation((input as { file: string }).file) };
      case 'book/join':
        return done(await joinWithNewBook(input as JoinedBook, { resources, runKeys }));
      case 'book/restore':
        return done(await restore(input as CopyToRestore));
      default:
        return await ask(name, input, sitting);
    }
  });
}

/** Every outcome as a reply; what nobody expected is told without its details. */
async function settled(work: () => Promise<Reply> | Reply): Promise<Reply> {
  try {
    return await work();
  } catch (thrown) {
    const error = (thrown instanceof Failure ? null : diskFailure(tmpdir(), thrown)) ?? thrown;
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

async function ask(name: string, input: unknown, sitting: Sitting): Promise<Reply> {
  if (!services) return noBook();
  running = new AbortController();
  try {
    return await services.answer(name, input, running.signal, sitting);
  } finally {
    running = null;
  }
}

function noBook(): Reply {
  return { ok: false, error: { code: 'no_book', message: 'No book is open yet.', details: {} } };
}

function open(file: string): void {
  close();
  services = openServices({
    file,
    mode,
    resources,
    progress: throttled((payload) => post({ event: 'progress', payload })),
    runKeys,
    turn,
    network: (extraCa) =>
      systemNetwork({
        environment: process.env,
        resolveProxy: proxies.resolve,
        extraCa,
      }),
  });
}

function close(): void {
  stopAsking();
  asking = new Set();
  services?.close();
  services = null;
}

type NewBook = {
  file: string;
  company: string;
  currency: string;
  weekStart?: string;
  timeZone?: string;
  ledgerPack?: string;
};

function create({ file, weekStart = 'monday', ...made }: NewBook): void {
  const at = new Date().toISOString();
  createCompany(file, { ...made, weekStart, who: systemUser(), at }).close();
}

type CopyToRestore = { file: string; backup: string; passphrase: string | null };

async function restore({ file, backup, passphrase }: CopyToRestore): Promise<void> {
  await restoreBackup({
    file: backup,
    target: file,
    passphrase,
    replace: false,
    resources,
    who: systemUser(),
    now: () => new Date().toISOString(),
  });
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

function post(message: Answer | WorkerEvent | ProxyQuestion): void {
  parentPort?.postMessage(message);
}
