import {
  addDays,
  addMonthsToDay,
  daysBetween,
  firstDay,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthOf,
  monthsBetween,
} from '../calendar.ts';
import { divideHalfEven, type Micro } from '../money.ts';

export type PricedSubscription = {
  readonly startDay: IsoDay;
  /** The last day it runs; `null` while it runs on. */
  readonly endDay: IsoDay | null;
  readonly priceMicro: Micro;
  readonly cadence: 'month' | 'year';
};

/**
 * What a subscription charges in a calendar month, in micro-units of its currency; 0 where nothing
 * (RULES.md, What is charged).
 *
 * A monthly price is charged in full in each month that holds a day on which it runs. A yearly price
 * is spread over the days of its term, which begins on the start day or its anniversary and ends the
 * day before the next one (29 February has its anniversary on the 28th in other years). What falls to
 * a month is the part of the price up to its last day less the part up to the day before it, each
 * rounded half-even: so the months of a term add up to its price.
 *
 * A yearly plan that ends within a term is charged for the days that it ran, and no more: each month
 * carries price × its days ÷ days of the term, and after its end it has no days. Money that the vendor
 * keeps for the rest is on an invoice, and reconciliation posts the difference.
 */
export function subscriptionCharge(subscription: PricedSubscription, month: IsoMonth): Micro {
  const from = later(subscription.startDay, firstDay(month));
  const to =
    subscription.endDay === null ? lastDay(month) : earlier(subscription.endDay, lastDay(month));
  if (from > to) return 0n;
  if (subscription.cadence === 'month') return subscription.priceMicro;
  const years = Math.floor(monthsBetween(monthOf(subscription.startDay), month) / 12);
  // A term that renews within the month gives it days of two.
  return [years - 1, years].reduce(
    (sum, year) => sum + chargeOfTerm(subscription, year, from, to),
    0n,
  );
}

/** The day on which a monthly price is charged: the month's first, or the start day in the first month. */
export function subscriptionChargeDay(subscription: PricedSubscription, month: IsoMonth): IsoDay {
  return later(subscription.startDay, firstDay(month));
}

function chargeOfTerm(
  { startDay, priceMicro }: PricedSubscription,
  year: number,
  from: IsoDay,
  to: IsoDay,
): Micro {
  if (year < 0) return 0n;
  const begin = addMonthsToDay(startDay, 12 * year);
  const next = addMonthsToDay(startDay, 12 * (year + 1));
  const first = later(begin, from);
  const last = earlier(addDays(next, -1), to);
  if (first > last) return 0n;
  const days = BigInt(daysBetween(begin, next));
  const upTo = (day: IsoDay): Micro =>
    divideHalfEven(priceMicro * BigInt(daysBetween(begin, day) + 1), days);
  return upTo(last) - upTo(addDays(first, -1));
}

const later = (one: IsoDay, other: IsoDay): IsoDay => (one > other ? one : other);
const earlier = (one: IsoDay, other: IsoDay): IsoDay => (one < other ? one : other);
