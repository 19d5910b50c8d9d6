import { type Decimal, parseDecimal } from '../../../core/money.ts';

/** A gross as two parts, in minor units: what DATEV is to leave on the ledger account, and the tax it is to book. */
export type NetAndTax = { readonly net: bigint; readonly tax: bigint };

const ZERO: Decimal = { digits: 0n, scale: 0 };

/** The tax that DATEV takes out of a gross by a key's rate: `gross · rate / (100 + rate)`, half away from zero. */
export function datevTax(gross: bigint, rate: string): bigint {
  const { digits, scale } = parseDecimal(rate) ?? ZERO;
  const [up, down] = [gross * digits, 100n * 10n ** BigInt(scale) + digits];
  const size = up < 0n ? -up : up;
  const rounded = (2n * size + down) / (2n * down);
  return up < 0n ? -rounded : rounded;
}

/**
 * Grosses for DATEV, in minor units, that add up to the parts' own sum and of which it takes as much tax as
 * was printed: where rounding says otherwise, single units move between the parts. `offBy` is the tax that
 * is still too little (below zero: too much) where no such split is near.
 */
export function grossSplit(
  parts: readonly NetAndTax[],
  rate: string,
): { readonly gross: readonly bigint[]; readonly offBy: bigint } {
  const gross = parts.map(({ net, tax }) => net + tax);
  const wanted = parts.reduce((sum, { tax }) => sum + tax, 0n);
  const missing = (): bigint => wanted - gross.reduce((sum, one) => sum + datevTax(one, rate), 0n);
  for (let offBy = missing(); offBy !== 0n; offBy = missing()) {
    if (!moveOne(gross, rate, offBy)) return { gross, offBy };
  }
  return { gross, offBy: 0n };
}

/** Moves up to three units from one part to another so that the tax comes nearer; says whether it could. */
function moveOne(gross: bigint[], rate: string, offBy: bigint): boolean {
  for (const units of [1n, 2n, 3n]) {
    for (const [from, given] of gross.entries()) {
      for (const [to, taken] of gross.entries()) {
        if (from === to) continue;
        const before = datevTax(given, rate) + datevTax(taken, rate);
        const after = datevTax(given - units, rate) + datevTax(taken + units, rate);
        if (after - before !== (offBy > 0n ? 1n : -1n)) continue;
        gross[from] = given - units;
        gross[to] = taken + units;
        return true;
      }
    }
  }
  return false;
}
