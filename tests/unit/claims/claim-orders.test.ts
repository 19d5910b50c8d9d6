import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Claim, newClaim } from '../../../src/core/claims/claim.ts';
import type { ClaimEvent, ClaimPosting } from '../../../src/core/claims/claim-event.ts';
import { claimStep } from '../../../src/core/claims/claim-state.ts';
import { FINDING_SEVERITIES, type FindingCode } from '../../../src/core/claims/finding.ts';
import { findingOf, presetClaimRules } from '../../../src/core/claims/finding-input.ts';
import { wholeGrantMicro } from '../../../src/core/claims/line-amounts.ts';
import { roundToMinor } from '../../../src/core/invoices/minor-unit.ts';
import { at, lineOf, policyOf } from './claim-samples.ts';

const actor = fc.constantFrom('li', 'LI ', 'boss', 'ana');
const currency = fc.constantFrom('USD', 'EUR');
const why = fc.constantFrom('', 'Agreed');
const line = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    amountMicro: fc.bigInt({ min: 0n, max: 20_000n }).map((cents) => cents * 10_000n),
    currency,
    workPercent: fc.constantFrom('100', '33.333', '62.5', '0.01'),
  })
  .map((change) => lineOf(change));
const grants = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  fc.array(
    fc.record({
      lineId: fc.constantFrom('a', 'b', 'c'),
      approvedMicro: fc.oneof(
        {
          weight: 4,
          arbitrary: fc.bigInt({ min: -1n, max: 25_000n }).map((cents) => cents * 10_000n),
        },
        fc.bigInt({ min: -1n, max: 250_000_000n }),
      ),
    }),
    { maxLength: 3 },
  ),
);
const findings = fc.array(
  fc
    .tuple(
      fc.constantFrom(...(Object.keys(FINDING_SEVERITIES) as FindingCode[])),
      fc.constantFrom('a', 'b', null),
    )
    .map(([code, lineId]) => findingOf(presetClaimRules('USD'), code, lineId, {})),
  { maxLength: 2 },
);
const act = { at: fc.constant(at), by: actor };
const reference = fc.constantFrom('R1', 'R2', '');
const event: fc.Arbitrary<ClaimEvent> = fc.oneof(
  fc.record({
    ...act,
    kind: fc.constant('edit' as const),
    lines: fc.array(line, { maxLength: 3 }),
  }),
  { weight: 3, arbitrary: fc.record({ ...act, kind: fc.constant('submit' as const) }) },
  fc.record({ ...act, kind: fc.constant('withdraw' as const), why: fc.option(why) }),
  fc.record({ ...act, kind: fc.constant('ask' as const), why }),
  {
    weight: 6,
    arbitrary: fc.record({
      ...act,
      kind: fc.constant('approve' as const),
      why: fc.option(why),
      grants,
      findings: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, findings),
    }),
  },
  fc.record({ ...act, kind: fc.constant('reject' as const), why }),
  fc.record({ ...act, kind: fc.constant('reopen' as const), why }),
  {
    weight: 4,
    arbitrary: fc.record({
      ...act,
      kind: fc.constant('pay' as const),
      day: fc.constant('2026-07-02'),
      reference,
      currency: fc.option(currency),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...act,
      kind: fc.constant('payment failed' as const),
      reference,
      currency: fc.option(currency),
      why,
    }),
  },
);

type Sums = Map<string, bigint>;
const add = (sums: Sums, key: string, micro: bigint) =>
  sums.set(key, (sums.get(key) ?? 0n) + micro);

/** What an outsider adds up from the postings alone. */
function ledgerOf(postings: readonly ClaimPosting[]): { charged: Sums; paid: Sums } {
  const charged: Sums = new Map();
  const paid: Sums = new Map();
  for (const posting of postings) {
    if (posting.kind === 'charge') add(charged, posting.currency, posting.amountMicro);
    if (posting.kind === 'charge taken back') add(charged, posting.currency, -posting.amountMicro);
    if (posting.kind === 'payment') add(paid, posting.currency, posting.amountMicro);
    if (posting.kind === 'payment returned') add(paid, posting.currency, -posting.amountMicro);
  }
  return { charged, paid };
}

describe('claims in any order of events', () => {
  it('never pay twice, never more than approved, and lose no step', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { minLength: 1, maxLength: 3, selector: ({ id }) => id }),
        fc.array(event, { maxLength: 25 }),
        fc.option(fc.constant(100_000_000n)),
        (lines, events, secondApproverAboveMicro) => {
          const policy = policyOf({ secondApproverAboveMicro });
          const start: ClaimEvent[] = [
            { kind: 'edit', at, by: 'li', lines },
            { kind: 'submit', at, by: 'li' },
          ];
          let claim: Claim = newClaim('c1', 'li', []);
          const postings: ClaimPosting[] = [];
          for (const next of [...start, ...events]) {
            const before = claim;
            const outcome = claimStep(claim, next, policy);
            if (!outcome.ok) continue;
            claim = outcome.claim;
            postings.push(...outcome.postings);
            reached.add(claim.state);
            expect(claim.history.slice(0, -1)).toEqual(before.history);
            expect(claim.history.at(-1)).toMatchObject({
              at: next.at,
              by: next.by,
              kind: next.kind,
              from: before.state,
              to: claim.state,
            });
            checkMoney(claim, postings);
            if (claim.state === 'approved') checkApprovers(claim, secondApproverAboveMicro);
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect([...reached]).toEqual(expect.arrayContaining(['paid', 'rejected', 'withdrawn']));
  });
});

function checkMoney(claim: Claim, postings: readonly ClaimPosting[]): void {
  const { charged, paid } = ledgerOf(postings);
  const claimed: Sums = new Map();
  const isDecided = claim.state === 'approved' || claim.state === 'paid';
  for (const one of isDecided ? claim.lines : []) add(claimed, one.currency, wholeGrantMicro(one));
  for (const [code, micro] of charged) {
    expect(micro >= 0n && micro <= (claimed.get(code) ?? 0n)).toBe(true);
  }
  for (const [code, micro] of paid) {
    const most = roundToMinor(charged.get(code) ?? 0n, code);
    expect(micro >= 0n && micro <= most).toBe(true);
    if (claim.state === 'paid') expect(micro).toBe(most);
  }
  if (claim.state === 'paid') {
    for (const [code, micro] of charged)
      expect(paid.get(code) ?? 0n).toBe(roundToMinor(micro, code));
  }
}

function checkApprovers(claim: Claim, above: bigint | null): void {
  const since = claim.history.map(({ kind }) => kind).lastIndexOf('submit');
  const approvers = new Set(
    claim.history.slice(since).flatMap(({ kind, by }) => (kind === 'approve' ? [by] : [])),
  );
  expect([...approvers].some((by) => by.trim().toLowerCase() === 'li')).toBe(false);
  const base = claim.approved.reduce((sum, { baseMicro }) => sum + baseMicro, 0n);
  if (above !== null && base > above) expect(approvers.size).toBe(2);
}
