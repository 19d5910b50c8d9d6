import { firstDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import type { Context } from '../context.ts';

/** How many invoices of the month wait for a person; those without a date count in every month. */
export function openInvoicesIn({ book }: Context, month: IsoMonth): number {
  return book.invoices.waitingBetween(firstDay(month), lastDay(month));
}
