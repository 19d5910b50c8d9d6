import { Failure } from '../failure.ts';
import { isSameName } from '../same-name.ts';
import type { Claim } from './claim.ts';
import type { ClaimPolicy } from './claim-event.ts';

/**
 * Whether somebody may decide on a claim: an approver or an approver's stand-in, and never the
 * claimant. `standsInFor` names the approver whose place a stand-in takes.
 */
export function deciderOf(
  claim: Claim,
  by: string,
  policy: Pick<ClaimPolicy, 'approvers' | 'standIns'>,
): { readonly ok: true; readonly standsInFor: string | null } | { ok: false; failure: Failure } {
  if ([claim.person, ...claim.claimantNames].some((name) => isSameName(name, by))) {
    return {
      ok: false,
      failure: new Failure(
        'claim_own_decision',
        'Nobody decides on their own claim. Ask another approver or a stand-in.',
        { by },
      ),
    };
  }
  const { approvers } = policy;
  if (approvers === null || approvers.some((name) => isSameName(name, by))) {
    return { ok: true, standsInFor: null };
  }
  const place = policy.standIns.find(
    ({ approver, standIn }) =>
      isSameName(standIn, by) && approvers.some((name) => isSameName(name, approver)),
  );
  if (place) return { ok: true, standsInFor: place.approver };
  return {
    ok: false,
    failure: new Failure(
      'claim_not_approver',
      `${by} does not decide on claims. Ask an approver, or make ${by} a stand-in.`,
      { by },
    ),
  };
}
