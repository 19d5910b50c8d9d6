import type { IsoMonth } from '../../../core/calendar.ts';
import type { Context } from '../context.ts';

/** Claims dated in the month that are submitted and not decided. */
export function openClaimsIn(_context: Context, _month: IsoMonth): number {
  return 0;
}

/** Invoices of the month that are not reconciled with its charges. */
export function openInvoicesIn(_context: Context, _month: IsoMonth): number {
  return 0;
}
