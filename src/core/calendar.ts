/** A calendar day, `2026-06-30`. */
export type IsoDay = string;
/** A calendar month, `2026-06`. */
export type IsoMonth = string;
/** From a day to a day, both of them in it. */
export type DaySpan = { readonly from: IsoDay; readonly to: IsoDay };

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

const formats = new Map<string, Intl.DateTimeFormat | null>();

/**
 * The calendar day of an instant (ISO 8601, UTC) in a time zone of the IANA list such as
 * `Europe/Berlin`; `null` where there is no such zone.
 */
export function dayIn(timeZone: string, instant: string): IsoDay | null {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = formatIn(timeZone);
    formats.set(timeZone, format);
  }
  if (format === null) return null;
  const parts = new Map(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`;
}

function formatIn(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  } catch {
    // The engine throws where it does not know the zone: that is the answer.
    return null;
  }
}

const two = (value: number): string => String(value).padStart(2, '0');
const four = (value: number): string => String(value).padStart(4, '0');
const part = (day: string, from: number, to: number): number => Number(day.slice(from, to));

/** Days since 1970-01-01 of a proleptic Gregorian date (H. Hinnant, "days_from_civil"). */
export function dayNumber(day: IsoDay): number {
  const month = part(day, 5, 7);
  const year = part(day, 0, 4) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear =
    Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + part(day, 8, 10) - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of `dayNumber`. */
export function dayOfNumber(number: number): IsoDay {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const index = Math.floor((5 * dayOfYear + 2) / 153);
  const month = index + (index < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${four(year)}-${two(month)}-${two(dayOfYear - Math.floor((153 * index + 2) / 5) + 1)}`;
}

export function daysInMonth(month: IsoMonth): number {
  const year = part(month, 0, 4);
  const number = part(month, 5, 7);
  if (number === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(number) ? 30 : 31;
}

export function isIsoMonth(text: string): boolean {
  return MONTH.test(text);
}

/** Whether the text is a day that exists (`2026-02-30` is none). */
export function isIsoDay(text: string): boolean {
  if (!DAY.test(text) || !MONTH.test(text.slice(0, 7))) return false;
  const day = part(text, 8, 10);
  return day >= 1 && day <= daysInMonth(text.slice(0, 7));
}

export function monthOf(day: IsoDay): IsoMonth {
  return day.slice(0, 7);
}

export function firstDay(month: IsoMonth): IsoDay {
  return `${month}-01`;
}

export function lastDay(month: IsoMonth): IsoDay {
  return `${month}-${two(daysInMonth(month))}`;
}

export function addDays(day: IsoDay, days: number): IsoDay {
  return dayOfNumber(dayNumber(day) + days);
}

/** Days from `from` to `to`; 0 on the same day, negative backwards. */
export function daysBetween(from: IsoDay, to: IsoDay): number {
  return dayNumber(to) - dayNumber(from);
}

const monthNumber = (month: IsoMonth): number => part(month, 0, 4) * 12 + part(month, 5, 7) - 1;

export function addMonths(month: IsoMonth, months: number): IsoMonth {
  const number = monthNumber(month) + months;
  return `${four(Math.floor(number / 12))}-${two((((number % 12) + 12) % 12) + 1)}`;
}

/** Months from `from` to `to`; 0 in the same month, negative backwards. */
export function monthsBetween(from: IsoMonth, to: IsoMonth): number {
  return monthNumber(to) - monthNumber(from);
}

/** The months from `from` to `to`, both included; none where `to` is earlier. */
export function monthRange(from: IsoMonth, to: IsoMonth): IsoMonth[] {
  const count = monthsBetween(from, to) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => addMonths(from, index));
}

/** The same day so many months later, or that month's last day where it is shorter. */
export function addMonthsToDay(day: IsoDay, months: number): IsoDay {
  const month = addMonths(monthOf(day), months);
  return `${month}-${two(Math.min(part(day, 8, 10), daysInMonth(month)))}`;
}

export function weekdayOf(day: IsoDay): Weekday {
  // 1970-01-01 was a Thursday.
  return WEEKDAYS[(((dayNumber(day) + 3) % 7) + 7) % 7] ?? 'monday';
}

/** The first day of the week that holds `day`, in a company whose week starts on `start`. */
export function weekStart(day: IsoDay, start: Weekday): IsoDay {
  const back = (WEEKDAYS.indexOf(weekdayOf(day)) - WEEKDAYS.indexOf(start) + 7) % 7;
  return addDays(day, -back);
}

/** The share of a month's days that lie in `start`..`end` (both included; `null` is open), 0 to 1. */
export function shareOfMonth(month: IsoMonth, start: IsoDay | null, end: IsoDay | null): number {
  const from = start !== null && start > firstDay(month) ? start : firstDay(month);
  const to = end !== null && end < lastDay(month) ? end : lastDay(month);
  return Math.max(0, daysBetween(from, to) + 1) / daysInMonth(month);
}
