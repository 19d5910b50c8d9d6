import type { IsoDay } from '../../../core/calendar.ts';
import type { InvoiceDraft, InvoiceLine, Spot } from '../../../core/invoices/invoice.ts';
import { billedPeriod } from '../../../core/invoices/invoice-period.ts';
import type { Book } from '../../book/book.ts';

export type InvoiceStatus = 'read' | 'confirmed' | 'posted';

/** An invoice as the book holds it. */
export type HeldInvoice = {
  readonly id: number;
  readonly importId: number;
  /** Of the original, as it lies beside the book. */
  readonly sha256: string;
  readonly file: string;
  readonly mediaType: string;
  readonly status: InvoiceStatus;
  readonly accountId: number | null;
  readonly account: string | null;
  readonly duplicateOf: number | null;
  readonly confirmedAt: string | null;
  readonly confirmedBy: string | null;
  readonly draft: InvoiceDraft;
};

type Row = Omit<HeldInvoice, 'draft'> & { readonly draftText: string };

const COLUMNS = `
  SELECT invoice.id, import_id AS importId, sha256, file, media_type AS mediaType, status,
    account_id AS accountId, account.name AS account, duplicate_of AS duplicateOf,
    confirmed_at AS confirmedAt, confirmed_by AS confirmedBy, draft AS draftText
  FROM invoice LEFT JOIN account ON account.id = account_id`;

/** The invoices that `where` names, newest first by their date. */
export function heldInvoices(
  book: Book,
  where = '1',
  ...values: (string | number)[]
): HeldInvoice[] {
  return book
    .all<Row>(
      `${COLUMNS} WHERE ${where} ORDER BY coalesce(issue_day, '9999') DESC, invoice.id DESC`,
      ...values,
    )
    .map(({ draftText, ...row }) => ({ ...row, draft: draftOf(draftText, linesOf(book, row.id)) }));
}

export function heldInvoice(book: Book, id: number): HeldInvoice | null {
  return heldInvoices(book, 'invoice.id = ?', id)[0] ?? null;
}

function linesOf(book: Book, invoiceId: number): InvoiceLine[] {
  return book
    .all<Omit<InvoiceLine, 'isPrepaid' | 'at'> & { isPrepaid: number; at: string }>(
      `SELECT description, quantity, unit_micro AS unitMicro, amount_micro AS amountMicro,
         period_start AS periodStart, period_end AS periodEnd, tax_rate AS taxRate,
         is_prepaid AS isPrepaid, confidence, at
       FROM invoice_line WHERE invoice_id = ? ORDER BY ordinal`,
      invoiceId,
    )
    .map((line) => ({
      ...line,
      isPrepaid: line.isPrepaid === 1,
      at: JSON.parse(line.at) as Spot,
    }));
}

const AMOUNTS = ['netMicro', 'taxMicro', 'totalMicro', 'payableMicro', 'creditsMicro'] as const;

/** A draft without its lines as JSON; amounts as strings of micro-units. */
function textOf({ lines: _, ...draft }: InvoiceDraft): string {
  return JSON.stringify(draft, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}

function draftOf(text: string, lines: InvoiceLine[]): InvoiceDraft {
  const held = JSON.parse(text) as Record<string, unknown>;
  for (const name of AMOUNTS) {
    const field = held[name] as { value: string } | null;
    if (field) held[name] = { ...field, value: BigInt(field.value) };
  }
  return { ...(held as Omit<InvoiceDraft, 'lines'>), lines };
}

/** Who billed and which number, folded: by both an invoice is known. `null` where one is missing. */
export function knownBy(draft: InvoiceDraft): string | null {
  const fold = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '');
  const vendor = draft.vendorKey ?? fold(draft.vendor?.value ?? '');
  const number = fold(draft.number?.value ?? '');
  return vendor === '' || number === '' ? null : `${vendor}#${number}`;
}

/** The days it bills, as stated, or the month of its date. */
export function billedDays(draft: InvoiceDraft): { start: IsoDay; end: IsoDay } | null {
  const period = billedPeriod(draft);
  return period && { start: period.start, end: period.end };
}

const HEADS = `vendor = ?, vendor_key = ?, known_by = ?, number = ?, issue_day = ?, due_day = ?,
  period_start = ?, period_end = ?, currency = ?, net_micro = ?, tax_micro = ?, total_micro = ?,
  payable_micro = ?, kind = ?, draft = ?`;

function heads(draft: InvoiceDraft) {
  const period = billedDays(draft);
  return [
    draft.vendor?.value ?? null,
    draft.vendorKey,
    knownBy(draft),
    draft.number?.value ?? null,
    draft.issueDay?.value ?? null,
    draft.dueDay?.value ?? null,
    period?.start ?? null,
    period?.end ?? null,
    draft.currency?.value ?? null,
    draft.netMicro?.value ?? null,
    draft.taxMicro?.value ?? null,
    draft.totalMicro?.value ?? null,
    draft.payableMicro?.value ?? null,
    draft.kind,
    textOf(draft),
  ] as const;
}

/** Lays down an invoice as it was read; gives its id. */
export function addInvoice(
  book: Book,
  made: Pick<
    HeldInvoice,
    'importId' | 'sha256' | 'file' | 'mediaType' | 'accountId' | 'duplicateOf'
  >,
  draft: InvoiceDraft,
): number {
  const { id } = book.run(
    `INSERT INTO invoice (import_id, sha256, file, media_type, kind, draft, account_id, duplicate_of, status)
     VALUES (?, ?, ?, ?, ?, '', ?, ?, 'read')`,
    made.importId,
    made.sha256,
    made.file,
    made.mediaType,
    draft.kind,
    made.accountId,
    made.duplicateOf,
  );
  saveDraft(book, id, draft);
  return id;
}

/** Writes a draft over the one that an invoice had. */
export function saveDraft(book: Book, id: number, draft: InvoiceDraft): void {
  book.run(`UPDATE invoice SET ${HEADS} WHERE id = ?`, ...heads(draft), id);
  book.run('DELETE FROM invoice_line WHERE invoice_id = ?', id);
  draft.lines.forEach((line, index) => {
    book.run(
      `INSERT INTO invoice_line (invoice_id, ordinal, description, quantity, unit_micro, amount_micro,
         period_start, period_end, tax_rate, is_prepaid, confidence, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      index + 1,
      line.description,
      line.quantity,
      line.unitMicro,
      line.amountMicro,
      line.periodStart,
      line.periodEnd,
      line.taxRate,
      line.isPrepaid ? 1 : 0,
      line.confidence,
      JSON.stringify(line.at),
    );
  });
}

export function setStanding(
  book: Book,
  id: number,
  standing: { accountId: number | null; status: InvoiceStatus },
): void {
  book.run(
    'UPDATE invoice SET account_id = ?, status = ? WHERE id = ?',
    standing.accountId,
    standing.status,
    id,
  );
}
