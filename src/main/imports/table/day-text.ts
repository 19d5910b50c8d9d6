import { LONGEST, plainDigits } from '../../../core/amount-text.ts';
import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import { dayOfNumber, isIsoDay, isIsoMonth } from '../../../core/calendar.ts';
import { foldText, printedDays } from '../../../core/invoices/printed-day.ts';
import type { CellFault } from './cell-fault.ts';

/** How a date of three numbers with slashes, dashes or points is written. */
export type DayOrder = 'dmy' | 'mdy' | 'ymd';
export const DAY_ORDERS: readonly DayOrder[] = ['dmy', 'mdy', 'ymd'];

const fault = (code: string, reason: string): CellFault => ({ code, reason });

const YEAR_FIRST = /^(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})\.?(?:$|[T ])/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:$|[T ])/;
const CHINESE = /^(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号일]/;
const THREE_NUMBERS = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:$|[T ,])/;
const TIME =
  /^(?:[T ,]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?$/;

const noDate = (): CellFault => fault('date_unknown', 'This is no date. Write it as 2026-06-30.');

/**
 * The calendar day that a cell names, a time of day behind it aside: the provider's own bucket is
 * taken as it is. ISO, year first, day.month.year, months by name and Chinese dates are told;
 * `03/04/2026` only where the column's `order` is known, years of two digits only then or beside a
 * month's name. `latest`: a day that no date can lie behind.
 */
export function parseDay(
  text: string,
  order: DayOrder | null,
  latest: IsoDay = '9999-12-31',
): IsoDay | CellFault {
  const day = dayIn(text, order);
  if (typeof day !== 'string') return day;
  if (day < '1950-01-01') {
    return fault('date_out_of_range', 'The date lies before 1950. Check the year.');
  }
  if (day > latest) {
    return fault('date_too_late', 'The date lies more than 50 years ahead. Check the year.');
  }
  return day;
}

const MONTH_FIRST = /^(\d{1,2})[-/.](\d{4})$/;
const YEAR_MONTH = /^(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[月월]?$/;

/** The month that a cell names by year and month alone; `null` where it does not. */
export function parseMonth(text: string): IsoMonth | null {
  if (text.length > LONGEST) return null;
  const plain = plainDigits(text);
  const first = YEAR_MONTH.exec(plain);
  const last = MONTH_FIRST.exec(plain);
  const month = first
    ? `${first[1]}-${(first[2] ?? '').padStart(2, '0')}`
    : `${last?.[2]}-${(last?.[1] ?? '').padStart(2, '0')}`;
  return isIsoMonth(month) && month >= '1950-01' ? month : null;
}

function dayIn(given: string, order: DayOrder | null): IsoDay | CellFault {
  if (given.length > LONGEST) return noDate();
  if (given.length === 10 && given.charCodeAt(4) === 45 && isIsoDay(given)) return given;
  const text = plainDigits(given);
  const first = YEAR_FIRST.exec(text);
  if (first) {
    const [whole, , , month = '', day = ''] = first;
    return timed(text, whole.trimEnd().replace(/T$/, '').length, dayOf(first[1] ?? '', month, day));
  }
  const compact = COMPACT.exec(text) ?? CHINESE.exec(text);
  if (compact) return dayOf(compact[1] ?? '', compact[2] ?? '', compact[3] ?? '');
  const three = THREE_NUMBERS.exec(text);
  if (three) {
    const [whole, a = '', mark = '', b = '', year = ''] = three;
    return timed(text, whole.replace(/[T ,]$/, '').length, orderedDay(a, b, year, mark, order));
  }
  if (/^\d{5}(?:\.\d+)?$/.test(text)) {
    return fault(
      'date_serial',
      'This is a spreadsheet’s number of a day. Format the column as a date and save it again, or write 2026-06-30.',
    );
  }
  return namedDay(text);
}

/** `05-Oct-26`, `7. Oktober 2026`, `Oct 8, 2026`: the month's name leaves no doubt of the order. */
function namedDay(text: string): IsoDay | CellFault {
  const bare = text.replace(/^\p{L}{2,10}\.?,\s+/u, '');
  const [found, another] = printedDays(bare, null);
  if (found === undefined || another !== undefined || found.start !== 0) return noDate();
  if (!/\p{L}{3}/u.test(foldText(bare.slice(0, found.end)))) return noDate();
  return timed(bare, found.end, found.day);
}

function orderedDay(
  a: string,
  b: string,
  year: string,
  mark: string,
  order: DayOrder | null,
): IsoDay | CellFault {
  if (order !== null) return dayUnder(order, a, b, year) ?? noSuchDay();
  if (year.length === 2) {
    return fault(
      'date_two_digit_year',
      'The year has two digits, and nothing in this column tells which part is the year. Write the date as 2026-06-30.',
    );
  }
  // With points the day comes first wherever dates are written so.
  if (mark === '.' || Number(a) > 12 || a === b) return dayUnder('dmy', a, b, year) ?? noSuchDay();
  if (Number(b) > 12) return dayUnder('mdy', a, b, year) ?? noSuchDay();
  return fault(
    'date_ambiguous',
    'Day and month cannot be told apart, and nothing in this column tells which comes first. Write the date as 2026-06-30.',
  );
}

/** The day of three numbers under an order; `null` where there is none. */
function dayUnder(order: DayOrder, a: string, b: string, c: string): IsoDay | null {
  if (order === 'ymd' && c.length === 4) return null;
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  const full = year.length === 4 ? year : `20${year.padStart(2, '0')}`;
  const iso = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDay(iso) ? iso : null;
}

/** What a date of three numbers tells of its column: the orders under which it is a day, and which one. */
export type OrderEvidence = {
  readonly days: Readonly<Partial<Record<DayOrder, IsoDay>>>;
  readonly hasPoints: boolean;
  readonly hasShortYear: boolean;
};

/** `null` for what is no date of three numbers: it tells nothing of them. */
export function orderEvidence(given: string): OrderEvidence | null {
  if (given.length > LONGEST) return null;
  const text = plainDigits(given);
  const three = THREE_NUMBERS.exec(text);
  if (three === null) return null;
  const [whole, a = '', mark = '', b = '', c = ''] = three;
  if (!TIME.test(text.slice(whole.replace(/[T ,]$/, '').length))) return null;
  const days: Partial<Record<DayOrder, IsoDay>> = {};
  for (const order of DAY_ORDERS) {
    const day = dayUnder(order, a, b, c);
    if (day !== null) days[order] = day;
  }
  return { days, hasPoints: mark === '.', hasShortYear: c.length === 2 };
}

const timed = (text: string, from: number, day: IsoDay | CellFault): IsoDay | CellFault =>
  TIME.test(text.slice(from)) ? day : noDate();

function dayOf(year: string, month: string, day: string): IsoDay | CellFault {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDay(iso) ? iso : noSuchDay();
}

const noSuchDay = (): CellFault =>
  fault('date_unreal', 'There is no such day. Write the date as 2026-06-30.');

/** The UTC day of a Unix time in seconds. */
export function dayOfSeconds(text: string): IsoDay | CellFault {
  const seconds = Number(text);
  if (!/^\d{9,11}(?:\.\d+)?$/.test(text)) {
    return fault('time_unknown', 'This is no Unix time in seconds.');
  }
  return dayOfNumber(Math.floor(seconds / 86_400));
}
