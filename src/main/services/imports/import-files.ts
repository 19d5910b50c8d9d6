import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportDoc, importsRun } from '../../../contract/imports.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { addMonthsToDay, type IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { openFailure } from '../../book/book.ts';
import { isInvoiceFile } from '../../imports/invoice/is-invoice.ts';
import { LIMITS } from '../../imports/invoice/limits.ts';
import { type Mapping, parseMapping } from '../../imports/mapping.ts';
import { periodOfName } from '../../imports/name-period.ts';
import { type OpenedImport, openImport } from '../../imports/open-import.ts';
import { baseCurrency, type Context } from '../context.ts';
import { importInvoice } from '../invoices/import-invoice.ts';
import { importAgentLog } from './import-agent-log.ts';
import { AnswerNeeded, answeredPeriod, periodAsk, tableAnswers } from './import-asks.ts';
import { asDuplicate, importBefore } from './import-before.ts';
import { emptyDoc, type ImportOptions } from './import-options.ts';
import { asPastedFile } from './pasted-text.ts';
import { dated, lacksDay, rememberedMapping } from './remembered-mappings.ts';
import { takeTable } from './take-table.ts';

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
    const told = fileFailure(file, error);
    if (!(told instanceof Failure)) throw told;
    return {
      ...emptyDoc(file, options),
      status: 'refused',
      asks: told instanceof AnswerNeeded ? [...told.asks] : [],
      error: { code: told.code, message: told.message, details: { ...told.details } },
    };
  }
}

async function importFile(
  context: Context,
  file: string,
  options: ImportOptions,
): Promise<ImportDoc> {
  const found = await stat(file);
  if (options.kind === 'agent-log' || found.isDirectory()) {
    return await importAgentLog(context, file, options);
  }
  if (options.kind === 'invoice' || (options.kind === undefined && isInvoice(file))) {
    return await importInvoice(context, file, invoiceBytes(file, found.size), options);
  }
  const sha256 = await contentHash(file, context.signal);
  const before = importBefore(context, sha256, options);
  if (before !== null && before.rejected === 0) {
    return asDuplicate(before, file, options.dryRun === true);
  }
  const mapping = options.mapping === undefined ? undefined : parseMapping(options.mapping);
  const opened = await openKnown(context, file, options, mapping);
  return await takeTable(context, {
    file,
    sha256,
    bytes: found.size,
    opened,
    options,
    mapping,
    before,
  });
}

async function openKnown(
  context: Context,
  file: string,
  options: ImportOptions,
  mapping: Mapping | undefined,
): Promise<OpenedImport> {
  const period = answeredPeriod(options.answers);
  const kind =
    options.kind === 'agent-log' || options.kind === 'invoice' ? undefined : options.kind;
  const rules = { kind, ...readingRules(context), answers: tableAnswers(options.answers) };
  if (mapping !== undefined) {
    const told = { ...rules, mapping: datedFor(file, mapping, period).mapping };
    const opened = await openImport(file, told);
    if (opened.format !== null) return opened;
  }
  const opened = await openImport(file, rules);
  if (opened.format !== null) return opened;
  const remembered = rememberedMapping(context, opened.header);
  if (remembered !== null) {
    const { mapping: told, note } = datedFor(file, remembered, period);
    const again = await openImport(file, { ...rules, mapping: told });
    if (again.format !== null)
      return note === null ? again : { ...again, notes: [...again.notes, note] };
  }
  if (opened.known !== null) {
    throw new Failure(
      'export_unread',
      `${file}: the columns are those of an export that is known but not read yet: ${opened.known}. Nothing was changed. Say which column is which with a mapping, or connect the account.`,
      { file, format: opened.known },
    );
  }
  throw new Failure(
    'header_unknown',
    `${file}: the columns are not known (${opened.header.join(', ')}). Say which column is which with a mapping.`,
    { file, header: opened.header.join(', ') },
  );
}

const YEARS_AHEAD = 50 * 12;

export const readingRules = (context: Context) => ({
  baseCurrency: baseCurrency(context),
  latestDay: addMonthsToDay(context.today(), YEARS_AHEAD),
});

/** The mapping with the day that is answered, or that the file's name says; a note says the latter. */
function datedFor(
  file: string,
  mapping: Mapping,
  period: IsoDay | null,
): { readonly mapping: Mapping; readonly note: string | null } {
  if (!lacksDay(mapping)) return { mapping, note: null };
  if (period !== null) return { mapping: dated(mapping, period), note: null };
  const day = periodOfName(basename(file));
  if (day === null) throw new AnswerNeeded([periodAsk()], file);
  return { mapping: dated(mapping, day), note: `period_from_name:${day}` };
}

const HEAD_BYTES = 8192;

/** Whether the content is an invoice's; a file that cannot be read is none, and told of later. */
export function isInvoice(file: string): boolean {
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

async function contentHash(file: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, signal ? { signal } : {})) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

/** Puts the system's reasons for not reading a file, and the book's for not writing, into words. */
export function fileFailure(file: string, error: unknown): unknown {
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
  const told = openFailure(file, error);
  if (told instanceof Failure || !(error instanceof RangeError || error instanceof TypeError)) {
    return told;
  }
  // A fault of ours that one file brings out must not stop the files after it.
  return new Failure(
    'file_fault',
    `${file} could not be taken: reading it failed in a way that should not happen. Nothing of it was kept; the other files are not affected.`,
    { file, reason: error.message.slice(0, 300) },
  );
}
