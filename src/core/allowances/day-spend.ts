import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { ModelClass } from '../spend/pricing.ts';
import type { AllowanceLine } from './allowance-line.ts';
import { isWithin, type Period } from './allowance-period.ts';

/** What one person took on a day: micro-units of base currency and tokens of one model class. */
export type DaySpend = {
  readonly day: IsoDay;
  /** `null` where no model is named (subscriptions, claims). */
  readonly modelClass: ModelClass | null;
  readonly kind: 'spend' | 'claims';
  readonly micro: Micro;
  readonly tokens: bigint;
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
  for (const { day, modelClass, kind, micro, tokens } of spend) {
    if (!isWithin(day, period) || !line.counts.includes(kind)) continue;
    if (line.modelClass !== 'all' && line.modelClass !== modelClass) continue;
    const amount =
      line.limit.unit === 'tokens'
        ? tokens
        : convert(micro, baseCurrency, line.limit.currency, day);
    if (amount === null) {
      waiting.add(day.slice(0, 7));
      continue;
    }
    total += amount;
    days.push({ day, amount });
  }
  return { total, days, waitingForRate: [...waiting].sort() };
}
