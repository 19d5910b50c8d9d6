import type { IsoDay } from '../calendar.ts';
import { type Decimal, divideHalfEven, type Micro, parseDecimal } from '../money.ts';

export type ModelClass = 'flagship' | 'standard' | 'light';

/**
 * A line of the price list as it is written down: an amount per million tokens, as decimal text.
 * `null` is unknown, never 0; `from` is the first day on which it holds, `null` since ever.
 */
export type ListedPrice = {
  readonly model: string;
  readonly provider: string;
  readonly class: ModelClass;
  readonly from: IsoDay | null;
  readonly input: string;
  readonly output: string;
  readonly cacheRead: string | null;
  readonly cacheWrite5m: string | null;
  readonly cacheWrite1h: string | null;
  /** Of all figures of the line; left out: US dollars. */
  readonly currency?: string | undefined;
};

/** A price ready to reckon with: exact amounts of its currency per million tokens. */
export type ModelPrice = {
  readonly model: string;
  readonly provider: string;
  readonly modelClass: ModelClass;
  readonly from: IsoDay | null;
  readonly input: Decimal;
  readonly output: Decimal;
  readonly cacheRead: Decimal | null;
  readonly cacheWrite5m: Decimal | null;
  readonly cacheWrite1h: Decimal | null;
  readonly currency: string;
};

/** Whole counts; `cacheWriteTokens` includes the 1-hour ones, and input holds no cached tokens. */
export type TokenCounts = {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
};

export type PricedUsage = {
  /** Micro-units of the price's currency. */
  readonly micro: Micro;
  /** For which tokens the list has no price, so that they were priced as input. */
  readonly fallbacks: readonly ('cache-read' | 'cache-write')[];
};

/** Reads a line of the price list; `null` where a price is no decimal or is negative. */
export function readPrice(listed: ListedPrice): ModelPrice | null {
  const input = priceOf(listed.input);
  const output = priceOf(listed.output);
  const cacheRead = priceOf(listed.cacheRead);
  const cacheWrite5m = priceOf(listed.cacheWrite5m);
  const cacheWrite1h = priceOf(listed.cacheWrite1h);
  if (!input || !output) return null;
  if (cacheRead === undefined || cacheWrite5m === undefined || cacheWrite1h === undefined)
    return null;
  return {
    model: listed.model,
    provider: listed.provider,
    modelClass: listed.class,
    from: listed.from,
    input,
    output,
    cacheRead,
    cacheWrite5m,
    cacheWrite1h,
    currency: listed.currency ?? 'USD',
  };
}

/** `null` stays unknown; `undefined` where the text is no price. */
function priceOf(text: string | null): Decimal | null | undefined {
  if (text === null) return null;
  const price = parseDecimal(text);
  return price === null || price.digits < 0n ? undefined : price;
}

/**
 * The price of a model (as the list calls it) in force on a day: of its prices that have begun, the
 * one that began last; among equals the later in the list, so that the owner's own lines, which stand
 * behind the list's, win. `null` where none has begun.
 */
export function priceInForce(
  prices: readonly ModelPrice[],
  model: string,
  day: IsoDay,
): ModelPrice | null {
  let best: ModelPrice | null = null;
  for (const price of prices) {
    if (price.model !== model || (price.from !== null && price.from > day)) continue;
    if (best === null || (price.from ?? '') >= (best.from ?? '')) best = price;
  }
  return best;
}

/**
 * What tokens cost by the list: each kind times its price, added up exactly and rounded half-even to
 * the micro-unit once (RULES.md, Money). A missing cache price falls back to the input price, of writes for
 * an hour to twice of it, and `fallbacks` says so.
 */
export function priceUsage(tokens: TokenCounts, price: ModelPrice): PricedUsage {
  const shortWrites = tokens.cacheWriteTokens - tokens.cacheWrite1hTokens;
  const { perToken, denominator } = scaledPrices(price);
  const counts = [
    tokens.inputTokens,
    tokens.outputTokens,
    tokens.cacheReadTokens,
    shortWrites,
    tokens.cacheWrite1hTokens,
  ];
  let sum = 0;
  for (let kind = 0; kind < counts.length; kind += 1) {
    sum += (counts[kind] ?? 0) * (perToken[kind] ?? 0);
  }
  const isReadUnknown = price.cacheRead === null && tokens.cacheReadTokens > 0;
  const isWriteUnknown =
    (price.cacheWrite5m === null && shortWrites > 0) ||
    (price.cacheWrite1h === null && tokens.cacheWrite1hTokens > 0);
  return {
    micro: Number.isSafeInteger(sum)
      ? BigInt(wholeHalfEven(sum, denominator))
      : exactMicro(counts, perToken, denominator),
    fallbacks: [
      ...(isReadUnknown ? (['cache-read'] as const) : []),
      ...(isWriteUnknown ? (['cache-write'] as const) : []),
    ],
  };
}

type ScaledPrices = { readonly perToken: readonly number[]; readonly denominator: number };

const scaled = new WeakMap<ModelPrice, ScaledPrices>();

/**
 * A price's five figures as whole numbers over one power of ten, worked out once. Products of whole
 * numbers below 2^53 are exact, and a million rows need no big integers.
 */
function scaledPrices(price: ModelPrice): ScaledPrices {
  let found = scaled.get(price);
  if (!found) {
    const prices = [
      price.input,
      price.output,
      price.cacheRead ?? price.input,
      price.cacheWrite5m ?? price.input,
      price.cacheWrite1h ?? { ...price.input, digits: price.input.digits * 2n },
    ];
    const scale = Math.max(...prices.map((decimal) => decimal.scale));
    found = {
      // A dollar price per million tokens is a micro-dollar price per token.
      perToken: prices.map(({ digits, scale: own }) => Number(digits * 10n ** BigInt(scale - own))),
      denominator: 10 ** scale,
    };
    scaled.set(price, found);
  }
  return found;
}

/** `sum / denominator` for safe whole numbers, ties to the even neighbour. */
function wholeHalfEven(sum: number, denominator: number): number {
  const rest = sum % denominator;
  const quotient = (sum - rest) / denominator;
  const twice = rest * 2;
  return twice > denominator || (twice === denominator && quotient % 2 !== 0)
    ? quotient + 1
    : quotient;
}

/** The same for counts so large that doubles would lose digits. */
function exactMicro(
  counts: readonly number[],
  perToken: readonly number[],
  denominator: number,
): Micro {
  const sum = counts.reduce(
    (total, count, kind) => total + BigInt(count) * BigInt(perToken[kind] ?? 0),
    0n,
  );
  return divideHalfEven(sum, BigInt(denominator));
}
