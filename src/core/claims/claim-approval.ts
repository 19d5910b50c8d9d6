import { roundShare } from '../close/round-to-total.ts';
import { minorUnitMicro, roundToMinor } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import { isSameName } from '../same-name.ts';
import type { ApprovedLine, Claim } from './claim.ts';
import type { ClaimEvent, ClaimPolicy, ClaimPosting } from './claim-event.ts';
import type { ClaimLine, Grant } from './claim-line.ts';
import { type ClaimOutcome, refused, stepped } from './claim-outcome.ts';
import type { Finding } from './finding.ts';
import {
  claimedMicro,
  grantedIn,
  isTooLarge,
  postingMonth,
  recoverableOfGrant,
  recoverableTax,
  tooLarge,
  wholeGrantMicro,
} from './line-amounts.ts';

type Approve = Extract<ClaimEvent, { kind: 'approve' }>;
type GrantedLine = {
  readonly line: ClaimLine;
  readonly grant: ApprovedLine;
  readonly isCut: boolean;
};

/**
 * Grants a submitted claim, line by line. Above the policy's amount the first approval waits for
 * another person's, who may grant less but not more. The caller has checked state and decider.
 */
export function approveClaim(
  claim: Claim,
  event: Approve,
  policy: ClaimPolicy,
  standsInFor: string | null,
): ClaimOutcome {
  const first = claim.firstApproval;
  if (first && isSameName(first.by, event.by)) {
    return refused(
      'claim_second_approver',
      `${event.by} has approved this claim already. It needs a second person.`,
      { by: event.by },
    );
  }
  const grants = inMinorUnits(claim, event.grants ?? first?.grants ?? wholeGrants(claim));
  const fault = grantsFault(claim, grants);
  if (fault) return fault;
  const granted = grantedLines(claim, grants, policy);
  if (!Array.isArray(granted)) return granted;
  if (granted.length === 0) return nothingGranted();
  const isFirstGrants = first !== null && (event.grants === null || event.grants === first.grants);
  const reasonFault = reasonsFault(event, granted, claim, isFirstGrants);
  if (reasonFault) return reasonFault;

  const total = granted.reduce((sum, { grant }) => sum + grant.baseMicro, 0n);
  const above = policy.secondApproverAboveMicro;
  if (!first && above !== null && total > above) {
    return stepped(claim, event, 'submitted', {
      firstApproval: { by: event.by, grants },
      standsInFor,
      grants,
    });
  }
  const approved = granted.map(({ grant }) => grant);
  return stepped(
    claim,
    event,
    'approved',
    { approved, firstApproval: null, standsInFor, grants },
    chargePostings(claim, approved, 'charge', (charge) => charge.month),
  );
}

/** The charges of approved lines, or what takes them back. */
export function chargePostings(
  claim: Claim,
  approved: readonly ApprovedLine[],
  kind: 'charge' | 'charge taken back',
  monthFor: (charge: ApprovedLine) => string,
): ClaimPosting[] {
  return approved.flatMap((charge) => {
    const line = claim.lines.find(({ id }) => id === charge.lineId);
    if (!line) return [];
    return {
      kind,
      claimId: claim.id,
      lineId: line.id,
      person: claim.person,
      tool: line.tool,
      day: line.day,
      month: monthFor(charge),
      amountMicro: charge.approvedMicro - recoverableOfGrant(charge, line),
      currency: line.currency,
      baseMicro: charge.baseMicro - charge.recoverableBaseMicro,
    };
  });
}

const wholeGrants = (claim: Claim): Grant[] =>
  claim.lines.map((line) => ({ lineId: line.id, approvedMicro: wholeGrantMicro(line) }));

/** The whole of a line may be said as it was claimed, with more digits than its currency has. */
const inMinorUnits = (claim: Claim, grants: readonly Grant[]): Grant[] =>
  grants.map(({ lineId, approvedMicro }) => {
    const line = claim.lines.find(({ id }) => id === lineId);
    const isWhole = line !== undefined && approvedMicro === claimedMicro(line);
    return { lineId, approvedMicro: isWhole ? wholeGrantMicro(line) : approvedMicro };
  });

/** What limits a grant of a line: the claim itself, and the first approver. */
function mostGrantable(claim: Claim, line: ClaimLine): Micro {
  if (!claim.firstApproval) return wholeGrantMicro(line);
  const first = claim.firstApproval.grants.find(({ lineId }) => lineId === line.id);
  return roundToMinor(first?.approvedMicro ?? 0n, line.currency);
}

