import type { IsoDay } from '../../../core/calendar.ts';
import type { InvoiceDraft, InvoiceLine, Spot, StatedTax } from '../../../core/invoices/invoice.ts';
import { billedPeriod } from '../../../core/invoices/invoice-period.ts';
import type { Book } from '../../book/book.ts';
import type { InvoiceHead, InvoiceRow, InvoiceStatus } from '../../book/stores/invoices.ts';

/** An invoice as the book holds it. */
export type { InvoiceStatus };

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
  /** The month that a person chose to book it in; `null`: that of its date. */
  readonly postingMonth: string | null;
  /** When its import took it in. */
  readonly takenAt: string;
  readonly draft: InvoiceDraft;
};

/** Every invoice, the newest first by its date. */
export function heldInvoices(book: Book, rows = book.invoices.all()): HeldInvoice[] {
  return rows.map((row) => heldOf(book, row));
}

export function heldInvoice(book: Book, id: number): HeldInvoice | null {
  const row = book.invoices.one(id);
  return row === undefined ? null : heldOf(book, row);
}

function heldOf(book: Book, { draftText, ...row }: InvoiceRow): HeldInvoice {
  return { ...row, draft: draftOf(draftText, linesOf(book, row.id)) };
}

function linesOf(book: Book, invoiceId: number): InvoiceLine[] {
  return book.invoices.lines(invoiceId).map((line) => ({
    ...line,
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
  const breakdown = (held['taxBreakdown'] ?? []) as Record<keyof StatedTax, string>[];
  return {
    // What drafts of earlier versions do not have.
    ...{ vendorCountry: null, taxRemark: null },
    ...(held as Omit<InvoiceDraft, 'lines'>),
    taxBreakdown: breakdown.map(({ category, rate, netMicro, taxMicro }) => ({
      ...{ category, rate, netMicro: BigInt(netMicro), taxMicro: BigInt(taxMicro) },
    })),
    lines,
  };
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

function headOf(draft: InvoiceDraft): InvoiceHead {
  const period = billedDays(draft);
  return {
    vendor: draft.vendor?.value ?? null,
    vendorKey: draft.vendorKey,
    knownBy: knownBy(draft),
    number: draft.number?.value ?? null,
    issueDay: draft.issueDay?.value ?? null,
    dueDay: draft.dueDay?.value ?? null,
    periodStart: period?.start ?? null,
    periodEnd: period?.end ?? null,
    currency: draft.currency?.value ?? null,
    netMicro: draft.netMicro?.value ?? null,
    taxMicro: draft.taxMicro?.value ?? null,
    totalMicro: draft.totalMicro?.value ?? null,
    payableMicro: draft.payableMicro?.value ?? null,
    kind: draft.kind,
    draftText: textOf(draft),
  };
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
  const { id } = book.invoices.add({ ...made, kind: draft.kind });
  saveDraft(book, id, draft);
  return id;
}

/** Writes a draft over the one that an invoice had. */
export function saveDraft(book: Book, id: number, draft: InvoiceDraft): void {
  book.invoices.setHead(id, headOf(draft));
  book.invoices.removeLines(id);
  draft.lines.forEach((line, index) => {
    book.invoices.addLine(id, index + 1, line, JSON.stringify(line.at));
  });
}

export function setStanding(
  book: Book,
  id: number,
  standing: { accountId: number | null; status: InvoiceStatus },
): void {
  book.invoices.setStanding(id, standing.accountId, standing.status);
}
