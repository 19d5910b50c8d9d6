import type { IsoDay } from '../../../core/calendar.ts';
import { flag, text, whole } from '../columns.ts';
import { change, rows, sole, sql, values } from '../statement.ts';

/** What a credit costs, by the source whose credits are money. */
export const credits = {
  sources: values(whole, () => sql`SELECT source_id FROM credit_source ORDER BY source_id`),
  addSource: change(
    (sourceId: number) =>
      sql`INSERT INTO credit_source (source_id) VALUES (${sourceId}) ON CONFLICT DO NOTHING`,
  ),
  /** The earliest first. */
  prices: rows(
    { sourceId: whole, from: text, price: text, currency: text },
    () => sql`
      SELECT source_id AS sourceId, from_day AS "from", price, currency FROM credit_price
      ORDER BY source_id, from_day`,
  ),
  setPrice: change(
    (sourceId: number, from: IsoDay, price: string, currency: string) => sql`
      INSERT INTO credit_price (source_id, from_day, price, currency)
      VALUES (${sourceId}, ${from}, ${price}, ${currency})
      ON CONFLICT DO UPDATE SET price = excluded.price, currency = excluded.currency`,
  ),
  /** By name, those whose credits are money, with the rows that wait for a price. */
  waiting: rows(
    { sourceId: whole, name: text, rows: whole },
    () => sql`
      SELECT source.id AS sourceId, source.name,
        coalesce((SELECT sum(unpriced) FROM usage_month JOIN identity ON identity.id = identity_id
          WHERE identity.source_id = source.id AND credits_micro <> 0), 0) AS rows
      FROM credit_source JOIN source ON source.id = credit_source.source_id
      ORDER BY source.name COLLATE NOCASE`,
  ),
  isPaying: sole(
    flag,
    (sourceId: number) =>
      sql`SELECT EXISTS (SELECT 1 FROM credit_source WHERE source_id = ${sourceId})`,
  ),
};
