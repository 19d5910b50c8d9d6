import { type IsoMonth, lastDay } from '../../core/calendar.ts';
import type { Book } from '../book/book.ts';
import type { Context } from './context.ts';

/** What a person logged of one kind in one month, in thousandths of items. */
export type KindMonth = {
  readonly email: string;
  readonly month: IsoMonth;
  readonly kind: string;
  /** Accepted by somebody other than the author, or at its source, and not reopened by then. */
  readonly countedMilli: number;
  readonly counted: number;
  /** Accepted once, reopened by the end of the month looked at. */
  readonly reopened: number;
  readonly logged: number;
  readonly minutesSaved: number | null;
};

/**
 * Sums of what was logged per person, month and kind, up to a month. A reopened item stops counting
 * from that date (RULES.md, Output): in the view of a month that ended before it, it still counts.
 */
export function kindMonths(book: Book, upTo: IsoMonth): KindMonth[] {
  return book.all<KindMonth>(
    `SELECT lower(item.email) AS email, substr(day, 1, 7) AS month, kind,
       sum(CASE WHEN isCounted AND NOT isReopened THEN quantity_milli ELSE 0 END) AS countedMilli,
       sum(isCounted AND NOT isReopened) AS counted, sum(isCounted AND isReopened) AS reopened,
       count(*) AS logged, sum(minutes_saved) AS minutesSaved
     FROM (SELECT output_item.*, accepted = 1 AND lower(coalesce(accepted_by, '')) <> lower(coalesce(person.name, ' ')) AS isCounted,
         coalesce(reopened_day <= ?, 0) AS isReopened
       FROM output_item LEFT JOIN person ON person.email = output_item.email
       WHERE day <= ?) AS item
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    lastDay(upTo),
    lastDay(upTo),
  );
}

export type KindWeight = {
  readonly from: IsoMonth;
  readonly weightMilli: number;
  readonly valueMicro: bigint | null;
};

/** The weights of each kind, oldest first, by the kind's name in lower case. */
export function kindWeights(book: Book): Map<string, KindWeight[]> {
  const weights = new Map<string, KindWeight[]>();
  const rows = book.all<KindWeight & { kind: string }>(
    `SELECT lower(kind) AS kind, from_month AS "from", weight_milli AS weightMilli, value_micro AS valueMicro
     FROM kind_weight ORDER BY kind, from_month`,
  );
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
