import { z } from 'zod';
import { addDays, dayOfNumber, type IsoDay, isIsoDay } from '../../core/calendar.ts';
import { type Decimal, decimalTimes, type Micro, parseDecimal } from '../../core/money.ts';
import { JsonNumber } from './lossless-json.ts';

/** The kinds of field that provider answers are made of. Unknown fields are ignored everywhere. */

function decimalOf(value: string | number | JsonNumber): Decimal | null {
  return parseDecimal(value instanceof JsonNumber ? value.text : String(value));
}

const decimalText = z.union([z.string().max(60), z.number(), z.instanceof(JsonNumber)]);

/** No amount is larger, in its own unit: what is, is no amount, and no book could hold a day's sum of such. */
const LARGEST_AMOUNT = 1_000_000_000n;

const decimal = (factor: bigint) =>
  decimalText.transform((value, context): Micro => {
    const read = decimalOf(value);
    if (read && read.scale <= 60) {
      const amount = decimalTimes(read, factor);
      if (amount <= LARGEST_AMOUNT * factor && amount >= -LARGEST_AMOUNT * factor) return amount;
    }
    context.addIssue({ code: 'custom', message: 'no decimal number' });
    return z.NEVER;
  });

/** An amount in dollars (number or decimal string), in micro-units. */
export const dollars = decimal(1_000_000n);
/** An amount in cents (number or decimal string), in micro-units: 1 cent is 10,000. */
export const cents = decimal(10_000n);

/** The same in millionths of a micro-unit, for amounts that are summed before they are rounded. */
export const dollarsPico = decimal(1_000_000_000_000n);
export const centsPico = decimal(10_000_000_000n);

/** A quantity in a unit of the provider's own (credits), in millionths of it. */
export const millionths = decimal(1_000_000n);

/** Nothing is counted higher on one day; sums of such counts stay exact. */
const LARGEST_COUNT = 1_000_000_000_000;

/** A whole count that is not negative; a missing or `null` one is 0. */
export const count = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,13}$/)
      .transform(Number),
  ])
  .pipe(z.number().int().min(0).max(LARGEST_COUNT))
  .nullish()
  .transform((value) => value ?? 0);

/** A count that may be written with a fraction (`31.0`, `87.4`), to the nearest whole number. */
export const roundedCount = decimalText.nullish().transform((value, context): number => {
  const read = value === null || value === undefined ? null : decimalOf(value);
  const whole = read === null ? 0n : decimalTimes(read, 1n);
  if (whole >= 0n && whole <= BigInt(LARGEST_COUNT)) return Number(whole);
  context.addIssue({ code: 'custom', message: 'no count' });
  return z.NEVER;
});

// Parsing one answer is synchronous, so what it lost is counted between two looks at this figure.
let spoiledFields = 0;

/** What `parse` gives, and how many optional fields in it had to be taken as not told. */
export function countingSpoiled<T>(parse: () => T): {
  readonly value: T;
  readonly spoiled: number;
} {
  const before = spoiledFields;
  const value = parse();
  return { value, spoiled: spoiledFields - before };
}

/** A field that may be missing. In a form that is not known it is `null` and counted, and its record stays. */
export function optional<T>(shape: z.ZodType<T>): z.ZodType<T | null, unknown> {
  return shape
    .nullish()
    .transform((value): T | null => value ?? null)
    .catch(() => {
      spoiledFields += 1;
      return null;
    }) as z.ZodType<T | null, unknown>;
}

/** A text that may be missing; empty counts as missing. */
export const optionalText = optional(z.string()).transform((value) =>
  value === '' ? null : value,
);

/** A count beside a record's figures, of which no cost depends: in an unknown form it is 0 and counted. */
export const optionalCount = optional(count).transform((value) => value ?? 0);

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:[Zz]|([+-])(\d{2}):?(\d{2})?)?)?$/;

/** A day, or the UTC day of an RFC 3339 instant of any offset; without one it is UTC. */
export const dayOfInstant = z.string().transform((value, context): IsoDay => {
  const day = utcDayOf(value.trim());
  if (day !== null) return day;
  context.addIssue({ code: 'custom', message: 'no instant' });
  return z.NEVER;
});

function utcDayOf(text: string): IsoDay | null {
  const [, day = '', hour = '0', minute = '0', second = '0', sign, ahead = '0', more = '0'] =
    INSTANT.exec(text) ?? [];
  if (!isIsoDay(day) || Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60)
    return null;
  if (Number(ahead) > 23 || Number(more) > 59) return null;
  const offset = (Number(ahead) * 60 + Number(more)) * (sign === '-' ? -1 : 1);
  return addDays(day, Math.floor((Number(hour) * 60 + Number(minute) - offset) / 1_440));
}

/** The UTC day of Unix seconds. Milliseconds, the classic mix-up, are refused. */
export const dayOfSeconds = z
  .number()
  .int()
  .min(0)
  .max(99_999_999_999)
  .transform((seconds) => dayOfNumber(Math.floor(seconds / 86_400)));

/** The UTC day of Unix milliseconds, as a number or as text. */
export const dayOfMilliseconds = z
  .union([z.number().int(), z.string().regex(/^\d{12,14}$/)])
  .transform((value, context) => {
    const ms = Number(value);
    if (ms > 99_999_999_999) return dayOfNumber(Math.floor(ms / 86_400_000));
    context.addIssue({ code: 'custom', message: 'no milliseconds' });
    return z.NEVER;
  });

/** An ISO 4217 code in any case; USD where none is given. */
export const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/)
  .nullish()
  .transform((value) => (value ?? 'USD').toUpperCase());
