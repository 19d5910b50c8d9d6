import { allocate, divideHalfEven } from '../money.ts';

/**
 * Rounds amounts to a unit so that they add up to their rounded sum: each is within one unit of
 * the exact amount (largest remainder). Signs may be mixed. The results are multiples of `unit`.
 */
export function roundToTotal(amounts: readonly bigint[], unit: bigint): bigint[] {
  const total = divideHalfEven(
    amounts.reduce((a, b) => a + b, 0n),
    unit,
  );
  const floors = amounts.map((amount) => {
    const quotient = amount / unit;
    return amount % unit < 0n ? quotient - 1n : quotient;
  });
  const left = total - floors.reduce((a, b) => a + b, 0n);
  const rests = amounts.map((amount, index) => amount - (floors[index] ?? 0n) * unit);
  const extra = allocate(left, rests);
  return floors.map((floor, index) => (floor + (extra[index] ?? 0n)) * unit);
}
