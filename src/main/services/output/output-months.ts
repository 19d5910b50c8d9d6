export type { KindMonth, KindWeight } from '../../book/stores/output.ts';

import { type IsoMonth, lastDay } from '../../../core/calendar.ts';
import type { Book } from '../../book/book.ts';
import type { KindMonth, KindWeight } from '../../book/stores/output.ts';
import type { Context } from '../context.ts';

/**
 * Sums of what was logged per person, month and kind, up to a month. A reopened item stops counting
 * from that date (RULES.md, Output): in the view of a month that ended before it, it still counts.
 */
export function kindMonths(book: Book, upTo: IsoMonth): KindMonth[] {
  return book.output.byMonth(lastDay(upTo));
}

/** The weights of each kind, oldest first, by the kind's name in lower case. */
export function kindWeights(book: Book): Map<string, KindWeight[]> {
  const weights = new Map<string, KindWeight[]>();
  const rows = book.output.weightsByLowerKind();
  for (const { kind, ...weight } of rows) weights.set(kind, [...(weights.get(kind) ?? []), weight]);
  return weights;
}

/** The weight in force in a month; 1 before any was set (RULES.md, Output). */
export function weightIn(month: IsoMonth, weights: readonly KindWeight[] | undefined): KindWeight {
  const held = (weights ?? []).filter((one) => one.from <= month).at(-1);
  return held ?? { from: '', weightMilli: 1000, valueMicro: null };
}

/** Accepted output of the whole company per month, weighted. */
export function monthlyUnits(context: Context, months: readonly IsoMonth[]): Map<IsoMonth, number> {
  const weights = kindWeights(context.book);
  const wanted = new Set(months);
  const milli = new Map<IsoMonth, bigint>();
  for (const row of kindMonths(context.book, months.at(-1) ?? '')) {
    if (!wanted.has(row.month)) continue;
    const { weightMilli } = weightIn(row.month, weights.get(row.kind.toLowerCase()));
    const units = BigInt(row.countedMilli) * BigInt(weightMilli);
    milli.set(row.month, (milli.get(row.month) ?? 0n) + units);
  }
  return new Map([...milli].map(([month, units]) => [month, Number(units) / 1e6]));
}
