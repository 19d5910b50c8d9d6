import { assertNever } from '../failure.ts';
import { isSameName } from '../same-name.ts';
import type { Claim } from './claim.ts';
import { approveClaim, chargePostings } from './claim-approval.ts';
import type { ClaimEvent, ClaimPolicy, ClaimState } from './claim-event.ts';
import { type ClaimOutcome, refused, stepped } from './claim-outcome.ts';
import { payClaim, returnPayment } from './claim-payment.ts';
import { deciderOf } from './deciders.ts';
import { lineFailure } from './line-amounts.ts';

/** From which states a step may be taken (RULES.md, Claims). */
const FROM: Readonly<Record<ClaimEvent['kind'], readonly ClaimState[]>> = {
  edit: ['draft', 'needs information'],
  submit: ['draft', 'needs information'],
  // A draft is given up the same way, so that nothing leaves the history.
  withdraw: ['draft', 'submitted', 'needs information'],
  ask: ['submitted'],
  approve: ['submitted'],
  reject: ['submitted'],
  reopen: ['approved', 'rejected'],
  pay: ['approved'],
  'payment failed': ['approved', 'paid'],
};

/**
 * Takes one step with a claim, or says why not. The claim given is never changed. Codes of
 * refusals: `claim_step_not_possible`, `claim_own_decision`, `claim_not_approver`,
 * `claim_reason_needed`, `claim_blocked`, `claim_second_approver`, `claim_grant_too_high`,
 * `claim_nothing_granted`, `claim_line_unknown`, `claim_empty`, `claim_not_claimant`,
 * `claim_partly_paid`, `claim_reference_missing`, `claim_reference_used`, `claim_nothing_owed`,
 * `claim_payment_unknown`, `rate_missing`, and those of `lineFailure`.
 */
export function claimStep(claim: Claim, event: ClaimEvent, policy: ClaimPolicy): ClaimOutcome {
  if (!FROM[event.kind].includes(claim.state)) {
    return refused(
      'claim_step_not_possible',
      `A claim that is "${claim.state}" cannot take the step "${event.kind}".`,
      { state: claim.state, step: event.kind },
    );
  }
  switch (event.kind) {
    case 'edit':
      return editClaim(claim, event);
    case 'submit':
      return submitClaim(claim, event);
    case 'withdraw':
      return withdrawClaim(claim, event);
    case 'pay':
      return payClaim(claim, event);
    case 'payment failed':
      return event.why.trim() ? returnPayment(claim, event) : reasonNeeded();
    case 'ask':
    case 'approve':
    case 'reject':
    case 'reopen':
      return decideClaim(claim, event, policy);
    default:
      return assertNever(event);
  }
}

const reasonNeeded = (): ClaimOutcome =>
  refused('claim_reason_needed', 'Give a reason for this step.', { finding: null });

function editClaim(claim: Claim, event: Extract<ClaimEvent, { kind: 'edit' }>): ClaimOutcome {
  const ids = new Set(event.lines.map(({ id }) => id));
  if (ids.size < event.lines.length) {
    return refused('claim_line_unknown', 'Two lines of the claim have the same id.', {
      line: null,
    });
  }
  return stepped(claim, event, claim.state, { lines: event.lines });
}

function submitClaim(claim: Claim, event: ClaimEvent): ClaimOutcome {
  if (claim.lines.length === 0) {
    return refused('claim_empty', 'The claim has no line yet. Add what was paid.');
  }
  for (const line of claim.lines) {
    const failure = lineFailure(line);
    if (failure) return { ok: false, failure };
  }
  return stepped(claim, event, 'submitted', { firstApproval: null });
}

function withdrawClaim(claim: Claim, event: ClaimEvent): ClaimOutcome {
  const isClaimant = [claim.person, ...claim.claimantNames].some((name) =>
    isSameName(name, event.by),
  );
  if (isClaimant) return stepped(claim, event, 'withdrawn', { firstApproval: null });
  return refused(
    'claim_not_claimant',
    'Only the claimant can withdraw a claim. Reject it instead.',
    {
      by: event.by,
    },
  );
}

function decideClaim(
  claim: Claim,
  event: Extract<ClaimEvent, { kind: 'ask' | 'approve' | 'reject' | 'reopen' }>,
  policy: ClaimPolicy,
): ClaimOutcome {
  const decider = deciderOf(claim, event.by, policy);
  if (!decider.ok) return decider;
  const { standsInFor } = decider;
  if (event.kind === 'approve') return approveClaim(claim, event, policy, standsInFor);
  if (!event.why.trim()) return reasonNeeded();
  if (event.kind === 'ask') {
    return stepped(claim, event, 'needs information', { firstApproval: null, standsInFor });
  }
  if (event.kind === 'reject') {
    return stepped(claim, event, 'rejected', { firstApproval: null, standsInFor });
  }
  if (claim.payments.some(({ failed }) => !failed)) {
    return refused('claim_partly_paid', 'Part of this claim is paid; its approval stands.');
  }
  const { closedMonths, openMonth } = policy;
  const back = chargePostings(claim, claim.approved, 'charge taken back', ({ month }) =>
    closedMonths.includes(month) ? openMonth : month,
  );
  return stepped(claim, event, 'submitted', { approved: [], standsInFor }, back);
}
