import { type Rate, RateTable } from '../../core/rates.ts';
import type { Book } from './book.ts';

/** The book's rates, asked by pair and day: a central bank's history is never read whole. */
export function rateTable(book: Book): RateTable {
  return new RateTable(
    (from, to, day) =>
      book.get<Rate>(
        `SELECT day, from_currency AS "from", to_currency AS "to", rate, source FROM rate
         WHERE from_currency = ? AND to_currency = ? AND day <= ? ORDER BY day DESC LIMIT 1`,
        from,
        to,
        day,
      ) ?? null,
  );
}
