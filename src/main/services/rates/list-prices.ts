import type { OwnPrice, SettledLength } from '../../book/stores/models.ts';

export type { OwnPrice, SettledLength } from '../../book/stores/models.ts';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { decimalTimes } from '../../../core/money.ts';
import { makerOf, modelIndex, modelKey } from '../../../core/spend/model-names.ts';
import {
  type ListedPrice,
  type ModelClass,
  type ModelPrice,
  priceInForce,
  readPrice,
} from '../../../core/spend/pricing.ts';
import {
  type AskedUsage,
  type SearchRule,
  type TierPriced,
  TierPrices,
  type TierRule,
} from '../../../core/spend/tier-prices.ts';
import { type PriceListFile, parsePriceList } from '../../imports/price-list/read-price-list.ts';
import type { Context } from '../context.ts';

/** A line of the list as it ships, with where and when it was read. */
export type ShippedPrice = ListedPrice & { readonly source: string; readonly sourceDate: string };

/** The price list as it ships: plain prices, and what tiers and searches make of them. */
export type ShippedList = {
  readonly prices: readonly ShippedPrice[];
  readonly tiers: readonly TierRule[];
  readonly searches: readonly SearchRule[];
};

const shipped = new Map<string, ShippedList>();

/** The price list that the app ships, read once. */
function shippedPrices(resources: string): ShippedList {
  let list = shipped.get(resources);
  if (!list) {
    list = JSON.parse(readFileSync(join(resources, 'prices.json'), 'utf8')) as ShippedList;
    shipped.set(resources, list);
  }
  return list;
}

export function settledLengths(context: Context): SettledLength[] {
  return context.book.models.lengths();
}

/** A row to be priced: `sourceId` is where it comes from. */
export type UsageToPrice = Omit<AskedUsage, 'settled'> & { readonly sourceId: number };

/** What use costs by the list, with the currency that its model is sold in. */
export type Quote = TierPriced & { readonly currency: string };

const LIST_CURRENCY = 'USD';
const NO_MODEL: Quote = {
  micro: null,
  missing: 'model',
  isLengthUnstated: false,
  currency: LIST_CURRENCY,
};

export function ownPrices(context: Context): OwnPrice[] {
  return context.book.models.prices();
}

/** Prices and classes in force: the shipped list, overruled by the owner's lines from their day on. */
export class ListPrices {
  readonly #index;
  readonly #byModel = new Map<string, ModelPrice[]>();
  readonly #classes = new Map<string, ModelClass>();
  readonly #keys = new Map<string, string | null>();
  readonly #lower = new Map<string, ModelPrice | null>();
  readonly #last = new Map<string, { day: IsoDay; price: ModelPrice | null }>();
  readonly #own = new Set<ModelPrice>();
  readonly #list: ShippedList;
  readonly #tiers = new Map<string, TierPrices>();
  readonly #settled = new Map<string, SettledLength[]>();
  readonly #ownLower = new Map<string, string>();

