import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportDoc } from '../../../contract/imports.ts';
import { Failure } from '../../../core/failure.ts';
import { coveredDays } from '../../../core/invoices/bill-groups.ts';
import type { InvoiceDraft } from '../../../core/invoices/invoice.ts';
import { audit } from '../../book/audit.ts';
import { NewOriginals } from '../../book/originals.ts';
import { deadlineIn } from '../../imports/invoice/limits.ts';
import { emptyDraft } from '../../imports/invoice/read-invoice.ts';
import { zipEntries } from '../../imports/invoice/zip-entries.ts';
import type { Context } from '../context.ts';
import { emptyDoc, type ImportOptions } from '../imports/import-options.ts';
import { finishImport, startImport } from '../imports/import-record.ts';
import { DryRunEnds } from '../imports/import-run.ts';
import { emptyTally, type Tally } from '../imports/import-tally.ts';
import { invoiceReader, vendorTemplates } from './invoice-reader.ts';
import { addInvoice, billedDays, heldInvoice } from './invoice-store.ts';
import { namesakeOf, noteRepeated, twinOf } from './repeated-invoices.ts';
import { repostVariances } from './repost-variances.ts';
import { accountFor, settleStanding } from './standing.ts';

/** An invoice of a file, and the content of its own: the file's, or that of a file in an archive. */
type ReadInvoice = { readonly draft: InvoiceDraft; readonly bytes: Uint8Array };

/**
 * Takes a file of invoices: each is read in the reading thread, kept with its original, and posted
 * where its sums tie out and its vendor and account are known; else it waits for a person. A file
 * that is here by its content, or whose invoices are here by vendor and number, adds nothing.
 */
export async function importInvoice(
  context: Context,
  file: string,
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<ImportDoc> {
  const { book } = context;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const known = duplicateByContent(context, sha256, file, options);
  if (known) return known;
  const read = await readAll(context, bytes, basename(file));
  const doc: ImportDoc = {
    ...emptyDoc(file, options),
    sha256,
    kind: 'invoice',
    format: read[0]?.draft.format ?? null,
    notes: [...new Set(read.flatMap(({ draft }) => draft.notes))],
  };
  const tally: Tally = emptyTally();
  let isNew = false;
  let importId: number | null = null;
  const originals = new NewOriginals(book.file);
  try {
    book.transaction(() => {
      const id = startImport(context, {
        file,
        sha256,
        opened: {
          kind: 'invoice',
          format: doc.format ?? 'image',
          header: [],
          ignoredColumns: [],
        },
        options,
      });
      for (const one of read) {
        const rows = Math.max(1, one.draft.lines.length);
        tally.rows += rows;
        if (twinOf(book, one.draft) !== null) {
          tally.unchanged += rows;
          continue;
        }
        isNew = true;
        tally.added += rows;
        widen(tally, one.draft);
        takeOne(context, id, one, originals, options);
      }
      finishImport(context, id, tally, doc.notes);
      if (options.dryRun || !isNew) throw new DryRunEnds();
      importId = id;
      const buysCredits = read.some(({ draft }) => draft.lines.some((line) => line.isPrepaid));
      const to = buysCredits ? null : tally.to;
      repostVariances(context, { from: tally.from, to, withClosed: true });
      audit(book, {
        at: context.now(),
        who: context.who,
        action: 'import',
        subject: `import ${id}`,
        detail: { file: basename(file), sha256, kind: 'invoice', ...tally },
      });
    });
  } catch (error) {
    originals.remove();
    if (!(error instanceof DryRunEnds)) throw error;
  }
  const status = options.dryRun ? 'dry-run' : isNew ? 'committed' : 'duplicate';
  return { ...doc, ...tally, id: importId, status };
}

/** The import that brought this very file, whatever was asked with it then. */
function duplicateByContent(
  { book }: Context,
  sha256: string,
  file: string,
  options: ImportOptions,
): ImportDoc | null {
  const found = book.invoices.importBefore(sha256);
  if (!found) return null;
  return {
    ...emptyDoc(file, options),
    id: options.dryRun ? null : found.id,
    sha256,
    kind: 'invoice',
    format: found.format,
    status: options.dryRun ? 'dry-run' : 'duplicate',
    rows: found.rows,
    unchanged: found.rows,
    from: found.from,
    to: found.to,
  };
}

async function readAll(
  context: Context,
  bytes: Uint8Array,
  fileName: string,
): Promise<ReadInvoice[]> {
  context.signal?.throwIfAborted();
  const drafts = await invoiceReader()
    .read(bytes, fileName, vendorTemplates(context))
    .catch((error: unknown) => {
      // A scan: kept, and typed in beside its picture.
      if (error instanceof Failure && error.code === 'pdf_no_text') {
        return [{ ...emptyDraft(bytes, fileName), notes: ['pdf_no_text'] }];
      }
      throw error;
    });
  context.signal?.throwIfAborted();
  const [only] = drafts;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (only && drafts.length === 1 && only.sha256 === sha256) return [{ draft: only, bytes }];
  const inner = new Map(
    zipEntries(bytes, (name) => /\.(?:xml|pdf|ofd)$/i.test(name), deadlineIn(30_000)).map(
      (entry) => [createHash('sha256').update(entry.bytes).digest('hex'), entry.bytes] as const,
    ),
  );
  return drafts.map((draft) => ({ draft, bytes: inner.get(draft.sha256) ?? bytes }));
}

function takeOne(
  context: Context,
  importId: number,
  { draft, bytes }: ReadInvoice,
  originals: NewOriginals,
  options: ImportOptions,
): void {
  const { book } = context;
  const sha256 = options.dryRun ? draft.sha256 : originals.keep(bytes, draft.mediaType);
  const id = addInvoice(
    book,
    {
      importId,
      sha256,
      file: draft.fileName,
      mediaType: draft.mediaType,
      accountId: accountFor(context, draft, options.account),
      duplicateOf: namesakeOf(book, draft),
    },
    draft,
  );
  noteRepeated(book, id, draft);
  const held = heldInvoice(book, id);
  if (held) settleStanding(context, held);
}

function widen(tally: Tally, draft: InvoiceDraft): void {
  const stated = billedDays(draft);
  if (!stated) return;
  const { start, end } = coveredDays(stated);
  if (tally.from === null || start < tally.from) tally.from = start;
  if (tally.to === null || end > tally.to) tally.to = end;
}
