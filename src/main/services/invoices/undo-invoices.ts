import type { IsoMonth } from '../../../core/calendar.ts';
import type { Context } from '../context.ts';
import { repostVariances } from './repost-variances.ts';

/** A closed month into which an invoice of this import was posted; `null`: it can be taken back. */
export function closedByInvoice({ book }: Context, importId: number): IsoMonth | null {
  return book.invoices.closedBy(importId);
}

/** Takes an import's invoices out of the book. Their originals stay beside it: others may name them. */
export function takeBackInvoices(context: Context, importId: number): void {
  const { book } = context;
  const { changes } = book.invoices.removeOf(importId);
  book.invoices.forgetLostDuplicates();
  repostVariances(context, { from: null, to: null, withClosed: changes > 0 });
}
