import {
  addMonths,
  type IsoDay,
  type IsoMonth,
  monthOf,
  monthRange,
  monthsBetween,
} from '../calendar.ts';
import { divideHalfEven, type Micro } from '../money.ts';
import { type Asset, WHOLE_SHARE } from './asset.ts';

/** What of a maker's spend in one month went into an asset (RULES.md, Assets). */
export const partOfSpend = (spend: Micro, shareMilli: number): Micro =>
  divideHalfEven(spend * BigInt(shareMilli), BigInt(WHOLE_SHARE));

/** What a maker's hours cost: of the loaded cost of a month, which has so many hours (in thousandths). */
export const partOfWork = (
  hoursMilli: number,
  monthlyMicro: Micro,
  hoursPerMonthMilli: bigint,
): Micro => divideHalfEven(BigInt(hoursMilli) * monthlyMicro, hoursPerMonthMilli);

/**
 * What month `k` of `n` bears of a cost, straight line: rounded cumulatively, so that the months add up
 * to it.
 */
export function borneIn(cost: Micro, k: number, n: number): Micro {
  const upTo = (months: number): Micro => divideHalfEven(cost * BigInt(months), BigInt(n));
  return upTo(k) - upTo(k - 1);
}

/** How many of its months ended before a day; the first is the last in which it was made. */
function endedMonths({ toMonth, months }: Asset, day: IsoDay): number {
  return Math.min(months, Math.max(0, monthsBetween(toMonth, monthOf(day))));
}

/** What no month has borne yet on a day: the months that ended before it are borne, all of a retired asset is. */
export function leftOf(cost: Micro, asset: Asset, day: IsoDay): Micro {
  if (asset.retiredDay !== null && asset.retiredDay <= day) return 0n;
  const ended = endedMonths(asset, day);
  return cost - divideHalfEven(cost * BigInt(ended), BigInt(asset.months));
}

/** The months that bear a cost and how much each; the rest falls on the month in which it is retired. */
export function bornePerMonth(
  cost: Micro,
  asset: Asset,
): { readonly month: IsoMonth; readonly micro: Micro }[] {
  const { toMonth, months, retiredDay } = asset;
  const planned = Array.from({ length: months }, (_, at) => ({
    month: addMonths(toMonth, at),
    micro: borneIn(cost, at + 1, months),
  }));
  const retired = retiredDay === null ? null : monthOf(retiredDay);
  if (retired === null || retired > (planned.at(-1)?.month ?? '')) return planned;
  const before = planned.filter(({ month }) => month < retired);
  const borne = before.reduce((sum, { micro }) => sum + micro, 0n);
  return [...before, { month: retired, micro: cost - borne }];
}

/** The first month in which all that a maker's assets take of the spend is more than all of it; `null`: none. */
export function overfullMonth(
  assets: readonly Pick<Asset, 'maker' | 'fromMonth' | 'toMonth' | 'shareMilli'>[],
  added: Pick<Asset, 'maker' | 'fromMonth' | 'toMonth' | 'shareMilli'>,
): IsoMonth | null {
  const maker = added.maker.toLowerCase();
  const own = assets.filter((one) => one.maker.toLowerCase() === maker);
  return (
    monthRange(added.fromMonth, added.toMonth).find((month) => {
      const taken = own
        .filter(({ fromMonth, toMonth }) => fromMonth <= month && month <= toMonth)
        .reduce((sum, { shareMilli }) => sum + shareMilli, 0);
      return taken + added.shareMilli > WHOLE_SHARE;
    }) ?? null
  );
}

const MINUTES_PER_HOUR = 60n;

/** What minutes are worth that somebody believes to have saved: felt, never measured. */
export const feltWorth = (
  minutes: number,
  monthlyMicro: Micro,
  hoursPerMonthMilli: bigint,
): Micro =>
  divideHalfEven(BigInt(minutes) * monthlyMicro * 1000n, MINUTES_PER_HOUR * hoursPerMonthMilli);
