import type { IsoMonth } from '../../../core/calendar.ts';
import type { ClaimExportRow } from '../../../core/close/export-rows.ts';
import type { Context } from '../context.ts';

/** The lines of the month's claims, by person, then claim. None while the book knows no claims. */
export function claimRowsOf(_context: Context, _month: IsoMonth): ClaimExportRow[] {
  return [];
}
