import type { IsoMonth } from '../../../core/calendar.ts';
import { AllowanceFacts } from '../allowances/allowance-facts.ts';
import { listWith } from '../allowances/list-allowances.ts';
import type { Context } from '../context.ts';

/** The month's allowances and pools as their list shows them; `null` while the book knows none. */
export function allowancesOf(context: Context, month: IsoMonth): unknown {
  const facts = new AllowanceFacts(context);
  if (facts.isEmpty && facts.pools.length === 0) return null;

  return listWith(facts, { month });
}
