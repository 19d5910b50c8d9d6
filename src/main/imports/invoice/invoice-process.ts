import { Worker } from 'node:worker_threads';
import { Failure } from '../../../core/failure.ts';
import type { InvoiceDraft } from '../../../core/invoices/invoice.ts';
import type { VendorTemplate } from '../../../core/invoices/vendor-template.ts';
import { cpuMs, tooSlow } from './limits.ts';

export type ReadRequest = {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly templates: readonly VendorTemplate[];
  readonly timeoutMs: number;
};

export type ReadAnswer =
  | { readonly id: number; readonly drafts: InvoiceDraft[] }
  | {
      readonly id: number;
      readonly failure: {
        readonly code: string;
        readonly message: string;
        readonly details: Readonly<Record<string, string | number | null>>;
      };
    };

export type InvoiceProcess = {
  /** The invoices of one file; throws a `Failure`. Files are read one after the other. */
  readonly read: (
    bytes: Uint8Array,
    fileName: string,
    templates: readonly VendorTemplate[],
  ) => Promise<InvoiceDraft[]>;
  readonly close: () => Promise<void>;
};

export type ProcessOptions = {
  /** The worker's entry: `invoice-worker.ts` in a checkout, its bundle in the app. */
  readonly workerUrl: URL;
  /** After so much processor time of its own the thread is stopped from outside, whatever it does. */
  readonly timeoutMs: number;
  readonly heapMb?: number;
};

const HEAP_MB = 512;
/**
 * Buffers lie outside the heap's limit, and a thread's are not counted to us: so the growth of the
 * whole process while one file is read is watched.
 */
const GROWTH_BYTES = 600_000_000;
const WATCH_MS = 50;
/** By the clock on the wall a file may take so many times its limit: a thread that waits for ever ends too. */
const WALL_TIMES = 20;

/**
 * Reads invoices in a thread of its own, with a bounded heap, watched growth and a hard end to every
 * file. The thread is kept between files, and made anew after one that had to be stopped.
 */
export function openInvoiceProcess(options: ProcessOptions): InvoiceProcess {
  let worker: Worker | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let lastId = 0;

  const stop = async (): Promise<void> => {
    const old = worker;
    worker = null;
    await old?.terminate();
  };

  const readNow = async (request: ReadRequest): Promise<InvoiceDraft[]> => {
    worker ??= new Worker(options.workerUrl, {
      resourceLimits: {
        maxOldGenerationSizeMb: options.heapMb ?? HEAP_MB,
        maxYoungGenerationSizeMb: 64,
        stackSizeMb: 4,
      },
      // Nothing of the app's environment or arguments is any business of a reader.
      env: {},
      argv: [],
    });
    worker.unref();
    const answer = await ask(worker, request, options.timeoutMs).catch(async (cause: unknown) => {
      await stop();
      throw cause;
    });
    if ('drafts' in answer) return answer.drafts;
    throw new Failure(answer.failure.code, answer.failure.message, answer.failure.details);
  };

  return {
    read: (bytes, fileName, templates) => {
      lastId += 1;
      const request = { id: lastId, bytes, fileName, templates, timeoutMs: options.timeoutMs };
      const result = queue.then(() => readNow(request));
      queue = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      await queue;
      await stop();
    },
  };
}

function ask(worker: Worker, request: ReadRequest, timeoutMs: number): Promise<ReadAnswer> {
  return new Promise((resolve, reject) => {
    const startBytes = process.memoryUsage.rss();
    let startMs: number | null = null;
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      clearInterval(watch);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      settle();
    };
    const onMessage = (answer: ReadAnswer): void => {
      if (answer.id === request.id) end(() => resolve(answer));
    };
    const onError = (cause: Error): void => {
      const isMemory = Reflect.get(cause, 'code') === 'ERR_WORKER_OUT_OF_MEMORY';
      end(() => reject(isMemory ? tooMuch() : stopped(cause.message)));
    };
    const onExit = (): void => end(() => reject(stopped('exit')));
    const slow = (): void => end(() => reject(tooSlow(timeoutMs)));
    const timer = setTimeout(slow, WALL_TIMES * timeoutMs + 500);
    const watchTime = async (): Promise<void> => {
      const usedMs = cpuMs(await worker.cpuUsage());
      startMs ??= usedMs;
      // A little more than the reader's own limit, so that its sentence comes first where it can.
      if (usedMs - startMs > timeoutMs + 500) slow();
    };
    const watch = setInterval(() => {
      watchTime().catch(() => undefined); // a thread that has ended is told of by its own events
      if (process.memoryUsage.rss() - startBytes > GROWTH_BYTES) end(() => reject(tooMuch()));
    }, WATCH_MS);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(request);
  });
}

function tooMuch(): Failure {
  return new Failure(
    'invoice_too_much_memory',
    'Reading this file needed more memory than any invoice does and was stopped. Ask the vendor for another copy, or type it in by hand.',
  );
}

function stopped(reason: string): Failure {
  return new Failure(
    'invoice_unreadable',
    'This file could not be read. Type the invoice in by hand, and keep the file with it.',
    { reason: reason.slice(0, 300) },
  );
}
