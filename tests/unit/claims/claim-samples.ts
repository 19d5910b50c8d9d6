import { type Claim, newClaim } from '../../../src/core/claims/claim.ts';
import type { ClaimEvent, ClaimPolicy } from '../../../src/core/claims/claim-event.ts';
import type { ClaimLine } from '../../../src/core/claims/claim-line.ts';
import { claimStep } from '../../../src/core/claims/claim-state.ts';
import type { FiledLine, FindingInput } from '../../../src/core/claims/finding-input.ts';
import { presetClaimRules } from '../../../src/core/claims/finding-input.ts';
import { givenRates } from '../given-rates.ts';

export const lineOf = (change: Partial<ClaimLine> = {}): ClaimLine => ({
  id: 'a',
  day: '2026-06-10',
  tool: 'Claude',
  vendor: 'Anthropic, PBC',
  invoiceNumber: null,
  purpose: 'Max plan for June',
  amountMicro: 100_000_000n,
  currency: 'USD',
  workPercent: '100',
  periodStart: null,
  periodEnd: null,
  receipts: [],
  ...change,
});

export const policyOf = (change: Partial<ClaimPolicy> = {}): ClaimPolicy => ({
  approvers: null,
  standIns: [],
  secondApproverAboveMicro: null,
  baseCurrency: 'USD',
  payIn: 'claimed',
  rates: givenRates([{ day: '2026-06-01', from: 'EUR', to: 'USD', rate: '1.10', source: 'typed' }]),
  closedMonths: [],
  openMonth: '2026-07',
  ...change,
});

export const at = '2026-07-01T09:00:00Z';

/** Takes the steps one after another; a refusal fails the test that asked for them. */
export function walk(claim: Claim, events: readonly ClaimEvent[], policy = policyOf()): Claim {
  return events.reduce((current, event) => {
    const outcome = claimStep(current, event, policy);
    if (!outcome.ok) throw outcome.failure;
    return outcome.claim;
  }, claim);
}

export const submitted = (lines: readonly ClaimLine[], policy = policyOf()): Claim =>
  walk(
    newClaim('c1', 'li@example.com', ['Li Wei']),
    [
      { kind: 'edit', at, by: 'li@example.com', lines },
      { kind: 'submit', at, by: 'li@example.com' },
    ],
    policy,
  );

export const approval = (change: Partial<Extract<ClaimEvent, { kind: 'approve' }>> = {}) =>
  ({
    kind: 'approve',
    at,
    by: 'boss',
    why: null,
    grants: null,
    findings: [],
    ...change,
  }) as const satisfies ClaimEvent;

export const inputOf = (change: Partial<FindingInput> = {}): FindingInput => ({
  claimId: 'c1',
  person: 'li@example.com',
  role: 'Developer',
  employed: { from: null, to: null },
  lines: [lineOf()],
  rules: { ...presetClaimRules('USD'), receiptAboveMicro: null },
  today: '2026-06-20',
  baseCurrency: 'USD',
  rates: policyOf().rates,
  closedMonths: [],
  openMonth: '2026-06',
  usedSoFar: [],
  filed: [],
  companySeats: [],
  uplift: null,
  ...change,
});

export const filedOf = (change: Partial<FiledLine> = {}): FiledLine => ({
  ...lineOf({ id: 'x' }),
  claimId: 'c9',
  person: 'ana@example.com',
  state: 'submitted',
  ...change,
});

export const receiptOf = (fill: string, change = {}) => ({
  sha256: fill.repeat(64),
  pictureHash: null,
  totalMicro: null,
  currency: null,
  ...change,
});
