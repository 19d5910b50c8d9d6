import type { Micro } from '../money.ts';
import type { RateTable } from '../rates.ts';
import type { ClaimLine } from './claim-line.ts';
import { claimedBaseMicro, claimedMicro, lineFailure } from './line-amounts.ts';

export type ClaimTotals = {
  /** What is claimed in each currency, currencies in alphabetical order. */
  readonly byCurrency: readonly { readonly currency: string; readonly claimedMicro: Micro }[];
  /** All of it in base currency; `null` while a line waits for a rate. */
  readonly baseMicro: Micro | null;
};

/** What a claim's lines come to. Lines that cannot be filed as they stand count nothing yet. */
export function claimTotals(
  lines: readonly ClaimLine[],
  base: string,
  rates: RateTable,
): ClaimTotals {
  const sums = new Map<string, Micro>();
  let baseMicro: Micro | null = 0n;
  for (const line of lines) {
    if (lineFailure(line) !== null) continue;
    sums.set(line.currency, (sums.get(line.currency) ?? 0n) + claimedMicro(line));
    const inBase = claimedBaseMicro(line, base, rates);
    baseMicro = baseMicro === null || inBase === null ? null : baseMicro + inBase;
  }
  const byCurrency = [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, claimed]) => ({ currency, claimedMicro: claimed }));
  return { byCurrency, baseMicro };
}
