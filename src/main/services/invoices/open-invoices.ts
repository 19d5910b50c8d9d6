import { firstDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import type { Context } from '../context.ts';

/** How many invoices of the month wait for a person; those without a date count in every month. */
export function openInvoicesIn({ book }: Context, month: IsoMonth): number {
  return (
    book.get<{ count: number }>(
      `SELECT count(*) AS count FROM invoice WHERE status <> 'posted'
         AND (period_start IS NULL OR (period_start <= ? AND period_end >= ?))`,
      lastDay(month),
      firstDay(month),
    )?.count ?? 0
  );
}
