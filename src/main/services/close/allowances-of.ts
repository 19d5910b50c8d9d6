import type { IsoMonth } from '../../../core/calendar.ts';
import { AllowanceDesk } from '../allowances/allowance-desk.ts';
import { listWith } from '../allowances/list-allowances.ts';
import type { Context } from '../context.ts';

/** The month's allowances and pools as their list shows them; `null` while the book knows none. */
export function allowancesOf(context: Context, month: IsoMonth): unknown {
  const desk = new AllowanceDesk(context);
  if (desk.isEmpty && desk.pools.length === 0) return null;

  return listWith(desk, { month });
}
