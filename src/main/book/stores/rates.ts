import type { IsoDay } from '../../../core/calendar.ts';
import { type RowOf, text, word } from '../columns.ts';
import { change, row, rows, sql, value } from '../statement.ts';

const rate = { day: text, from: text, to: text, rate: text, source: word<'ecb' | 'typed'>() };

export type HeldRate = RowOf<typeof rate>;

const RATES = sql`
  SELECT day, from_currency AS "from", to_currency AS "to", rate, source FROM rate`;

/** Exchange rates; a central bank's history is never read whole. */
export const rates = {
  /** The newest of each pair. */
  newest: rows(
    rate,
    () => sql`
      ${RATES} AS newest WHERE day = (SELECT max(day) FROM rate
        WHERE from_currency = newest.from_currency AND to_currency = newest.to_currency)
      ORDER BY from_currency, to_currency`,
  ),
  /** The newest first, of these currencies or of all. */
  history: rows(
    rate,
    (from: string | null, to: string | null, most: number) => sql`
      ${RATES} WHERE from_currency = coalesce(${from}, from_currency)
        AND to_currency = coalesce(${to}, to_currency) ORDER BY day DESC LIMIT ${most}`,
  ),
  /** The last one up to a day. */
  upTo: row(
    rate,
    (from: string, to: string, day: IsoDay) => sql`
      SELECT day, from_currency AS "from", to_currency AS "to", rate, source FROM rate
      WHERE from_currency = ${from} AND to_currency = ${to} AND day <= ${day}
      ORDER BY day DESC LIMIT 1`,
  ),
  ofDay: value(
    text,
    (from: string, to: string, day: IsoDay) => sql`
      SELECT rate FROM rate WHERE from_currency = ${from} AND to_currency = ${to} AND day = ${day}`,
  ),
  setTyped: change(
    (day: IsoDay, from: string, to: string, typed: string) => sql`
      INSERT INTO rate (day, from_currency, to_currency, rate, source)
      VALUES (${day}, ${from}, ${to}, ${typed}, 'typed')
      ON CONFLICT DO UPDATE SET rate = excluded.rate, source = 'typed', import_id = NULL, seen_import_id = NULL`,
  ),
};
