/** An amount in millionths of its currency's unit (1 USD = 1,000,000). Never a float (RULES.md, Money). */
export type Micro = bigint;

/** An amount as it crosses a border: a decimal string and its ISO 4217 code. */
export type MoneyText = { readonly amount: string; readonly currency: string };

/** An exact decimal: `digits` divided by ten to the power of `scale`. */
export type Decimal = { readonly digits: bigint; readonly scale: number };

export const MICRO = 1_000_000n;

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads a plain decimal (`12.5`, `-0.04`, `2.1e-06`) exactly; `null` where the text is none. */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  const digits = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

/** `numerator / denominator` as a whole number, ties to the even neighbour. The denominator is positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const rest = numerator % denominator;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = twice > denominator || (twice === denominator && quotient % 2n !== 0n);
  if (!up) return quotient;
  return numerator < 0n ? quotient - 1n : quotient + 1n;
}

/** A decimal times a whole number of micro-units (1,000,000 makes units into micro-units), half-even. */
export function decimalTimes(value: Decimal, factor: bigint): bigint {
  return divideHalfEven(value.digits * factor, 10n ** BigInt(value.scale));
}

/** Reads an amount in units (`1234.56`, `2.1e-06`) into micro-units, half-even; `null` where the text is none. */
export function parseMicro(text: string): Micro | null {
  const value = parseDecimal(text);
  return value && decimalTimes(value, MICRO);
}

/** Writes micro-units as a decimal string with two to six digits behind the point. */
export function microText(micro: Micro): string {
  const size = micro < 0n ? -micro : micro;
  const fraction = (size % MICRO)
    .toString()
    .padStart(6, '0')
    .replace(/0{1,4}$/, '');
  return `${micro < 0n ? '-' : ''}${size / MICRO}.${fraction}`;
}

export function moneyText(micro: Micro, currency: string): MoneyText {
  return { amount: microText(micro), currency };
}

/**
 * Splits a total in proportion to weights so that the parts add up to it (largest remainder; of
 * equal remainders the earlier part takes the unit). With no weight at all, everything is the first part's.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (weights.length === 0) return [];
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? total : 0n));
  const size = total < 0n ? -total : total;
  const parts = weights.map((weight) => (size * weight) / sum);
  const order = weights
    .map((weight, index) => ({ index, rest: (size * weight) % sum }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  let left = size - parts.reduce((a, b) => a + b, 0n);
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return total < 0n ? parts.map((part) => -part) : parts;
}

/**
 * Micro-units as a number of units, for statistics and drawing only: a verdict is a probability,
 * not an amount, and is worked out in floating point (RULES.md, The verdict).
 */
export function unitsForStatistics(micro: Micro): number {
  return Number(micro) / 1e6;
}
