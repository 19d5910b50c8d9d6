import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportDoc, importsLook, importsRun } from '../../../contract/imports.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import { openFailure } from '../../book/book.ts';
import { findAgentLogs } from '../../imports/agent-log/find-agent-logs.ts';
import { isInvoiceFile } from '../../imports/invoice/is-invoice.ts';
import { LIMITS } from '../../imports/invoice/limits.ts';
import { type Mapping, parseMapping } from '../../imports/mapping.ts';
import { headerKey, type OpenedImport, openImport } from '../../imports/open-import.ts';
import { baseCurrency, type Context } from '../context.ts';
import { importInvoice } from '../invoices/import-invoice.ts';
import { importAgentLog } from './import-agent-log.ts';
import { emptyDoc, type ImportOptions, optionsText } from './import-options.ts';
import { finishImport, startImport } from './import-record.ts';
import { DryRunEnds, ImportRun } from './import-run.ts';
import { RowSources } from './row-sources.ts';

/** Takes files into the book, each in one transaction; a refused file leaves nothing and says why. */
export async function importFiles(
  context: Context,
  input: InputOf<typeof importsRun>,
): Promise<OutputOf<typeof importsRun>> {
  const { files, ...options } = input;
  const imports: ImportDoc[] = [];
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
  const known = duplicateOf(context, sha256, options);
  if (known) return { ...known, file, status: options.dryRun ? 'dry-run' : 'duplicate' };
  const mapping = options.mapping === undefined ? undefined : parseMapping(options.mapping);
  const opened = await openKnown(context, file, options, mapping);
  return await takeTable(context, file, sha256, opened, options, mapping, found.size);
}

async function openKnown(
  context: Context,
  file: string,
  options: ImportOptions,
  mapping: Mapping | undefined,
): Promise<OpenedImport> {
  const base = baseCurrency(context);
  const kind =
    options.kind === 'agent-log' || options.kind === 'invoice' ? undefined : options.kind;
  const opened = await openImport(file, { kind, mapping, baseCurrency: base });
  if (opened.format !== null) return opened;
  const again = await openRemembered(context, file, opened.header, kind);
  if (again !== null) return again;
  throw new Failure(
    'header_unknown',
    `${file}: the columns are not known (${opened.header.join(', ')}). Say which column is which with a mapping.`,
    { file, header: opened.header.join(', ') },
  );
}

/** The file read as its header was mapped before; `null` where it never was. */
async function openRemembered(
  context: Context,
  file: string,
  header: readonly string[],
  kind: NonNullable<Parameters<typeof openImport>[1]>['kind'],
): Promise<OpenedImport | null> {
  const remembered = context.book.get<{ mapping: string }>(
    'SELECT mapping FROM mapping WHERE header_key = ?',
    headerKey(header),
  );
  if (!remembered) return null;
  const mapping = parseMapping(JSON.parse(remembered.mapping));
  const again = await openImport(file, { kind, mapping, baseCurrency: baseCurrency(context) });
  return again.format === null ? null : again;
}

async function takeTable(
  context: Context,
  file: string,
  sha256: string,
  opened: OpenedImport,
  options: ImportOptions,
  mapping: Mapping | undefined,
  bytes: number,
): Promise<ImportDoc> {
  const { book } = context;
  let doc: ImportDoc = emptyDoc(file, options);
  try {
    await book.longTransaction(async () => {
      const id = startImport(context, { file, sha256, opened, options });
      const run = new ImportRun(
        context,
        id,
        new RowSources(book, {
          account: options.account ?? null,
          tool: opened.tool,
          provider: opened.provider,
        }),
      );
      for await (const batch of opened.rows(context.signal)) {
        run.take(batch);
        context.progress({
          task: basename(file),
          done: opened.bytesRead(),
          total: bytes,
          rows: run.tally.rows,
        });
      }
      run.refuseIfEmpty(file);
      run.settle();
      const notes = [...opened.notes, ...run.notes()];
      finishImport(context, id, run.tally, notes);
      doc = {
        ...emptyDoc(file, options),
        id: options.dryRun ? null : id,
        sha256,
        kind: opened.kind,
        format: opened.format,
        ...run.tally,
        rejects: run.rejects,
        ignoredColumns: [...opened.ignoredColumns],
        notes,
        status: options.dryRun ? 'dry-run' : 'committed',
      };
      if (options.dryRun) throw new DryRunEnds();
      if (mapping) rememberMapping(context, opened.header, mapping);
      audit(book, {
        at: context.now(),
        who: context.who,
        action: 'import',
        subject: `import ${id}`,
        detail: { file: basename(file), sha256, kind: opened.kind, ...run.tally },
      });
    });
  } catch (error) {
    if (!(error instanceof DryRunEnds)) throw error;
  }
  return doc;
}

