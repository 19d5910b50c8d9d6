import { RateTable } from '../../core/rates.ts';
import type { Book } from './book.ts';

/** The book's rates, asked by pair and day: a central bank's history is never read whole. */
export function rateTable(book: Book): RateTable {
  return new RateTable((from, to, day) => book.rates.upTo(from, to, day) ?? null);
}
