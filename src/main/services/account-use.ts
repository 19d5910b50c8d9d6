import type { IsoDay } from '../../core/calendar.ts';
import type { Book } from '../book/book.ts';
import type { ListPrices } from './list-prices.ts';

/**
 * Whether an account itself tells of a person's use of a model on a day: then the account counts, and
 * a computer's log of the same only says for which projects it was.
 */
export class AccountUse {
  readonly #prices: ListPrices;
  readonly #find;
  readonly #models = new Map<string, ReadonlySet<string>>();

  constructor(book: Book, prices: ListPrices) {
    this.#prices = prices;
    this.#find = book.statement(
      `SELECT DISTINCT model.text AS model
       FROM identity_assignment AS log
       JOIN identity_assignment AS other ON other.person_id = log.person_id
         AND coalesce(other.from_day, '') <= ? AND coalesce(other.to_day, '9999') >= ?
       JOIN identity ON identity.id = other.identity_id
       JOIN source ON source.id = identity.source_id AND source.kind = 'account'
       CROSS JOIN usage ON usage.identity_id = identity.id AND usage.day = ?
       JOIN label AS model ON model.id = usage.model_id
       WHERE log.identity_id = ?
         AND coalesce(log.from_day, '') <= ? AND coalesce(log.to_day, '9999') >= ?`,
    );
  }

  tells(identityId: number, day: IsoDay, model: string | null): boolean {
    const key = `${identityId} ${day}`;
    let models = this.#models.get(key);
    if (!models) {
      const found = this.#find.all(day, day, day, identityId, day, day) as { model: string }[];
      models = new Set(found.map((one) => this.#named(one.model)));
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
