import type { Claim } from './claim.ts';
import { owedOn } from './claim-payment.ts';
import type { PayeeAccount, Payout } from './payout-batch.ts';

export type PayoutTerms = {
  readonly account: PayeeAccount | null;
  /** What the person reads on the statement. */
  readonly purpose: string;
};

/**
 * The transfers that settle an approved claim, one per currency that it pays. Their references count the
 * attempts, so that a transfer after one that came back has its own; the step `pay` is taken with a
 * payout's reference and currency.
 */
export function payoutsOf(claim: Claim, terms: PayoutTerms): Payout[] {
  if (claim.state !== 'approved') return [];
  return owedOn(claim).map(({ currency, owedMicro }) => {
    const attempt = claim.payments.filter((payment) => payment.currency === currency).length + 1;
    return {
      reference: `${claim.id}-${currency}-${attempt}`,
      claimId: claim.id,
      person: claim.person,
      amountMicro: owedMicro,
      currency,
      account: terms.account,
      purpose: terms.purpose,
    };
  });
}
