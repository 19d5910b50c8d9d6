import { allocate, divideHalfEven } from '../money.ts';

/**
 * Rounds amounts to a unit so that they add up to their rounded sum: each is within one unit of
 * the exact amount (largest remainder). Signs may be mixed. The results are multiples of `unit`.
 */
export function roundToTotal(amounts: readonly bigint[], unit: bigint): bigint[] {
  const sum = amounts.reduce((a, b) => a + b, 0n);
  return roundToGiven(amounts, divideHalfEven(sum, unit) * unit, unit);
}

/**
 * The same for a total that was rounded elsewhere, from the exact sum: the results add up to it. `totalMicro`
 * is a multiple of `unit`, and no further from the amounts' sum than a unit an amount.
 */
export function roundToGiven(
  amounts: readonly bigint[],
  totalMicro: bigint,
  unit: bigint,
): bigint[] {
  const total = totalMicro / unit;
  const floors = amounts.map((amount) => {
    const quotient = amount / unit;
    return amount % unit < 0n ? quotient - 1n : quotient;
  });
  const left = total - floors.reduce((a, b) => a + b, 0n);
  const rests = amounts.map((amount, index) => amount - (floors[index] ?? 0n) * unit);
  const extra = allocate(left, rests);
  return floors.map((floor, index) => (floor + (extra[index] ?? 0n)) * unit);
}

/**
 * Splits a total of whole units in proportion to weights, in whole units (largest remainder, of equal ones
 * the earlier part). Weights that are not all at or above zero, or all zero, count as equal shares of the first.
 */
export function splitByWeight(
  totalMicro: bigint,
  weights: readonly bigint[],
  unit: bigint,
): bigint[] {
  const fair = weights.map((weight) => (weight > 0n ? weight : 0n));
  return allocate(totalMicro / unit, fair).map((part) => part * unit);
}

/** An exact share of an amount, rounded half-even to whole units once: `amount × share / whole`. */
export function roundShare(amount: bigint, share: bigint, whole: bigint, unit: bigint): bigint {
  const sign = whole < 0n ? -1n : 1n;
  return divideHalfEven(sign * amount * share, sign * whole * unit) * unit;
}

/**
 * Rounds to a unit, ties upward: of sums that are rounded again and again, what one leaves and the next makes
 * up for is always less than a unit.
 */
export function roundTiesUp(amount: bigint, unit: bigint): bigint {
  const doubled = 2n * amount + unit;
  const quotient = doubled / (2n * unit);
  return (doubled < 0n && doubled % (2n * unit) !== 0n ? quotient - 1n : quotient) * unit;
}
