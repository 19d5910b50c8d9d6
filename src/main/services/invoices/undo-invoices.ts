import type { IsoMonth } from '../../../core/calendar.ts';
import type { Context } from '../context.ts';
import { repostVariances } from './repost-variances.ts';

/** A closed month into which an invoice of this import was posted; `null`: it can be taken back. */
export function closedByInvoice({ book }: Context, importId: number): IsoMonth | null {
  return (
    book.get<{ month: IsoMonth | null }>(
      `SELECT min(substr(charge.day, 1, 7)) AS month
       FROM invoice
       JOIN variance_charge ON variance_charge.account_id = invoice.account_id
         AND variance_charge.month BETWEEN substr(period_start, 1, 7) AND substr(period_end, 1, 7)
       JOIN charge ON charge.id = charge_id
       WHERE invoice.import_id = ? AND invoice.status = 'posted'
         AND substr(charge.day, 1, 7) IN (SELECT month FROM closed_month)`,
      importId,
    )?.month ?? null
  );
}

/** Takes an import's invoices out of the book. Their originals stay beside it: others may name them. */
export function takeBackInvoices(context: Context, importId: number): void {
  const { book } = context;
  const { changes } = book.run('DELETE FROM invoice WHERE import_id = ?', importId);
  book.run(
    'UPDATE invoice SET duplicate_of = NULL WHERE duplicate_of NOT IN (SELECT id FROM invoice)',
  );
  repostVariances(context, { from: null, to: null, withClosed: changes > 0 });
}
