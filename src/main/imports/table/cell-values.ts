import type { DecimalMark } from '../../../core/amount-text.ts';
import { LONGEST, plainAmount, plainCount } from '../../../core/amount-text.ts';
import type { Micro } from '../../../core/money.ts';
import { decimalTimes, MICRO, parseDecimal } from '../../../core/money.ts';
import type { CellFault } from './cell-fault.ts';

const fault = (code: string, reason: string): CellFault => ({ code, reason });

/**
 * A whole number that is not negative: `1200`, `1,200`, `59200.0`, `1.5e6`; `1.200` where the column
 * groups with points. `mark`: the column's decimal mark, where it is known.
 */
export function parseCount(text: string, mark: DecimalMark | null = null): number | CellFault {
  const quick = quickCount(text);
  if (quick !== null) return quick;
  const plain = text.length > LONGEST ? null : plainCount(text, mark);
  if (plain !== null && typeof plain === 'object' && plain.code === 'amount_ambiguous') {
    return plain;
  }
  const decimal = typeof plain === 'string' ? parseDecimal(plain) : null;
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

/** A count of digits alone; `null` for everything else. */
export function quickCount(text: string): number | null {
  let value = 0;
  let at = 0;
  for (; at < text.length && at < 15; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return at === text.length && at > 0 ? value : null;
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

// SQLite sums in 64 bits, 9.2 million million units in micro-units: many rows must stay far below it.
const AMOUNT_LIMIT = 10_000_000_000n * MICRO;

/** An amount in units, into micro-units, half-even at the sixth place. `mark`: the column's decimal mark, where it is known. */
export function parseAmount(text: string, mark: DecimalMark | null): Micro | CellFault {
  const quick = quickMicro(text, mark);
  if (quick !== null) return quick;
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

/**
 * The plain form of an amount (`-12.34`, at most six places), exactly and without a regular
 * expression; `null` for every other form, and for `1.234` unless the column's mark is the point.
 */
export function quickMicro(text: string, mark: DecimalMark | null): Micro | null {
  if (text.length > 20 || mark === ',') return null;
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
  if (places === 3 && mark === null && mayBeGrouped(text, isNegative ? 1 : 0, digits - 3))
    return null;
  return BigInt(isNegative ? -value * power : value * power);
}

const mayBeGrouped = (text: string, from: number, before: number): boolean =>
  before >= 1 && before <= 3 && text.charCodeAt(from) !== 48;
