import type { IsoDay } from '../../core/calendar.ts';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

/** A plan as its charges are worked out. */
export type PlanRow = {
  readonly tool: string;
  readonly email: string | null;
  readonly startDay: IsoDay;
  readonly endDay: IsoDay | null;
  readonly priceMicro: bigint;
  readonly currency: string;
  readonly cadence: 'month' | 'year';
};

type HeldPlan = {
  readonly tool: string;
  readonly email: string | null;
  readonly start_day: IsoDay;
  readonly end_day: IsoDay | null;
  readonly price_micro: bigint | string;
  readonly currency: string;
  readonly cadence: 'month' | 'year';
};

/**
 * The plans that undoing an import takes away or changes, as they stand and as they would: `null`
 * where nothing would be left. What a later import brought as well stays, and is not among them.
 */
export function plansAsUndone(
  book: Book,
  importId: number,
): { now: PlanRow; before: PlanRow | null }[] {
  return connectionOf(book)
    .all<HeldPlan & { held: string | null }>(
      `SELECT tool, email, start_day, end_day, price_micro, currency, cadence, held
       FROM subscription
       LEFT JOIN replaced_row ON replaced_row.import_id = subscription.import_id
         AND replaced_row.kind = 'subscription' AND row_id = subscription.id
       WHERE subscription.import_id = ?
         AND (seen_import_id IS NULL OR seen_import_id = subscription.import_id
           OR seen_import_id NOT IN (SELECT id FROM import WHERE undone_at IS NULL))`,
      importId,
    )
    .map(({ held, ...now }) => ({
      now: planOf(now),
      before: held === null ? null : planOf({ ...now, ...(JSON.parse(held) as HeldPlan) }),
    }));
}

const planOf = (row: HeldPlan): PlanRow => ({
  tool: row.tool,
  email: row.email,
  startDay: row.start_day,
  endDay: row.end_day,
  priceMicro: BigInt(row.price_micro),
  currency: row.currency,
  cadence: row.cadence,
});
