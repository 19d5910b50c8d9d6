import { addDays, daysBetween, type IsoDay } from '../calendar.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import { type CleanedDay, cleanedDays, type DayAmount } from './day-bursts.ts';
import { type NewLevel, newLevel } from './new-level.ts';
import { type WeeklyTrend, weeklyTrend } from './weekly-trend.ts';

export const LONGEST_HISTORY_DAYS = 112;
const LEAST_HISTORY_DAYS = 14;
const MOST_WEEKS = 16;

/** How spend runs now: what a forecast stands on, and what it has to say about it. */
export type SpendPace = {
  readonly state: 'known';
  readonly firstDay: IsoDay;
  readonly lastDay: IsoDay;
  readonly trend: WeeklyTrend;
  readonly bursts: readonly CleanedDay[];
  readonly newLevel: NewLevel | null;
  /** A level younger than 14 days is to be said beside the forecast: its range holds less often. */
  readonly isLevelFresh: boolean;
  /** What a working day and a day off take, in proportion to each other. */
  readonly workingDayMean: number;
  readonly dayOffMean: number;
};

export type UnknownPace = {
  readonly state: 'not enough';
  readonly reason: 'under 14 whole days' | 'no spend';
  readonly wholeDays: number;
};

/**
 * The pace of whole days (oldest first, one after the other; the last 112 count), by RULES.md, The run-out date, steps 1 to 3.
 * `not enough` under 14 days or without any spend.
 */
export function spendPace(
  days: readonly DayAmount[],
  calendar: CompanyCalendar,
): SpendPace | UnknownPace {
  const recent = days.slice(-LONGEST_HISTORY_DAYS);
  const wholeDays = recent.length;
  const first = recent[0];
  const last = recent.at(-1);
  if (!first || !last || wholeDays < LEAST_HISTORY_DAYS) {
    return { state: 'not enough', reason: 'under 14 whole days', wholeDays };
  }
  const cleaned = cleanedDays(recent, calendar);
  const level = newLevel(cleaned);
  const since = level?.since ?? first.day;
  const counted = cleaned.filter(({ day }) => day >= since);
  const earlier = cleaned.filter(({ day }) => day < since);
  const before = level && weeklyTrend(weeklySums(earlier), null);
  const trend = weeklyTrend(weeklySums(counted), before);
  if (!trend) return { state: 'not enough', reason: 'no spend', wholeDays };
  return {
    state: 'known',
    firstDay: first.day,
    lastDay: last.day,
    trend,
    bursts: cleaned.filter(({ isBurst }) => isBurst),
    newLevel: level,
    isLevelFresh: level !== null && daysBetween(level.since, last.day) + 1 < LEAST_HISTORY_DAYS,
    workingDayMean: meanOf(counted.filter(({ isWorkingDay }) => isWorkingDay)),
    dayOffMean: meanOf(counted.filter(({ isWorkingDay }) => !isWorkingDay)),
  };
}

/**
 * Sums of the whole weeks that end with the last day, at most 16, oldest first. Fewer than seven days
 * (a level that began after a long holiday) stand for a week in proportion.
 */
function weeklySums(days: readonly CleanedDay[]): number[] {
  const weeks = Math.min(MOST_WEEKS, Math.floor(days.length / 7));
  if (weeks === 0) return days.length === 0 ? [] : [meanOf(days) * 7];
  return Array.from({ length: weeks }, (_, index) => {
    const end = days.length - 7 * (weeks - 1 - index);
    return days.slice(end - 7, end).reduce((sum, { paceAmount }) => sum + paceAmount, 0);
  });
}

const meanOf = (days: readonly CleanedDay[]): number =>
  days.length === 0 ? 0 : days.reduce((sum, { paceAmount }) => sum + paceAmount, 0) / days.length;

/** Every day of `from`..`to` with its amount, 0 where none is given; several of one day add up. */
export function everyDay(amounts: readonly DayAmount[], from: IsoDay, to: IsoDay): DayAmount[] {
  const sums = new Map<IsoDay, number>();
  for (const { day, amount } of amounts) sums.set(day, (sums.get(day) ?? 0) + amount);
  const count = Math.max(0, daysBetween(from, to) + 1);
  return Array.from({ length: count }, (_, index) => {
    const day = addDays(from, index);
    return { day, amount: sums.get(day) ?? 0 };
  });
}
