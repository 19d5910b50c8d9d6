import type { Claim } from './claim.ts';
import { owedOn } from './claim-payment.ts';
import type { PayeeAccount, Payout } from './payout-batch.ts';

/**
 * What settles an approved claim, one payout per currency that it pays. Their references count the
 * attempts, so that a payout after one that came back has its own.
 */
export function payoutsOf(claim: Claim, account: PayeeAccount | null): Payout[] {
  if (claim.state !== 'approved') return [];
  return owedOn(claim).map(({ currency, owedMicro }) => {
    const attempt = claim.payments.filter((payment) => payment.currency === currency).length + 1;
    return {
      reference: `${claim.id}-${currency}-${attempt}`,
      claimId: claim.id,
      person: claim.person,
      amountMicro: owedMicro,
      currency,
      account,
    };
  });
}
