import { addDays, daysBetween, type IsoDay } from '../calendar.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import type { CleanedDay, DayAmount } from './day-bursts.ts';
import { type SpendPace, spendPace, type UnknownPace } from './spend-pace.ts';
import { projection, type WeeklyTrend } from './weekly-trend.ts';

export type RunOutInput = {
  /** Whole days, oldest first, one after the other; units of the budget (of its currency, or tokens). */
  readonly days: readonly DayAmount[];
  readonly calendar: CompanyCalendar;
  /** The last whole day known, for where there are no days of use at all. */
  readonly asOf?: IsoDay;
  /** What is left after the last of those days, in the same units. */
  readonly left: number;
  /** Charges to come that are agreed already and are not among `days`: subscriptions, by day. */
  readonly agreed: readonly DayAmount[];
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
      /** `null` where nothing but agreed charges is spent. */
      readonly pace: SpendPace | null;
      /** Growth per month as a ratio (0.05 is 5 %). */
      readonly growthPerMonth: number;
      /** A burst of the last seven days: if every day took as much, it would be used up in so many days. */
      readonly ifBurstGoesOn: { readonly burst: CleanedDay; readonly days: number } | null;
    };

const FARTHEST_DAYS = 3653;
const RECENT_BURST_DAYS = 7;
const WEEKS_A_MONTH = 365.25 / 84;

/**
 * The date on which what is left will be used up at this pace, with its 80 % range
 * (RULES.md, The run-out date). The same input gives the same date.
 */
export function runOut({ days, calendar, asOf, left, agreed }: RunOutInput): RunOut {
  if (left <= 0) return { state: 'used up' };
  const pace = spendPace(days, calendar);
  if (pace.state === 'not enough') {
    // A company with plans alone knows its charges to come; it takes no days of use to say when.
    const hasUse = days.some(({ amount }) => amount > 0);
    const lastDay = days.at(-1)?.day ?? asOf;
    if (hasUse || agreed.length === 0 || lastDay === undefined) return pace;
    const dates = datesOf(null, lastDay, left, agreed);
    return { state: 'known', ...dates, pace: null, growthPerMonth: 0, ifBurstGoesOn: null };
  }
  const burst = pace.bursts.at(-1);
  const isRecent = burst && daysBetween(burst.day, pace.lastDay) < RECENT_BURST_DAYS;
  return {
    state: 'known',
    ...datesOf(pace.trend, pace.lastDay, left, agreed),
    pace,
    growthPerMonth: Math.expm1(pace.trend.growth * WEEKS_A_MONTH),
    ifBurstGoesOn: isRecent ? { burst, days: Math.ceil(left / burst.amount) } : null,
  };
}

/**
 * A sum only grows, and so do the ends of its range; the formula's ends do not always, on the first
 * days (the upper) and after years (the lower). So the upper end of a day is the least of that and all
 * later days, the lower the greatest of that and all earlier ones.
 */
function datesOf(
  trend: WeeklyTrend | null,
  lastDay: IsoDay,
  left: number,
  agreed: readonly DayAmount[],
): { date: IsoDay | null; earliest: IsoDay | null; latest: IsoDay | null } {
  const on = (days: number | null): IsoDay | null =>
    days === null ? null : addDays(lastDay, days);
  const agreedOn = new Map<IsoDay, number>();
  for (const { day, amount } of agreed) agreedOn.set(day, (agreedOn.get(day) ?? 0) + amount);
  const none = { middle: 0, low80: 0, high80: 0 };
  let need = left;
  let date: number | null = null;
  let latest: number | null = null;
  let lastBelow = 0;
  for (let days = 1; days <= FARTHEST_DAYS; days += 1) {
    need -= agreedOn.get(addDays(lastDay, days)) ?? 0;
    const { middle, low80, high80 } = trend === null ? none : projection(trend, days / 7);
    if (high80 < need) lastBelow = days;
    if (date === null && middle >= need) date = days;
    if (latest === null && low80 >= need) latest = days;
    if (date !== null && latest !== null) break;
  }
  const earliest = lastBelow < FARTHEST_DAYS ? lastBelow + 1 : null;
  return { date: on(date), earliest: on(earliest), latest: on(latest) };
}
