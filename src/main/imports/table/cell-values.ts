import type { IsoDay } from '../../../core/calendar.ts';
import { dayOfNumber, isIsoDay } from '../../../core/calendar.ts';
import type { Micro } from '../../../core/money.ts';
import { decimalTimes, MICRO, parseDecimal } from '../../../core/money.ts';
import type { DecimalMark } from './amount-text.ts';
import { LONGEST, plainAmount } from './amount-text.ts';
import type { CellFault } from './cell-fault.ts';

/** How a date of three numbers with slashes or dashes is written. */
export type DayOrder = 'dmy' | 'mdy' | 'ymd';

const fault = (code: string, reason: string): CellFault => ({ code, reason });

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:$|[T ])/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const CHINESE = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/;
const THREE_NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:$|[T ,])/;
const DAY_FIRST_NAME = /^(\d{1,2})[\s-]([A-Za-z]{3,9})\.?,?[\s-](\d{4})(?:$|[T ])/;
const NAME_FIRST = /^([A-Za-z]{3,9})\.?\s(\d{1,2}),?\s(\d{4})(?:$|[T ])/;
const TIME =
  /^(?:[T ,]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?$/;

/**
 * The calendar day that a cell names, a time of day behind it aside: the provider's own bucket is
 * taken as it is (DESIGN §3). ISO, year first, day.month.year, English month names and Chinese
 * dates are told; `03/04/2026` only where the column's order is known, two-digit years only then.
 */
export function parseDay(text: string, order: DayOrder | null): IsoDay | CellFault {
  if (text.length > LONGEST)
    return fault('date_unknown', 'This is no date. Write it as 2026-06-30.');
  if (text.length === 10 && text.charCodeAt(4) === 45 && isIsoDay(text)) return inRange(text);
  const first = YEAR_FIRST.exec(text);
  if (first) {
    const [, year = '', , month = '', day = ''] = first;
    return timed(text, year.length + month.length + day.length + 2, dayOf(year, month, day));
  }
  const compact = COMPACT.exec(text) ?? CHINESE.exec(text);
  if (compact) return dayOf(compact[1] ?? '', compact[2] ?? '', compact[3] ?? '');
  const named = DAY_FIRST_NAME.exec(text);
  if (named) return namedDay(named[3] ?? '', named[2] ?? '', named[1] ?? '');
  const nameFirst = NAME_FIRST.exec(text);
  if (nameFirst) return namedDay(nameFirst[3] ?? '', nameFirst[1] ?? '', nameFirst[2] ?? '');
  const three = THREE_NUMBERS.exec(text);
  if (three) {
    const [, a = '', mark = '', b = '', year = ''] = three;
    return timed(text, a.length + b.length + year.length + 2, orderedDay(a, b, year, mark, order));
  }
  return fault('date_unknown', 'This is no date. Write it as 2026-06-30.');
}

function orderedDay(
  a: string,
  b: string,
  year: string,
  mark: string,
  order: DayOrder | null,
): IsoDay | CellFault {
  if (order === 'ymd') return year.length === 2 ? dayOf(`20${a}`, b, year) : noSuchDay();
  if (year.length === 2 && order === null) {
    return fault('date_two_digit_year', 'The year has two digits. Write the date as 2026-06-30.');
  }
  const full = year.length === 2 ? `20${year}` : year;
  if (order === 'dmy') return dayOf(full, b, a);
  if (order === 'mdy') return dayOf(full, a, b);
  // With dots the day comes first wherever dates are written so.
  if (mark === '.' || Number(a) > 12) return dayOf(full, b, a);
  if (Number(b) > 12 || Number(a) === Number(b)) return dayOf(full, a, b);
  return fault(
    'date_ambiguous',
    'Day and month cannot be told apart here. Write the date as 2026-06-30.',
  );
}

function namedDay(year: string, name: string, day: string): IsoDay | CellFault {
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return fault('date_unknown', 'This is no date. Write it as 2026-06-30.');
  return dayOf(year, String(month), day);
}

const timed = (text: string, from: number, day: IsoDay | CellFault): IsoDay | CellFault =>
  TIME.test(text.slice(from))
    ? day
    : fault('date_unknown', 'This is no date. Write it as 2026-06-30.');

function dayOf(year: string, month: string, day: string): IsoDay | CellFault {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDay(iso) ? inRange(iso) : noSuchDay();
}

const noSuchDay = (): CellFault =>
  fault('date_unreal', 'There is no such day. Write the date as 2026-06-30.');

function inRange(day: IsoDay): IsoDay | CellFault {
  if (day >= '1950-01-01') return day;
  return fault('date_out_of_range', 'The date lies before 1950. Check the year.');
}

/** The UTC day of a Unix time in seconds. */
export function dayOfSeconds(text: string): IsoDay | CellFault {
  const seconds = Number(text);
  if (!/^\d{9,11}(?:\.\d+)?$/.test(text)) {
    return fault('time_unknown', 'This is no Unix time in seconds.');
  }
  return dayOfNumber(Math.floor(seconds / 86_400));
}

/** A whole number that is not negative: `1200`, `1,200`, `59200.0`, `1.5e6`. */
export function parseCount(text: string): number | CellFault {
  let value = 0;
  let at = 0;
  for (; at < text.length && at < 15; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === text.length && at > 0) return value;
  const bare = /^\d{1,3}(?:,\d{3})+(?:\.0*)?$/.test(text) ? text.replaceAll(',', '') : text;
  const decimal = bare.length > LONGEST ? null : parseDecimal(bare);
  if (decimal === null) return fault('count_unknown', 'This is no number. Write digits only.');
  if (decimal.digits < 0n) return fault('count_negative', 'A count cannot be negative.');
  const unit = 10n ** BigInt(decimal.scale);
  if (decimal.digits % unit !== 0n) {
    return fault('count_fraction', 'A count is a whole number. Write it without a fraction.');
  }
  const whole = decimal.digits / unit;
  if (whole > BigInt(Number.MAX_SAFE_INTEGER)) {
    return fault('count_too_large', 'This count is too large to be true.');
  }
  return Number(whole);
}

/** A decimal of at most three places that is not negative, in thousandths. */
export function parseMilli(text: string, mark: DecimalMark | null): number | CellFault {
  const plain = plainAmount(text, mark);
  if (typeof plain === 'object') return plain;
  const decimal = parseDecimal(plain);
  if (decimal === null) return fault('number_unknown', 'This is no number.');
  if (decimal.digits < 0n) return fault('number_negative', 'This number cannot be negative.');
  const milli = decimalTimes(decimal, 1000n);
  if (milli > 1_000_000_000_000n) return fault('number_too_large', 'This number is too large.');
  return Number(milli);
}

// SQLite holds 64 bits: 9.2 million million units in micro-units.
const AMOUNT_LIMIT = 1_000_000_000_000n * MICRO;

/** An amount in units, into micro-units, half-even at the sixth place. `mark`: the decimal mark, where it is known. */
export function parseAmount(text: string, mark: DecimalMark | null): Micro | CellFault {
  const quick = quickMicro(text);
  if (quick !== null && mark !== ',') return quick;
  const plain = plainAmount(text, mark);
  if (typeof plain === 'object') return plain;
  const decimal = parseDecimal(plain);
  if (decimal === null) return fault('amount_unknown', 'This is no amount. Write it as 1234.56.');
  const micro = decimalTimes(decimal, MICRO);
  if (micro > AMOUNT_LIMIT || micro < -AMOUNT_LIMIT) {
    return fault('amount_too_large', 'This amount is too large to be true.');
  }
  return micro;
}

const POWERS = [1_000_000, 100_000, 10_000, 1000, 100, 10, 1];

/** The plain form of an amount (`-12.34`, at most six places), exactly and without a regular expression. */
export function quickMicro(text: string): Micro | null {
  if (text.length > 20) return null;
  const isNegative = text.charCodeAt(0) === 45;
  let value = 0;
  let places = -1;
  let digits = 0;
  for (let at = isNegative ? 1 : 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46 && places === -1) {
      places = 0;
    } else {
      const digit = code - 48;
      if (digit < 0 || digit > 9) return null;
      value = value * 10 + digit;
      digits += 1;
      if (places >= 0) places += 1;
    }
  }
  const power = POWERS[Math.max(0, places)];
  // Below 2^53 the product is exact.
  if (digits === 0 || power === undefined || digits + 6 - Math.max(0, places) > 15) return null;
  return BigInt(isNegative ? -value * power : value * power);
}
