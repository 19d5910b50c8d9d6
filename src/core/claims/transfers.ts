import type { Payout, Transfer } from './payout-batch.ts';

/** What is owed on a claim in one currency, and who gets it: a key that no two people share. */
export type OwedPayout = { readonly payee: number; readonly payout: Payout };

/** The most that a statement shows of what a transfer is for (ISO 20022, unstructured remittance). */
const MOST_LETTERS = 140;

/**
 * One person gets one transfer per currency, in the order given. A transfer of one claim keeps that
 * claim's reference; one of several takes the next that `nextReference` gives.
 */
export function transfersOf(
  owed: readonly OwedPayout[],
  purposeOf: (claims: string) => string,
  nextReference: () => string,
): Transfer[] {
  const groups = new Map<string, Payout[]>();
  for (const { payee, payout } of owed) {
    const key = `${payee} ${payout.currency}`;
    groups.set(key, [...(groups.get(key) ?? []), payout]);
  }
  return [...groups.values()].flatMap((payouts) => {
    const [first] = payouts;
    if (first === undefined) return [];
    const { person, currency, account } = first;
    const claimIds = payouts.map(({ claimId }) => claimId);
    return [
      {
        ...{ person, currency, account, claimIds, payouts },
        reference: payouts.length === 1 ? first.reference : nextReference(),
        amountMicro: payouts.reduce((sum, { amountMicro }) => sum + amountMicro, 0n),
        purpose: purposeOf(claimsText(claimIds, MOST_LETTERS - purposeOf('').length)),
      },
    ];
  });
}

/** The claims by name, or the first, the last and how many where all would not fit. */
function claimsText(ids: readonly string[], most: number): string {
  const all = ids.join(', ');
  return all.length <= most ? all : `${ids[0]} ... ${ids.at(-1)} (${ids.length})`;
}
