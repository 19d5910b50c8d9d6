import { parentPort } from 'node:worker_threads';
import { Failure } from '../../../core/failure.ts';
import type { ReadAnswer, ReadRequest } from './invoice-process.ts';
import { readInvoiceFile } from './read-invoice.ts';

/** The thread in which files of strangers are read: it holds no key, no book and no window. */
parentPort?.on('message', (request: ReadRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});

async function answer(request: ReadRequest): Promise<ReadAnswer> {
  const { id, bytes, fileName, templates, timeoutMs } = request;
  try {
    return { id, drafts: await readInvoiceFile(bytes, fileName, { templates, timeoutMs }) };
  } catch (cause) {
    if (cause instanceof Failure) {
      return { id, failure: { code: cause.code, message: cause.message, details: cause.details } };
    }
    return {
      id,
      failure: {
        code: 'invoice_unreadable',
        message:
          'This file could not be read. Type the invoice in by hand, and keep the file with it.',
        details: { reason: cause instanceof Error ? cause.message.slice(0, 300) : 'unknown' },
      },
    };
  }
}
