import {
  addDays,
  addMonths,
  firstDay,
  type IsoDay,
  lastDay,
  monthOf,
  type Weekday,
  weekStart,
} from '../calendar.ts';
import type { Cadence } from './allowance-line.ts';

/** Both days included. `to` is `null` while a grant given once lasts. */
export type Period = { readonly from: IsoDay; readonly to: IsoDay | null };

/** The period of a recurring allowance that holds a day: a week of the company, or a calendar month, quarter or year. */
export function periodOf(
  cadence: Exclude<Cadence, 'once'>,
  day: IsoDay,
  start: Weekday,
): { readonly from: IsoDay; readonly to: IsoDay } {
  if (cadence === 'week') {
    const from = weekStart(day, start);
    return { from, to: addDays(from, 6) };
  }
  const month = monthOf(day);
  if (cadence === 'month') return { from: firstDay(month), to: lastDay(month) };
  const number = Number(month.slice(5));
  const months = cadence === 'year' ? 12 : 3;
  const first = addMonths(month, -((number - 1) % months));
  return { from: firstDay(first), to: lastDay(addMonths(first, months - 1)) };
}

export function isWithin(day: IsoDay, { from, to }: Period): boolean {
  return day >= from && (to === null || day <= to);
}
