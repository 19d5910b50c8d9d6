import { Failure } from '../failure.ts';
import type { Claim } from './claim.ts';
import type { ClaimPolicy } from './claim-event.ts';
import type { ClaimLine } from './claim-line.ts';
import { deciderOf } from './deciders.ts';
import { lineFailure } from './line-amounts.ts';

/** What a receipt says of its tax, in the line's currency; both `null` where it prints none. */
export type ReceiptTax = Required<Pick<ClaimLine, 'taxMicro' | 'taxRate' | 'inCompanyName'>>;

/**
 * A line of a claim with the tax that whoever decides on it reads from the receipt: what is recoverable is fixed
 * with the approval, so it is said before. Refusals: `claim_step_not_possible`, `claim_line_unknown`,
 * `claim_tax_invalid`, and those of who may decide.
 */
export function reviewedTax(
  claim: Claim,
  lineId: string,
  tax: ReceiptTax,
  by: string,
  policy: Pick<ClaimPolicy, 'approvers' | 'standIns'>,
):
  | { readonly ok: true; readonly line: ClaimLine }
  | { readonly ok: false; readonly failure: Failure } {
  const fault = (failure: Failure) => ({ ok: false, failure }) as const;
  if (claim.state !== 'submitted') {
    return fault(
      new Failure(
        'claim_step_not_possible',
        `A claim that is "${claim.state}" cannot take the step "tax".`,
        { state: claim.state, step: 'tax' },
      ),
    );
  }
  const decider = deciderOf(claim, by, policy);
  if (!decider.ok) return decider;
  const line = claim.lines.find(({ id }) => id === lineId);
  if (!line) {
    return fault(
      new Failure(
        'claim_line_unknown',
        `The claim has no such line, or it is named twice: ${lineId}.`,
        { line: lineId },
      ),
    );
  }
  const reviewed = { ...line, ...tax };
  const failure = lineFailure(reviewed);
  return failure ? fault(failure) : { ok: true, line: reviewed };
}
