import type { IsoDay } from '../../../core/calendar.ts';
import type { Book } from '../../book/book.ts';
import type { ListPrices } from '../rates/list-prices.ts';

/**
 * Whether an account itself tells of a person's use of a model on a day: then the account counts, and
 * a computer's log of the same only says for which projects it was.
 */
export class AccountUse {
  readonly #prices: ListPrices;
  readonly #book: Book;
  readonly #models = new Map<string, ReadonlySet<string>>();

  constructor(book: Book, prices: ListPrices) {
    this.#prices = prices;
    this.#book = book;
  }

  tells(identityId: number, day: IsoDay, model: string | null): boolean {
    const key = `${identityId} ${day}`;
    let models = this.#models.get(key);
    if (!models) {
      const found = this.#book.usage.accountModels(identityId, day);
      models = new Set(found.map((one) => this.#named(one)));
      this.#models.set(key, models);
    }
    return models.has(this.#named(model ?? ''));
  }

  #named(model: string): string {
    return oneName(this.#prices, model);
  }
}

/** One name for all spellings of a model. */
export function oneName(prices: ListPrices, model: string | null): string {
  const name = model ?? '';
  return prices.keyOf(name)?.replace(/-20\d{2}-?\d{2}-?\d{2}$/, '') ?? name.toLowerCase();
}
