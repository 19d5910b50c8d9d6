import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { ImportDoc, importsRun } from '../../../contract/imports.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { openFailure } from '../../book/book.ts';
import { LIMITS } from '../../imports/invoice/limits.ts';
import { ordinaryFile } from '../../ordinary-file.ts';
import type { Context } from '../context.ts';
import { refuseOfficeFile } from '../packets/installation.ts';
import { AnswerNeeded } from './import-asks.ts';
import { emptyDoc, type ImportOptions } from './import-options.ts';
import { asPastedFile } from './pasted-text.ts';

/** Takes files into the book, each in one transaction; a refused file leaves nothing and says why. */
export async function importFiles(
  context: Context,
  input: InputOf<typeof importsRun>,
): Promise<OutputOf<typeof importsRun>> {
  const { files, text, ...options } = input;
  const imports: ImportDoc[] = [];
  if (text !== undefined) {
    return await asPastedFile(text, async (file) => ({
      imports: [await importOrRefuse(context, file, options)],
    }));
  }
  for (const [index, file] of files.entries()) {
    if (files.length > 1) {
      context.progress({ task: basename(file), done: index, total: files.length, rows: index });
    }
    imports.push(await importOrRefuse(context, file, options));
  }
  return { imports };
}

async function importOrRefuse(
  context: Context,
  file: string,
  options: ImportOptions,
): Promise<ImportDoc> {
  try {
    return await importFile(context, file, options);
  } catch (error) {
    const failure = fileFailure(file, error, context.book.file);
    if (!(failure instanceof Failure)) throw failure;
    return {
      ...emptyDoc(file, options),
      status: 'refused',
      asks: failure instanceof AnswerNeeded ? [...failure.asks] : [],
      error: { code: failure.code, message: failure.message, details: { ...failure.details } },
    };
  }
}

async function importFile(
  context: Context,
  file: string,
  options: ImportOptions,
): Promise<ImportDoc> {
  const found = ordinaryFile(file, { folders: true });
  if (options.kind === 'agent-log' || found.isDirectory()) {
    const { importAgentLog } = await import('./import-agent-log.ts');
    return await importAgentLog(context, file, options);
  }
  if (options.kind === 'invoice' || (options.kind === undefined && (await isInvoice(file)))) {
    refuseOfficeFile(context, 'invoice');
    const { importInvoice } = await import('../invoices/import-invoice.ts');
    return await importInvoice(context, file, invoiceBytes(file, found.size), options);
  }
  const { importTable } = await import('./import-table.ts');
  return await importTable(context, file, found.size, options);
}

const HEAD_BYTES = 8192;

/** Whether the content is an invoice's; a file that cannot be read is none, and told of later. */
export async function isInvoice(file: string): Promise<boolean> {
  const { isInvoiceFile } = await import('../../imports/invoice/is-invoice.ts');
  const head = Buffer.alloc(HEAD_BYTES);
  const opened = openSync(file, 'r');
  try {
    const length = readSync(opened, head, 0, HEAD_BYTES, 0);
    return isInvoiceFile(head.subarray(0, length), () =>
      statSync(file).size > LIMITS.fileBytes ? new Uint8Array() : readFileSync(file),
    );
  } finally {
    closeSync(opened);
  }
}

function invoiceBytes(file: string, size: number): Uint8Array {
  if (size <= LIMITS.fileBytes) return readFileSync(file);
  const megabytes = LIMITS.fileBytes / 1_000_000;
  throw new Failure(
    'invoice_too_large',
    `This file is larger than ${megabytes} MB, which no invoice is. Check that it is the right file.`,
    { megabytes },
  );
}

/** Puts the system's reasons for not reading a file, and the book's for not writing, into words. */
export function fileFailure(file: string, error: unknown, book = file): unknown {
  if (error instanceof Failure) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  switch (code) {
    case 'ENOENT':
      return new Failure('file_missing', `There is no file ${file}.`, { file });
    case 'EACCES':
    case 'EPERM':
      return new Failure('file_forbidden', `${file} may not be read.`, { file });
    case 'ABORT_ERR':
      return new Failure('cancelled', 'Cancelled. Nothing was changed.', { file });
  }
  const failure = openFailure(book, error);
  if (failure instanceof Failure || !(error instanceof RangeError || error instanceof TypeError)) {
    return failure;
  }
  // A fault of ours that one file brings out must not stop the files after it.
  return new Failure(
    'file_fault',
    `${file} could not be taken: reading it failed in a way that should not happen. Nothing of it was kept; the other files are not affected.`,
    { file, reason: error.message.slice(0, 300) },
  );
}
