import type { IsoMonth } from '../../../core/calendar.ts';
import type { Context } from '../context.ts';

/** Claims dated in the month that are submitted and not decided. */
export function openClaimsIn(_context: Context, _month: IsoMonth): number {
  return 0;
}

export { openInvoicesIn } from '../invoices/open-invoices.ts';