  constructor(
    shippedList: ShippedList,
    own: readonly OwnPrice[],
    settled: readonly SettledLength[] = [],
    lowers: readonly { readonly model: string; readonly lower: string }[] = [],
  ) {
    this.#list = shippedList;
    const list = shippedList.prices;
    this.#index = modelIndex([...list.map((one) => one.model), ...own.map((one) => one.model)]);
    for (const one of list) {
      this.#classes.set(one.model, one.class);
      this.#add(readPrice(one));
    }
    for (const one of own) {
      const model = modelKey(one.model, this.#index) ?? one.model;
      // A price alone gives a model no class: it counts against every cap until it has one.
      const modelClass = one.class ?? this.#classes.get(model);
      if (modelClass !== undefined) this.#classes.set(model, modelClass);
      if (one.input === null || one.output === null) continue;
      const price = readPrice({
        model,
        provider: '',
        class: modelClass ?? 'standard',
        from: one.from,
        input: one.input,
        output: one.output,
        cacheRead: one.cacheRead,
        cacheWrite5m: one.cacheWrite,
        cacheWrite1h: one.cacheWrite1h,
      });
      if (price) this.#own.add(price);
      this.#add(price);
    }
    for (const { model, lower } of lowers) {
      this.#ownLower.set(this.keyOf(model) ?? model, this.keyOf(lower) ?? lower);
    }
    for (const one of settled) {
      const model = this.keyOf(one.model) ?? one.model;
      this.#settled.set(model, [...(this.#settled.get(model) ?? []), one]);
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

  /** What a row's use costs by the list, or for which part of it no price is known. */
  quote(model: string | null, day: IsoDay, used: UsageToPrice): Quote {
    const key = model === null ? null : this.keyOf(model);
    const price = key === null ? null : this.#priceOn(key, day);
    if (key === null || price === null) return NO_MODEL;
    const settled = this.#settled.size === 0 ? null : this.#settledOn(key, used.sourceId, day);
    const priced = this.#tiersOf(key).price({ ...used, settled }, price, this.#own.has(price));
    return { ...priced, currency: price.currency };
  }

  /**
   * Above how many tokens (input and cached) one request of a model is dearer; `null` where all its
   * lengths have one price, or none is known.
   */
  longAbove(model: string): number | null {
    const key = this.keyOf(model);
    return key === null ? null : this.#tiersOf(key).longAbove;
  }

  #tiersOf(key: string): TierPrices {
    let tiers = this.#tiers.get(key);
    if (!tiers) {
      const provider = this.#list.prices.find((one) => one.model === key)?.provider;
      const { tiers: rules, searches } = this.#list;
      tiers = new TierPrices(key, provider ?? makerOf(key), rules, searches);
      this.#tiers.set(key, tiers);
    }
    return tiers;
  }

  /** Of what has begun the latest; what is said of the source itself before what is said of all. */
  #settledOn(key: string, sourceId: number, day: IsoDay): 'short' | 'long' | null {
    const begun = (this.#settled.get(key) ?? []).filter(({ from }) => from <= day);
    const own = begun.filter((one) => one.sourceId === sourceId);
    const all = begun.filter((one) => one.sourceId === 0);
    return (own.at(-1) ?? all.at(-1))?.context ?? null;
  }

  /** The price in force, remembered for the day asked last: rows come day by day. */
  #priceOn(key: string, day: IsoDay): ModelPrice | null {
    const last = this.#last.get(key);
    if (last?.day === day) return last.price;
    const price = priceInForce(this.#byModel.get(key) ?? [], key, day);
    this.#last.set(key, { day, price });
    return price;
  }

  /** The price of a model on a day, in US dollars; `null` where none is known. */
  priceOf(model: string, day: IsoDay): ModelPrice | null {
    const key = this.keyOf(model);
    const price = key === null ? null : this.#priceOn(key, day);
    return price?.currency === LIST_CURRENCY ? price : null;
  }

  /** The price of a model and of its provider's next class down, the dearest of it, or of the one that the owner names; `null` where one is unknown. */
  lowerClass(model: string, day: IsoDay): { price: ModelPrice; lower: ModelPrice } | null {
    const key = this.keyOf(model);
    const price = key === null ? null : this.#priceOn(key, day);
    if (key === null || price === null || price.currency !== LIST_CURRENCY) return null;
    const own = this.#ownLower.get(key);
    if (own !== undefined) {
      const lower = this.#priceOn(own, day);
      if (lower?.currency !== price.currency) return null;
      return { price: { ...price, modelClass: this.classOf(key) ?? 'light' }, lower };
    }
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
      if (one?.provider !== price.provider || one.currency !== price.currency) continue;
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

/** The shipped list, with the one that was taken from a file laid over it. */
export function effectivePrices(context: Context): ShippedList {
  const list = shippedPrices(context.resources);
  const taken = context.book.models.priceList();
  if (taken === undefined) return list;
  const key = `${context.resources} ${taken.at} ${taken.content.length}`;
  if (merged?.key !== key) {
    merged = { key, list: laidOver(list, parsePriceList(taken.content, taken.file)) };
  }
  return merged.list;
}

/** Parsing and merging take longer than what is asked of the list; it changes seldom. */
let merged: { readonly key: string; readonly list: ShippedList } | null = null;

function laidOver(list: ShippedList, over: PriceListFile): ShippedList {
  const own = new Set(over.prices.map(({ model, from }) => `${model} ${from ?? ''}`));
  const kept = list.prices.filter(({ model, from }) => !own.has(`${model} ${from ?? ''}`));
  return {
    prices: [...kept, ...over.prices],
    tiers: [...(over.tiers ?? []), ...list.tiers],
    searches: [...(over.searches ?? []), ...list.searches],
  };
}

export function listPrices(context: Context): ListPrices {
  return new ListPrices(
    effectivePrices(context),
    ownPrices(context),
    settledLengths(context),
    context.book.models.lowers(),
  );
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
