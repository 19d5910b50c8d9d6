import { roundToMinor } from '../invoices/minor-unit.ts';
import type { Claim } from './claim.ts';
import { owedOn } from './claim-payment.ts';
import type { PayeeAccount, Payout } from './payout-batch.ts';

export type PayoutTerms = {
  readonly account: PayeeAccount | null;
  /** What the person reads on the statement. */
  readonly purpose: string;
  /** Pay in this base currency what was approved, at the rates of the approval; `null`: as claimed. */
  readonly payInBase: string | null;
};

/**
 * The transfers that settle an approved claim, one per currency it was claimed in. Their references
 * count the attempts, so that a transfer after one that came back has its own; the step `pay` is
 * taken with a payout's reference and the currency it settles.
 */
export function payoutsOf(claim: Claim, terms: PayoutTerms): Payout[] {
  if (claim.state !== 'approved') return [];
  return owedOn(claim).map(({ currency, owedMicro }) => {
    const attempt = claim.payments.filter((payment) => payment.currency === currency).length + 1;
    const base = terms.payInBase === currency ? null : terms.payInBase;
    return {
      reference: `${claim.id}-${currency}-${attempt}`,
      claimId: claim.id,
      person: claim.person,
      amountMicro: base === null ? owedMicro : approvedBase(claim, currency, base),
      currency: base ?? currency,
      settles: { amountMicro: owedMicro, currency },
      account: terms.account,
      purpose: terms.purpose,
    };
  });
}

/** A currency of a claim is paid as a whole, so that what is owed in it is all that was approved. */
function approvedBase(claim: Claim, currency: string, base: string): bigint {
  const lines = new Set(
    claim.lines.filter((line) => line.currency === currency).map((line) => line.id),
  );
  const exact = claim.approved
    .filter(({ lineId }) => lines.has(lineId))
    .reduce((sum, { baseMicro }) => sum + baseMicro, 0n);
  return roundToMinor(exact, base);
}
