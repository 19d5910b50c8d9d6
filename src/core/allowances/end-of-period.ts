import type { IsoDay } from '../calendar.ts';
import { addDays } from '../calendar.ts';
import { type CompanyCalendar, dayRange, workingDays } from './company-calendar.ts';
import type { DayAmount } from './day-bursts.ts';
import { spendPace, type UnknownPace } from './spend-pace.ts';
import { type Projection, projection } from './weekly-trend.ts';

/**
 * What will be used by the end of a period, with its 80 % range, in the units of the days given: what is used plus the
 * projection of the run-out date for the days left. These are counted in weeks by what working days and days
 * off take, so that a period that ends on a Sunday is not charged with two more working days.
 */
export function endOfPeriod(input: {
  readonly days: readonly DayAmount[];
  readonly calendar: CompanyCalendar;
  readonly used: number;
  /** The period's first day, where the days given may end before it: what lies between is not projected. */
  readonly periodFrom?: IsoDay;
  readonly periodEnd: IsoDay;
}): Projection | UnknownPace {
  const pace = spendPace(input.days, input.calendar);
  if (pace.state === 'not enough') return pace;
  const next = addDays(pace.lastDay, 1);
  const { periodFrom = next } = input;
  const from = periodFrom > next ? periodFrom : next;
  const daysLeft = dayRange(from, input.periodEnd).length;
  const working = workingDays(from, input.periodEnd, input.calendar);
  const { workdays } = input.calendar;
  const week = workdays.size * pace.workingDayMean + (7 - workdays.size) * pace.dayOffMean;
  const weeks =
    week > 0
      ? (working * pace.workingDayMean + (daysLeft - working) * pace.dayOffMean) / week
      : daysLeft / 7;
  const { middle, low80, high80 } = projection(pace.trend, weeks);
  return {
    middle: input.used + middle,
    low80: input.used + low80,
    high80: input.used + high80,
  };
}
