import { type IsoDay, monthOf } from '../calendar.ts';
import { firstSeatMonth } from '../verdict/judged-window.ts';
import {
  latestWithoutLast,
  type PersonMonth,
  personMonths,
  type Worker,
} from '../verdict/output-months.ts';

/**
 * The months of a seat that a decision is held against: whole ones from the seat's first on and before
 * the decision's; without the 3 just before it where 6 others remain, of the rest the latest 12.
 */
export function monthsBefore(worker: Worker, from: IsoDay): PersonMonth[] {
  if (worker.firstChargeDay === null) return [];
  const until = monthOf(from);
  const months = personMonths(worker, firstSeatMonth(worker.firstChargeDay), until);
  return latestWithoutLast(
    months.filter((one) => one.month < until),
    until,
  );
}
