import type { DaySpend } from '../../../core/allowances/day-spend.ts';
import { addMonths, type IsoDay, lastDay, monthOf, monthRange } from '../../../core/calendar.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';
import {
  subscriptionCharge,
  subscriptionChargeDay,
} from '../../../core/spend/subscription-charges.ts';
import { rateTable } from '../../book/rate-store.ts';
import { baseCurrency, type Context } from '../context.ts';
import { type ListPrices, listPrices } from '../rates/list-prices.ts';
import type { SpendReader } from '../spend/spend-reader.ts';

const MONTHS_AHEAD = 12;

/**
 * What each person took per day, by the person's id: usage on its day, a plan on the day it charges, a
 * claim on its date. What plans will charge after `to` is among it, as agreed beforehand.
 */
export function personDays(
  context: Context,
  reader: SpendReader,
  from: IsoDay,
  to: IsoDay,
): Map<number, DaySpend[]> {
  const base = baseCurrency(context);
  const prices = listPrices(context);
  const found = new Map<number, DaySpend[]>();
  const add = (personId: number, spend: DaySpend): void => {
    const list = found.get(personId);
    if (list) list.push(spend);
    else found.set(personId, [spend]);
  };
  for (const cell of reader.days(from, to)) {
    if (cell.carrierId !== null) add(cell.carrierId, daySpend(cell, prices, base));
  }
  for (const { personId, day, micro } of plannedCharges(context, to)) {
    if (personId === null) continue;
    add(personId, { day, modelClass: null, kind: 'spend', micro, tokens: 0n, isAgreed: true });
  }
  return found;
}

function daySpend(cell: SpendCell, prices: ListPrices, base: string): DaySpend {
  const { currency, amountMicro } = cell;
  return {
    day: cell.day,
    modelClass: cell.model === null ? null : (prices.classOf(cell.model) ?? 'unknown'),
    kind: cell.source === 'claim' ? 'claims' : 'spend',
    micro: cell.baseMicro,
    // Writes to the cache for an hour are among the cache writes.
    tokens: BigInt(
      cell.inputTokens + cell.outputTokens + cell.cacheReadTokens + cell.cacheWriteTokens,
    ),
    ...(cell.source === 'subscription' ? { isAgreed: true } : {}),
    ...(currency === base ? {} : { original: { micro: amountMicro, currency } }),
    ...(cell.waiting > 0 ? { isWaiting: true } : {}),
  };
}

export type PlannedCharge = {
  readonly personId: number | null;
  readonly day: IsoDay;
  readonly micro: bigint;
};

/** What plans will charge after a day, in base currency; what has no rate yet is left out. */
export function plannedCharges(
  context: Context,
  after: IsoDay,
  monthsAhead: number = MONTHS_AHEAD,
): PlannedCharge[] {
  const base = baseCurrency(context);
  const plans = context.book.subscriptions.all();
  if (plans.length === 0) return [];
  const rates = rateTable(context.book);
  const first = monthOf(after);
  const months = monthRange(first, addMonths(first, monthsAhead));
  return plans.flatMap((plan) =>
    months.flatMap((month): PlannedCharge[] => {
      const day = subscriptionChargeDay(plan, month);
      if (day <= after || day > lastDay(month)) return [];
      const price = subscriptionCharge(plan, month);
      // Nobody knows the rates to come: the last one stands for them.
      const micro =
        rates.convert(price, plan.currency, base, day) ??
        rates.convert(price, plan.currency, base, after);
      return micro === null || micro === 0n ? [] : [{ personId: plan.personId, day, micro }];
    }),
  );
}
