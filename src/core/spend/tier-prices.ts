import type { IsoDay } from '../calendar.ts';
import { type Decimal, MICRO, type Micro, parseDecimal } from '../money.ts';
import { isLong, type PriceTier } from './price-tier.ts';
import { type ModelPrice, priceUsage, type TokenCounts } from './pricing.ts';

/** A line of the price list: what a tier makes of the plain price of some models of a provider. */
export type TierRule = {
  readonly provider: string;
  /** As the list calls them, without dates; `null`: all of the provider. */
  readonly models: readonly string[] | null;
  readonly field: keyof PriceTier;
  readonly value: string;
  /** Of input and cached tokens, and of output tokens, as decimal text. */
  readonly input: string;
  readonly output: string;
  /** Of a long context: requests with more tokens than this (input and cached) have the price. */
  readonly above?: number | undefined;
  /** Tiers beside which it is not offered, so that no price is known. */
  readonly notWith?: readonly (keyof PriceTier)[] | undefined;
  readonly from?: IsoDay | null | undefined;
};

/** What a thousand web searches cost in US dollars, apart from their tokens. */
export type SearchRule = {
  readonly provider: string;
  readonly perThousand: string;
  /** Models of which a row does not tell which price it has. */
  readonly except?: readonly string[] | undefined;
};

/** What was used, with what a row says of how it was asked for. */
export type AskedUsage = TokenCounts & {
  readonly requests: number;
  readonly searches: number;
  readonly tier: PriceTier;
  /** What a person has settled for rows of this source that do not state their length. */
  readonly settled: 'long' | 'short' | null;
};

/** For which part of a row no price is known; `length`: it may hold long requests. */
export type Missing = keyof PriceTier | 'model' | 'searches' | 'length';

export type TierPriced =
  | {
      readonly micro: Micro;
      readonly missing: null;
      /** Priced as short without having stated it, though the model's long requests cost more. */
      readonly isLengthUnstated: boolean;
    }
  | { readonly micro: null; readonly missing: Missing; readonly isLengthUnstated: false };

/**
 * The prices of one model's tiers. A tier's price is the plain one times the factors of its fields,
 * multiplied and rounded once; without a factor there is none, since the plain price would be a guess.
 */
export class TierPrices {
  readonly #rules: readonly TierRule[];
  readonly #above: number | null;
  readonly #perSearch: Micro | null;
  readonly #priced = new Map<ModelPrice, Map<string, ModelPrice | keyof PriceTier>>();