function grantsFault(claim: Claim, grants: readonly Grant[]): ClaimOutcome | null {
  const seen = new Set<string>();
  for (const { lineId, approvedMicro } of grants) {
    const line = claim.lines.find(({ id }) => id === lineId);
    if (!line || seen.has(lineId)) {
      return refused(
        'claim_line_unknown',
        `The claim has no such line, or it is named twice: ${lineId}.`,
        {
          line: lineId,
        },
      );
    }
    seen.add(lineId);
    if (approvedMicro < 0n || approvedMicro > mostGrantable(claim, line)) {
      return refused(
        'claim_grant_too_high',
        'No more can be approved than was claimed, or than the first approver granted.',
        { line: lineId },
      );
    }
    if (approvedMicro % minorUnitMicro(line.currency) !== 0n) {
      return refused(
        'amount_not_in_minor_units',
        `An amount in ${line.currency} has more digits than can be paid. Round it first.`,
        { line: lineId, currency: line.currency },
      );
    }
  }
  return null;
}

const nothingGranted = (): ClaimOutcome =>
  refused('claim_nothing_granted', 'Nothing of the claim is granted. Reject it, with a reason.');

function grantedLines(
  claim: Claim,
  grants: readonly Grant[],
  policy: ClaimPolicy,
): GrantedLine[] | ClaimOutcome {
  const granted: GrantedLine[] = [];
  for (const line of claim.lines) {
    const approvedMicro = grants.find(({ lineId }) => lineId === line.id)?.approvedMicro ?? 0n;
    if (approvedMicro === 0n) continue;
    const payableCurrency = policy.payIn === 'base' ? policy.baseCurrency : line.currency;
    const payable = grantedIn(payableCurrency, line, approvedMicro, policy.rates);
    const base =
      payableCurrency === policy.baseCurrency
        ? payable
        : payable &&
          policy.rates.convertExact(
            { over: payable, under: 1n },
            payableCurrency,
            policy.baseCurrency,
            line.day,
            minorUnitMicro(policy.baseCurrency),
          );
    if (payable === null || base === null) {
      return refused(
        'rate_missing',
        `Enter a ${line.currency} rate for ${line.day.slice(0, 7)} first.`,
        { currency: line.currency, month: line.day.slice(0, 7) },
      );
    }
    if (payable === 0n) continue; // no bank transfers less than a minor unit
    if (isTooLarge(base)) return { ok: false, failure: tooLarge({ line: line.id }) };
    const recoverableMicro =
      policy.recoversTax?.(line.taxRate ?? '0') === false
        ? 0n
        : recoverableTax(payableCurrency, line, approvedMicro, policy.rates);
    const recoverableBaseMicro =
      payableCurrency === policy.baseCurrency
        ? recoverableMicro
        : roundShare(base, recoverableMicro, payable, minorUnitMicro(policy.baseCurrency));
    granted.push({
      line,
      grant: {
        lineId: line.id,
        approvedMicro,
        payableMicro: payable,
        payableCurrency,
        baseMicro: base,
        recoverableMicro,
        recoverableBaseMicro,
        month: postingMonth(line.day, policy.closedMonths, policy.openMonth),
      },
      isCut: approvedMicro < wholeGrantMicro(line),
    });
  }
  return granted;
}

/** Blocks cannot be approved; warnings and cuts need a reason. */
function reasonsFault(
  event: Approve,
  granted: readonly GrantedLine[],
  claim: Claim,
  isFirstGrants: boolean,
): ClaimOutcome | null {
  const touches = (finding: Finding): boolean =>
    finding.lineId === null ||
    granted.some(
      ({ line, grant }) =>
        line.id === finding.lineId && grant.baseMicro > finding.untouchedBaseMicro,
    );
  const touching = event.findings.filter(touches);
  const block = touching.find(({ severity }) => severity === 'blocks');
  if (block) {
    return refused(
      'claim_blocked',
      'A finding blocks this approval. Mend it, grant less, or reject the line.',
      { finding: block.code, line: block.lineId },
    );
  }
  if (event.why?.trim()) return null;
  if (touching.length > 0) {
    return refused('claim_reason_needed', 'Give a reason for approving over a warning.', {
      finding: touching[0]?.code ?? null,
    });
  }
  const isCut = granted.length < claim.lines.length || granted.some((line) => line.isCut);
  if (!isCut || isFirstGrants) return null;
  return refused('claim_reason_needed', 'Give a reason for granting less than was claimed.', {
    finding: null,
  });
}
