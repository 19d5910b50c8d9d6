import type { IsoMonth } from '../../../core/calendar.ts';
import type { Context } from '../context.ts';

/** The month's allowances as their list shows them; `null` while the book knows none. */
export function allowancesOf(_context: Context, _month: IsoMonth): unknown {
  return null;
}
