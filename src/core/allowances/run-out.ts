import { addDays, daysBetween, type IsoDay } from '../calendar.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import type { CleanedDay, DayAmount } from './day-bursts.ts';
import { type SpendPace, spendPace, type UnknownPace } from './spend-pace.ts';
import { projection } from './weekly-trend.ts';

export type RunOutInput = {
  /** Whole days, oldest first, one after the other; units of the budget (of its currency, or tokens). */
  readonly days: readonly DayAmount[];
  readonly calendar: CompanyCalendar;
  /** What is left after the last of those days, in the same units. */
  readonly left: number;
};

export type RunOut =
  | UnknownPace
  /** Nothing was left any more. */
  | { readonly state: 'used up' }
  | {
      readonly state: 'known';
      /** The days on which it will be used up at this pace, at 80 %; `null`: not within ten years. */
      readonly date: IsoDay | null;
      readonly earliest: IsoDay | null;
      readonly latest: IsoDay | null;
      readonly pace: SpendPace;
      /** Growth per four weeks as a ratio (0.05 is 5 %). */
      readonly growthPerMonth: number;
      /** A burst of the last seven days: if every day took as much, it would be used up in so many days. */
      readonly ifBurstGoesOn: { readonly burst: CleanedDay; readonly days: number } | null;
    };

const FARTHEST_DAYS = 3653;
const RECENT_BURST_DAYS = 7;

/**
 * The date on which what is left will be used up at this pace, with its 80 % range (DESIGN §5, "How
 * the date is worked out"). The same input gives the same date.
 */
export function runOut({ days, calendar, left }: RunOutInput): RunOut {
  if (left <= 0) return { state: 'used up' };
  const pace = spendPace(days, calendar);
  if (pace.state === 'not enough') return pace;
  const dates = datesOf(pace, left);
  const burst = pace.bursts.at(-1);
  const isRecent = burst && daysBetween(burst.day, pace.lastDay) < RECENT_BURST_DAYS;
  return {
    state: 'known',
    ...dates,
    pace,
    growthPerMonth: Math.expm1(pace.trend.growth * (365.25 / 84)),
    ifBurstGoesOn: isRecent ? { burst, days: Math.ceil(left / burst.amount) } : null,
  };
}

/**
 * A sum only grows, and so do the ends of its range; the formula's ends do not always, on the first
 * days (the upper) and after years (the lower). So the upper end of a day is the least of that and all later
 * days, the lower the greatest of that and all earlier ones.
 */
function datesOf(
  { trend, lastDay }: SpendPace,
  left: number,
): { date: IsoDay | null; earliest: IsoDay | null; latest: IsoDay | null } {
  const on = (days: number | null): IsoDay | null =>
    days === null ? null : addDays(lastDay, days);
  let date: number | null = null;
  let latest: number | null = null;
  let lastBelow = 0;
  let days = 1;
  for (; days <= FARTHEST_DAYS; days += 1) {
    const { middle, low80, high80 } = projection(trend, days / 7);
    if (high80 < left) lastBelow = days;
    if (date === null && middle >= left) date = days;
    if (latest === null && low80 >= left) latest = days;
    if (date !== null && latest !== null) break;
  }
  const isReached = date !== null || lastBelow < FARTHEST_DAYS;
  return { date: on(date), earliest: on(isReached ? lastBelow + 1 : null), latest: on(latest) };
}
