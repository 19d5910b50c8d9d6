import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { ModelClass } from '../spend/pricing.ts';
import type { AllowanceLine } from './allowance-line.ts';
import { isWithin, type Period } from './allowance-period.ts';

/** What one person took on a day: micro-units of base currency and tokens of one model class. */
export type DaySpend = {
  readonly day: IsoDay;
  /** `null` where no model is named (subscriptions, claims); `unknown` of a model without a class. */
  readonly modelClass: ModelClass | 'unknown' | null;
  readonly kind: 'spend' | 'claims';
  readonly micro: Micro;
  readonly tokens: bigint;
  /** A price agreed beforehand (a plan): it is used on its day, but it is no pace; days to come may be among them. */
  readonly isAgreed?: boolean;
  /** As it was charged, where in another currency: a line in that one counts it as it is. */
  readonly original?: { readonly micro: Micro; readonly currency: string };
  /** No rate was in force, so `micro` lacks it. */
  readonly isWaiting?: boolean;
};

/** Amounts in another currency on a day; `null` where no rate is in force. */
export type Convert = (micro: Micro, from: string, to: string, day: IsoDay) => Micro | null;

export type CountedDays = {
  readonly total: bigint;
  /** Per day, in micro-units of the line's currency or tokens, in the order given. */
  readonly days: readonly { readonly day: IsoDay; readonly amount: bigint }[];
  /** Months with days that wait for a rate and are not in the total. */
  readonly waitingForRate: readonly IsoMonth[];
};

/** What counts towards a line within a period. */
export function countedSpend(
  spend: readonly DaySpend[],
  line: Pick<AllowanceLine, 'modelClass' | 'limit' | 'counts'>,
  period: Period,
  baseCurrency: string,
  convert: Convert,
): CountedDays {
  const days: { day: IsoDay; amount: bigint }[] = [];
  const waiting = new Set<IsoMonth>();
  let total = 0n;
  for (const one of spend) {
    const { day, modelClass, kind } = one;
    if (!isWithin(day, period) || !line.counts.includes(kind)) continue;
    // A model without a class may be of any: it counts against every cap until it has one.
    const isOfClass = line.modelClass === modelClass || modelClass === 'unknown';
    if (line.modelClass !== 'all' && !isOfClass) continue;
    const amount = countedAs(one, line.limit, baseCurrency, convert);
    if (amount === null) {
      waiting.add(day.slice(0, 7));
      continue;
    }
    total += amount;
    days.push({ day, amount });
  }
  return { total, days, waitingForRate: [...waiting].sort() };
}

/** One day's spend in a line's unit and currency; `null` while a rate is missing. */
function countedAs(
  { day, micro, tokens, original, isWaiting = false }: DaySpend,
  limit: AllowanceLine['limit'],
  baseCurrency: string,
  convert: Convert,
): bigint | null {
  if (limit.unit === 'tokens') return tokens;
  if (original?.currency === limit.currency) return original.micro;
  return isWaiting ? null : convert(micro, baseCurrency, limit.currency, day);
}