function rememberMapping(context: Context, header: readonly string[], mapping: Mapping): void {
  context.book.run(
    'INSERT INTO mapping (header_key, mapping, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET mapping = excluded.mapping, at = excluded.at',
    headerKey(header),
    JSON.stringify(mapping),
    context.now(),
  );
}

const HEAD_BYTES = 8192;

/** Whether the content is an invoice's; a file that cannot be read is none, and told of later. */
function isInvoice(file: string): boolean {
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

/** What a file holds, before anything is taken. */
export async function lookAtFile(
  context: Context,
  input: InputOf<typeof importsLook>,
): Promise<OutputOf<typeof importsLook>> {
  const found = await stat(input.file).catch((error: unknown) => {
    throw fileFailure(input.file, error);
  });
  const blank = { file: input.file, header: [], sample: [], suggestion: null, notes: [] };
  if (found.isDirectory()) {
    const kind = (await findAgentLogs(input.file)) === null ? null : ('agent-log' as const);
    return { ...blank, format: kind, kind };
  }
  if (isInvoice(input.file)) return { ...blank, format: 'invoice', kind: 'invoice' };
  const opened = await openImport(input.file, { baseCurrency: baseCurrency(context) });
  if (opened.format === null) {
    const again = await openRemembered(context, input.file, opened.header, undefined);
    if (again !== null) {
      return {
        ...blank,
        format: again.format,
        kind: again.kind,
        header: [...again.header],
        notes: ['mapping_remembered', ...again.notes],
      };
    }
    return {
      ...blank,
      format: null,
      kind: null,
      header: [...opened.header],
      sample: opened.sample.map((row) => [...row]),
      suggestion: opened.suggestion,
    };
  }
  return {
    ...blank,
    format: opened.format,
    kind: opened.kind,
    header: [...opened.header],
    notes: [...opened.notes],
  };
}

/** The import that already took this very content with these options; it is never taken twice. */
function duplicateOf(context: Context, sha256: string, options: ImportOptions): ImportDoc | null {
  const found = context.book.get<{
    id: number;
    kind: string;
    format: string;
    rows: number;
    rejected: number;
    from_day: string | null;
    to_day: string | null;
    ignored_columns: string;
    notes: string;
  }>(
    `SELECT * FROM import WHERE sha256 = ? AND undone_at IS NULL AND options = ? ORDER BY id DESC LIMIT 1`,
    sha256,
    optionsText(options),
  );
  if (!found) return null;
  return {
    ...emptyDoc('', options),
    id: found.id,
    sha256,
    kind: found.kind as ImportDoc['kind'],
    format: found.format,
    rows: found.rows,
    unchanged: found.rows - found.rejected,
    rejected: found.rejected,
    from: found.from_day,
    to: found.to_day,
    rejects: context.book.all(
      'SELECT line, field, value, code, reason FROM import_reject WHERE import_id = ? ORDER BY line LIMIT 100',
      found.id,
    ),
    ignoredColumns: JSON.parse(found.ignored_columns) as string[],
    notes: JSON.parse(found.notes) as string[],
  };
}

async function contentHash(file: string, signal: AbortSignal | undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, signal ? { signal } : {})) {
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

/** Puts the system's reasons for not reading a file, and the book's for not writing, into words. */
function fileFailure(file: string, error: unknown): unknown {
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