  constructor(
    model: string,
    provider: string,
    rules: readonly TierRule[],
    searches: readonly SearchRule[],
  ) {
    this.#rules = rules.filter(
      (rule) =>
        rule.provider === provider &&
        (rule.models === null || rule.models.some((one) => isModel(model, one))),
    );
    const long = this.#rules.find(({ field, above }) => field === 'context' && above !== undefined);
    this.#above = long?.above ?? null;
    const search = searches.find(
      (rule) => rule.provider === provider && !rule.except?.some((one) => isModel(model, one)),
    );
    const perThousand = search ? parseDecimal(search.perThousand) : null;
    this.#perSearch =
      perThousand && (perThousand.digits * MICRO) / (1000n * 10n ** BigInt(perThousand.scale));
  }

  /** Above how many tokens of a request its price is another; `null`: all lengths have one price. */
  get longAbove(): number | null {
    return this.#above;
  }

  /** What the tokens and searches cost, in micro US dollars. An owner's own price holds for all lengths. */
  price(used: AskedUsage, price: ModelPrice, isOwn: boolean): TierPriced {
    const length = isOwn ? SHORT : this.#length(used);
    if (typeof length === 'string') return waits(length);
    const { speed, serviceTier, geo } = used.tier;
    const isPlain = !length.isLong && speed === null && serviceTier === null && geo === null;
    const own = isPlain ? price : this.#tierPrice(used.tier, length.isLong, price);
    if (typeof own === 'string') return waits(own);
    if (used.searches > 0 && this.#perSearch === null) return waits('searches');
    const searched = used.searches > 0 ? BigInt(used.searches) * (this.#perSearch ?? 0n) : 0n;
    return {
      micro: priceUsage(used, own).micro + searched,
      missing: null,
      isLengthUnstated: length.isUnstated,
    };
  }

  #length(used: AskedUsage): Length | Missing {
    const { context } = used.tier;
    if (this.#above === null) {
      // A single price holds for every length that it can have.
      const stated = isLong(context, USUAL_BOUND);
      if (stated === undefined) return 'context';
      if (stated !== true) return SHORT;
      return this.#rules.some(({ field }) => field === 'context') ? LONG : 'context';
    }
    const stated = isLong(context, this.#above);
    if (stated === undefined) return 'context';
    if (stated !== null) return stated ? LONG : SHORT;
    if (used.settled !== null) return used.settled === 'long' ? LONG : SHORT;
    const tokens = used.inputTokens + used.cacheReadTokens + used.cacheWriteTokens;
    if (tokens <= this.#above || this.#isNeverLong(used.tier)) return SHORT;
    if (used.requests > 0 && tokens / used.requests > this.#above) return 'length';
    return UNSTATED;
  }

  /** Whether a row's tier is not offered for long requests, so that all of its own were short. */
  #isNeverLong(tier: PriceTier): boolean {
    if (tier.speed === null && tier.serviceTier === null) return false;
    return this.#rules.some(
      (rule) => rule.value === tier[rule.field] && rule.notWith?.includes('context') === true,
    );
  }

  #tierPrice(tier: PriceTier, isLongOne: boolean, price: ModelPrice): ModelPrice | keyof PriceTier {
    const asked: PriceTier = { ...tier, context: isLongOne ? 'long' : null };
    const key = `${asked.speed} ${asked.serviceTier} ${asked.context} ${asked.geo}`;
    const known = this.#priced.get(price)?.get(key);
    if (known !== undefined) return known;
    const found = this.#multiplied(asked, price);
    const ofPrice = this.#priced.get(price) ?? new Map();
    this.#priced.set(price, ofPrice.set(key, found));
    return found;
  }

  #multiplied(asked: PriceTier, price: ModelPrice): ModelPrice | keyof PriceTier {
    let product = price;
    for (const field of ['serviceTier', 'speed', 'context', 'geo'] as const) {
      if (asked[field] === null) continue;
      const rule = this.#rules.find((one) => one.field === field && one.value === asked[field]);
      const input = rule && parseDecimal(rule.input);
      const output = rule && parseDecimal(rule.output);
      if (!rule || !input || !output) return field;
      if (rule.notWith?.some((other) => asked[other] !== null)) return field;
      product = {
        ...product,
        input: times(product.input, input),
        output: times(product.output, output),
        cacheRead: product.cacheRead && times(product.cacheRead, input),
        cacheWrite5m: product.cacheWrite5m && times(product.cacheWrite5m, input),
        cacheWrite1h: product.cacheWrite1h && times(product.cacheWrite1h, input),
      };
    }
    return product;
  }
}

/** Where most providers' long requests begin. */
const USUAL_BOUND = 200_000;

type Length = { readonly isLong: boolean; readonly isUnstated: boolean };
const SHORT: Length = { isLong: false, isUnstated: false };
const LONG: Length = { isLong: true, isUnstated: false };
const UNSTATED: Length = { isLong: false, isUnstated: true };

const waits = (missing: Missing): TierPriced => ({
  micro: null,
  missing,
  isLengthUnstated: false,
});

const times = (one: Decimal, other: Decimal): Decimal => ({
  digits: one.digits * other.digits,
  scale: one.scale + other.scale,
});

/** The model itself or a dated snapshot of it. */
const isModel = (model: string, name: string): boolean =>
  model === name ||
  (model.startsWith(`${name}-`) && /^-20\d{2}-?\d{2}-?\d{2}$/.test(model.slice(name.length)));
