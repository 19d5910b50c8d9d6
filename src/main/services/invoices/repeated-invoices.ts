import { invoiceNumberKey, plainVendor } from '../../../core/claims/vendor-match.ts';
import type { InvoiceDraft } from '../../../core/invoices/invoice.ts';
import type { Book } from '../../book/book.ts';
import { type HeldInvoice, heldInvoices, knownBy } from './invoice-store.ts';

/** What readers note on papers that are no invoice: an order, a pro forma, a statement, or unnamed. */
const NO_INVOICE: ReadonlySet<string> = new Set(['not_an_invoice', 'title_missing']);

/** What a paper is, as far as one can stand for another: an order or a receipt is not the invoice. */
function sortOf({ kind, notes }: InvoiceDraft): string {
  return notes.some((note) => NO_INVOICE.has(note)) ? 'no invoice' : kind;
}

/**
 * The invoice in the book that is this one again, sent or written in another way: same content; or same
 * vendor, number, day, total and currency of the same sort of paper. It may be left out.
 */
export function twinOf(book: Book, draft: InvoiceDraft): number | null {
  const same = book.invoices.idOf(draft.sha256);
  if (same !== undefined) return same;
  const day = draft.issueDay?.value;
  const total = draft.totalMicro?.value;
  if (day === undefined || total === undefined) return null;
  const twin = ofSameNumber(book, draft).find(
    ({ draft: other }) =>
      other.issueDay?.value === day &&
      other.totalMicro?.value === total &&
      other.currency?.value === draft.currency?.value &&
      sortOf(other) === sortOf(draft),
  );
  return twin?.id ?? null;
}

/**
 * The invoice of the same vendor and number that a person has to compare this one with: the first that
 * counts, for a paper that is no invoice and waits makes no other one doubtful.
 */
export function namesakeOf(book: Book, draft: InvoiceDraft): number | null {
  const counting = ofSameNumber(book, draft).filter(
    (other) => other.status !== 'read' || sortOf(other.draft) !== 'no invoice',
  );
  return counting.at(-1)?.id ?? null;
}

/** Papers of the same vendor and number that waited when the invoice itself came: they repeat it now. */
export function noteRepeated(book: Book, id: number, draft: InvoiceDraft): void {
  if (sortOf(draft) !== 'invoice') return;
  for (const other of ofSameNumber(book, draft)) {
    const waits = other.status === 'read' && sortOf(other.draft) === 'no invoice';
    if (other.id === id || !waits || other.duplicateOf !== null) continue;
    book.invoices.setDuplicate(other.id, id);
  }
}

/**
 * Invoices with this number, however it is written, of this vendor: known by the same key, the same tax
 * number, or the same name but for its legal form. Newest first.
 */
function ofSameNumber(book: Book, draft: InvoiceDraft): HeldInvoice[] {
  const number = invoiceNumberKey(draft.number?.value ?? null);
  if (number === '') return [];
  return heldInvoices(
    book,
    book.invoices.knownBy(knownBy(draft) ?? '', number.toLowerCase()),
  ).filter((other) => isSameVendor(other.draft, draft));
}

function isSameVendor(a: InvoiceDraft, b: InvoiceDraft): boolean {
  const taxId = invoiceNumberKey(a.vendorTaxId?.value ?? null);
  if (taxId !== '' && taxId === invoiceNumberKey(b.vendorTaxId?.value ?? null)) return true;
  if (a.vendorKey !== null || b.vendorKey !== null) return a.vendorKey === b.vendorKey;
  const name = plainVendor(a.vendor?.value ?? '');
  return name !== '' && name === plainVendor(b.vendor?.value ?? '');
}
