import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { ClaimState, ClaimStep } from './claim-event.ts';
import type { ClaimLine, Grant } from './claim-line.ts';

/**
 * What was granted of a line, in whole minor units: in its own currency, what it pays (the one figure that
 * transfer, charge, entry and export carry), what it came to in base currency then, and the month it was
 * charged in.
 */
export type ApprovedLine = Grant & {
  readonly payableMicro: Micro;
  readonly payableCurrency: string;
  readonly baseMicro: Micro;
  /** What of it is recoverable tax, which is no charge, in the currency that is paid and in base. */
  readonly recoverableMicro: Micro;
  readonly recoverableBaseMicro: Micro;
  readonly month: IsoMonth;
};

/** One transfer to the claimant; a failed one stays in the list with its reference. */
export type ClaimPayment = {
  readonly reference: string;
  readonly day: IsoDay;
  readonly amountMicro: Micro;
  readonly currency: string;
  readonly failed: boolean;
};

export type Claim = {
  readonly id: string;
  readonly person: string;
  /** Every name the claimant acts under (e-mail, name, user name), so that nobody approves themselves. */
  readonly claimantNames: readonly string[];
  readonly state: ClaimState;
  readonly lines: readonly ClaimLine[];
  /** The first of two approvals, while the second is awaited. */
  readonly firstApproval: { readonly by: string; readonly grants: readonly Grant[] } | null;
  /** What stands approved and charged; empty unless the claim is approved or paid. */
  readonly approved: readonly ApprovedLine[];
  readonly payments: readonly ClaimPayment[];
  readonly history: readonly ClaimStep[];
};

/** A new claim: a draft without lines or history. */
export function newClaim(id: string, person: string, claimantNames: readonly string[]): Claim {
  return {
    id,
    person,
    claimantNames,
    state: 'draft',
    lines: [],
    firstApproval: null,
    approved: [],
    payments: [],
    history: [],
  };
}
