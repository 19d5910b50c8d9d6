import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IsoDay } from '../../core/calendar.ts';
import { Failure } from '../../core/failure.ts';
import { decimalTimes, type Micro } from '../../core/money.ts';
import { modelIndex, modelKey } from '../../core/spend/model-names.ts';
import {
  type ListedPrice,
  type ModelClass,
  type ModelPrice,
  priceInForce,
  priceUsage,
  readPrice,
  type TokenCounts,
} from '../../core/spend/pricing.ts';
import type { Context } from './context.ts';

export type PricedTokens = TokenCounts;

/** A line of the list as it ships, with where and when it was read. */
export type ShippedPrice = ListedPrice & { readonly source: string; readonly sourceDate: string };

/** A line that the owner set; what is `null` is not said by it. */
export type OwnPrice = {
  readonly model: string;
  readonly from: IsoDay;
  readonly class: ModelClass | null;
  readonly input: string | null;
  readonly output: string | null;
  readonly cacheRead: string | null;
  readonly cacheWrite: string | null;
  readonly cacheWrite1h: string | null;
};

const shipped = new Map<string, readonly ShippedPrice[]>();

/** The price list that the app ships, read once. */
export function shippedPrices(resources: string): readonly ShippedPrice[] {
  let prices = shipped.get(resources);
  if (!prices) {
    const file = JSON.parse(readFileSync(join(resources, 'prices.json'), 'utf8')) as {
      prices: ShippedPrice[];
    };
    prices = file.prices;
    shipped.set(resources, prices);
  }
  return prices;
}

export function ownPrices(context: Context): OwnPrice[] {
  return context.book.all<OwnPrice>(
    `SELECT model, from_day AS "from", class, input, output, cache_read AS cacheRead,
       cache_write AS cacheWrite, cache_write_1h AS cacheWrite1h
     FROM model_price ORDER BY model, from_day`,
  );
}

/** Prices and classes in force: the shipped list, overruled by the owner's lines from their day on. */
export class ListPrices {
  readonly #index;
  readonly #byModel = new Map<string, ModelPrice[]>();
  readonly #classes = new Map<string, ModelClass>();
  readonly #keys = new Map<string, string | null>();
  readonly #lower = new Map<string, ModelPrice | null>();
  readonly #last = new Map<string, { day: IsoDay; price: ModelPrice | null }>();

  constructor(list: readonly ShippedPrice[], own: readonly OwnPrice[]) {
    this.#index = modelIndex([...list.map((one) => one.model), ...own.map((one) => one.model)]);
    for (const one of list) {
      this.#classes.set(one.model, one.class);
      this.#add(readPrice(one));
    }
    for (const one of own) {
      const model = modelKey(one.model, this.#index) ?? one.model;
      const modelClass = one.class ?? this.#classes.get(model) ?? 'standard';
      this.#classes.set(model, modelClass);
      if (one.input === null || one.output === null) continue;
      this.#add(
        readPrice({
          model,
          provider: '',
          class: modelClass,
          from: one.from,
          input: one.input,
          output: one.output,
          cacheRead: one.cacheRead,
          cacheWrite5m: one.cacheWrite,
          cacheWrite1h: one.cacheWrite1h,
        }),
      );
    }
  }

  #add(price: ModelPrice | null): void {
    if (price === null) return;
    const list = this.#byModel.get(price.model);
    if (list) list.push(price);
    else this.#byModel.set(price.model, [price]);
  }

  /** The list's name for what a source calls a model, or `null`. */
  keyOf(model: string): string | null {
    let key = this.#keys.get(model);
    if (key === undefined) {
      key = modelKey(model, this.#index);
      this.#keys.set(model, key);
    }
    return key;
  }

  /** What the tokens cost by the list, in micro US dollars; `null` where the model has no price. */
  listMicro(model: string | null, day: IsoDay, tokens: PricedTokens): Micro | null {
    const key = model === null ? null : this.keyOf(model);
    if (key === null) return null;
    const price = this.#priceOn(key, day);
    return price && priceUsage(tokens, price).micro;
  }

  /** The price in force, remembered for the day asked last: rows come day by day. */
  #priceOn(key: string, day: IsoDay): ModelPrice | null {
    const last = this.#last.get(key);
    if (last?.day === day) return last.price;
    const price = priceInForce(this.#byModel.get(key) ?? [], key, day);
    this.#last.set(key, { day, price });
    return price;
  }

  /** The price of a model and of its provider's next class down, the dearest of it; `null` where one is unknown. */
  lowerClass(model: string, day: IsoDay): { price: ModelPrice; lower: ModelPrice } | null {
    const key = this.keyOf(model);
    const price = key === null ? null : this.#priceOn(key, day);
    if (key === null || price === null) return null;
    const known = this.#lower.get(key);
    if (known !== undefined)
      return (
        known && { price: { ...price, modelClass: this.classOf(key) ?? 'light' }, lower: known }
      );
    const next = NEXT_CLASS[this.#classes.get(key) ?? 'light'];
    let lower: ModelPrice | null = null;
    for (const name of [...this.#byModel.keys()].sort()) {
      if (this.#classes.get(name) !== next) continue;
      const one = this.#priceOn(name, day);
      if (one?.provider !== price.provider) continue;
      // The dearest, and of equals the last by name: so that no more is promised than is saved.
      if (lower === null || isDearer(one, lower)) lower = one;
    }
    this.#lower.set(key, lower);
    return lower && { price: { ...price, modelClass: this.classOf(key) ?? 'light' }, lower };
  }

  classOf(model: string | null): ModelClass | null {
    const key = model === null ? null : this.keyOf(model);
    return key === null ? null : (this.#classes.get(key) ?? null);
  }
}

const NEXT_CLASS = { flagship: 'standard', standard: 'light', light: null } as const;

function isDearer(one: ModelPrice, other: ModelPrice): boolean {
  const sum = ({ input, output }: ModelPrice): bigint =>
    decimalTimes(input, 1_000_000n) + decimalTimes(output, 1_000_000n);
  return sum(one) >= sum(other);
}

export function listPrices(context: Context): ListPrices {
  return new ListPrices(shippedPrices(context.resources), ownPrices(context));
}

/** Refuses what is no price: a decimal of US dollars per million tokens, not below 0. */
export function checkedPrice(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(text.trim())) return text.trim();
  throw new Failure(
    'price_refused',
    `A price is US dollars per million tokens, such as 3 or 0.25, not "${text}".`,
    {
      value: text,
    },
  );
}
