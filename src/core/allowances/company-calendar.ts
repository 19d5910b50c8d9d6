import { addDays, daysBetween, type IsoDay, type Weekday, weekdayOf } from '../calendar.ts';

/** Which days the company works, and on which day its week begins. */
export type CompanyCalendar = {
  readonly weekStart: Weekday;
  readonly workdays: ReadonlySet<Weekday>;
  /** Days off that fall on a workday. */
  readonly holidays: ReadonlySet<IsoDay>;
  /** Days worked that fall on a day off: some countries make up for long holidays at a week-end. */
  readonly extraWorkdays: ReadonlySet<IsoDay>;
};

/** Monday to Friday, no holidays, weeks from Monday: what a new company starts from. */
export const plainCalendar: CompanyCalendar = {
  weekStart: 'monday',
  workdays: new Set<Weekday>(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  holidays: new Set(),
  extraWorkdays: new Set(),
};

export function isWorkingDay(day: IsoDay, calendar: CompanyCalendar): boolean {
  if (calendar.extraWorkdays.has(day)) return true;
  return calendar.workdays.has(weekdayOf(day)) && !calendar.holidays.has(day);
}

/** The days from `from` to `to`, both included; none where `to` is earlier. */
export function dayRange(from: IsoDay, to: IsoDay): IsoDay[] {
  const count = Math.max(0, daysBetween(from, to) + 1);
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

/** How many working days lie in `from`..`to`, both included. */
export function workingDays(from: IsoDay, to: IsoDay, calendar: CompanyCalendar): number {
  return dayRange(from, to).filter((day) => isWorkingDay(day, calendar)).length;
}
