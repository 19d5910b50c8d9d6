import { describe, expect, it } from 'vitest';
import { newClaim } from '../../../src/core/claims/claim.ts';
import type { ClaimEvent } from '../../../src/core/claims/claim-event.ts';
import type { ClaimLine } from '../../../src/core/claims/claim-line.ts';
import { claimStep } from '../../../src/core/claims/claim-state.ts';
import { findingOf, presetClaimRules } from '../../../src/core/claims/finding-input.ts';
import { givenRates } from '../given-rates.ts';
import { approval, at, lineOf, policyOf, submitted, walk } from './claim-samples.ts';

const pay = (reference: string, change = {}) =>
  ({
    kind: 'pay',
    at,
    by: 'boss',
    day: '2026-07-02',
    reference,
    currency: null,
    ...change,
  }) as const satisfies ClaimEvent;

const codeOf = (...args: Parameters<typeof claimStep>): string | null => {
  const outcome = claimStep(...args);
  return outcome.ok ? null : outcome.failure.code;
};

describe('claimStep', () => {
  it('charges what was approved in the month of its day', () => {
    const outcome = claimStep(submitted([lineOf({ workPercent: '62.5' })]), approval(), policyOf());
    expect(outcome).toMatchObject({
      ok: true,
      claim: { state: 'approved' },
      postings: [{ kind: 'charge', month: '2026-06', amountMicro: 62_500_000n, lineId: 'a' }],
    });
  });

  it('charges a line of a closed month in the open one', () => {
    const policy = policyOf({ closedMonths: ['2026-06'] });
    expect(claimStep(submitted([lineOf()]), approval(), policy)).toMatchObject({
      postings: [{ day: '2026-06-10', month: '2026-07' }],
    });
  });

  it('charges in base currency at the rate of the day it was paid', () => {
    const claim = submitted([lineOf({ currency: 'EUR' })]);
    expect(claimStep(claim, approval(), policyOf())).toMatchObject({
      postings: [{ amountMicro: 100_000_000n, currency: 'EUR', baseMicro: 110_000_000n }],
    });
  });

  it('approves nothing whose rate is missing', () => {
    const claim = submitted([lineOf({ currency: 'CNY' })]);
    expect(codeOf(claim, approval(), policyOf())).toBe('rate_missing');
  });

  it.each(['li@example.com', 'LI@EXAMPLE.COM ', 'li wei', 'Li Wei'])(
    'refuses the claimant as approver under the name %j',
    (by) => {
      expect(codeOf(submitted([lineOf()]), approval({ by }), policyOf())).toBe(
        'claim_own_decision',
      );
    },
  );

  it('lets a stand-in decide and records for whom', () => {
    const policy = policyOf({
      approvers: ['Li Wei'],
      standIns: [{ approver: 'Li Wei', standIn: 'Ana' }],
    });
    const claim = submitted([lineOf()]);
    expect(codeOf(claim, approval({ by: 'Bo' }), policy)).toBe('claim_not_approver');
    const decided = walk(claim, [approval({ by: 'ana' })], policy);
    expect(decided.history.at(-1)).toMatchObject({ by: 'ana', standsInFor: 'Li Wei' });
  });

  it('keeps when, who and why of every step', () => {
    const claim = walk(submitted([lineOf()]), [
      { kind: 'ask', at: '2026-07-01T10:00:00Z', by: 'boss', why: ' Which project? ' },
      { kind: 'submit', at: '2026-07-02T10:00:00Z', by: 'li@example.com' },
    ]);
    expect(claim.history.map(({ kind, to }) => [kind, to])).toEqual([
      ['edit', 'draft'],
      ['submit', 'submitted'],
      ['ask', 'needs information'],
      ['submit', 'submitted'],
    ]);
    expect(claim.history[2]).toMatchObject({
      at: '2026-07-01T10:00:00Z',
      by: 'boss',
      why: 'Which project?',
    });
  });

  it('lets only drafts and claims that need information be edited', () => {
    const edit = { kind: 'edit', at, by: 'li@example.com', lines: [lineOf()] } as const;
    const claim = submitted([lineOf()]);
    expect(codeOf(claim, edit, policyOf())).toBe('claim_step_not_possible');
    const asked = walk(claim, [{ kind: 'ask', at, by: 'boss', why: 'Which project?' }]);
    expect(codeOf(asked, edit, policyOf())).toBeNull();
  });

  it('needs a reason to reject, to cut, and to approve over a warning', () => {
    const claim = submitted([lineOf()]);
    const policy = policyOf();
    const warning = findingOf(presetClaimRules('USD'), 'too_old', 'a', {});
    const cut = [{ lineId: 'a', approvedMicro: 40_000_000n }];
    const events = [
      { kind: 'reject', at, by: 'boss', why: ' ' },
      approval({ grants: cut }),
      approval({ findings: [warning] }),
    ] as const;
    for (const event of events) expect(codeOf(claim, event, policy)).toBe('claim_reason_needed');
    for (const event of events) {
      expect(codeOf(claim, { ...event, why: 'Agreed in May' }, policy)).toBeNull();
    }
  });

  it('approves nothing that is blocked, except lines the block does not touch', () => {
    const claim = submitted([lineOf(), lineOf({ id: 'b', tool: 'Cursor' })]);
    const block = findingOf(presetClaimRules('USD'), 'duplicate_receipt', 'a', {});
    const event = approval({ findings: [block], why: 'Agreed' });
    expect(codeOf(claim, event, policyOf())).toBe('claim_blocked');
    const grants = [{ lineId: 'b', approvedMicro: 100_000_000n }];
    expect(codeOf(claim, { ...event, grants }, policyOf())).toBeNull();
  });

  it('approves what is left of a cap that blocks, and not a cent more', () => {
    const rules = { ...presetClaimRules('USD'), severities: { over_year_cap: 'blocks' } } as const;
    const over = findingOf(rules, 'over_year_cap', 'a', {}, { untouchedBaseMicro: 30_000_000n });
    const grant = (approvedMicro: bigint) =>
      approval({ findings: [over], why: 'The cap', grants: [{ lineId: 'a', approvedMicro }] });
    const claim = submitted([lineOf()]);
    expect(codeOf(claim, grant(30_010_000n), policyOf())).toBe('claim_blocked');
    expect(codeOf(claim, grant(30_000_000n), policyOf())).toBeNull();
  });

  it('waits for a second person above the amount, who may grant less but not more', () => {
    const policy = policyOf({ secondApproverAboveMicro: 60_000_000n });
    const grants = (approvedMicro: bigint) => [{ lineId: 'a', approvedMicro }];
    const first = approval({ grants: grants(80_000_000n), why: 'Shared plan' });
    const claim = walk(submitted([lineOf()], policy), [first], policy);
    expect(claim.state).toBe('submitted');
    expect(codeOf(claim, approval({ by: 'BOSS' }), policy)).toBe('claim_second_approver');
    const more = approval({ by: 'ana', grants: grants(80_010_000n), why: 'More' });
    expect(codeOf(claim, more, policy)).toBe('claim_grant_too_high');
    expect(walk(claim, [approval({ by: 'ana' })], policy).approved).toMatchObject(
      grants(80_000_000n),
    );
  });

  it('needs no second person at exactly the amount, only above it', () => {
    const policy = policyOf({ secondApproverAboveMicro: 100_000_000n });
    const approve = (amountMicro: bigint) =>
      walk(submitted([lineOf({ amountMicro })], policy), [approval()], policy).state;
    expect(approve(100_000_000n)).toBe('approved');
    expect(approve(100_010_000n)).toBe('submitted');
  });

  it('holds the sum of all lines against a second person’s amount, what is paid and not what was claimed', () => {
    const policy = policyOf({ secondApproverAboveMicro: 100_000_000n });
    const lines = [lineOf(), lineOf({ id: 'b', amountMicro: 10_000n })];
    expect(walk(submitted(lines, policy), [approval()], policy).state).toBe('submitted');
    const cut = approval({ grants: [{ lineId: 'a', approvedMicro: 100_000_000n }], why: 'One' });
    expect(walk(submitted(lines, policy), [cut], policy).state).toBe('approved');
  });

  it('forgets a first approval when the claim goes back to the claimant', () => {
    const policy = policyOf({ secondApproverAboveMicro: 60_000_000n });
    const claim = walk(
      submitted([lineOf()], policy),
      [
        approval(),
        { kind: 'ask', at, by: 'ana', why: 'Which project?' },
        { kind: 'submit', at, by: 'li@example.com' },
        approval({ by: 'ana' }),
      ],
      policy,
    );
    expect(claim.state).toBe('submitted');
  });

  it('goes back from paid to approved when the payment failed, its reference kept', () => {
    const failed = {
      kind: 'payment failed',
      at,
      by: 'boss',
      reference: 'R1',
      currency: null,
      why: 'Old IBAN',
    };
    const claim = walk(submitted([lineOf()]), [
      approval(),
      pay('R1'),
      failed as Extract<ClaimEvent, { kind: 'payment failed' }>,
    ]);
    expect(claim).toMatchObject({
      state: 'approved',
      payments: [{ reference: 'R1', failed: true }],
    });
    expect(claim.history.at(-1)).toMatchObject({ reference: 'R1', why: 'Old IBAN' });
    expect(codeOf(claim, pay('R1'), policyOf())).toBe('claim_reference_used');
    expect(walk(claim, [pay('R2')])).toMatchObject({ state: 'paid', payments: [{}, {}] });
  });

  it('owes again only the currency whose transfer came back', () => {
    const claim = walk(submitted([lineOf(), lineOf({ id: 'b', currency: 'EUR' })]), [
      approval(),
      pay('R1'),
      {
        kind: 'payment failed',
        at,
        by: 'boss',
        reference: 'R1',
        currency: 'EUR',
        why: 'Old IBAN',
      },
    ]);
    expect(claim).toMatchObject({
      state: 'approved',
      payments: [
        { currency: 'EUR', failed: true },
        { currency: 'USD', failed: false },
      ],
    });
    expect(codeOf(claim, pay('R2', { currency: 'USD' }), policyOf())).toBe('claim_nothing_owed');
    expect(walk(claim, [pay('R2')])).toMatchObject({
      state: 'paid',
      payments: [{}, {}, { currency: 'EUR', amountMicro: 100_000_000n }],
    });
  });

  it('is not approved where its rate makes an amount that no book could add up', () => {
    const rates = givenRates([
      { day: '2026-06-01', from: 'USD', to: 'VND', rate: '26000', source: 'typed' },
    ]);
    const policy = policyOf({ baseCurrency: 'VND', rates });
    const claim = submitted([lineOf({ amountMicro: 10n ** 17n })], policy);
    expect(codeOf(claim, approval(), policy)).toBe('claim_amount_too_large');
  });

  it('is paid once each of its currencies is', () => {
    const claim = walk(submitted([lineOf(), lineOf({ id: 'b', currency: 'EUR' })]), [
      approval(),
      pay('R1', { currency: 'EUR' }),
    ]);
    expect(claim.state).toBe('approved');
    expect(codeOf(claim, pay('R2', { currency: 'EUR' }), policyOf())).toBe('claim_nothing_owed');
    expect(walk(claim, [pay('R2')])).toMatchObject({
      state: 'paid',
      payments: [
        { currency: 'EUR', amountMicro: 100_000_000n },
        { currency: 'USD', amountMicro: 100_000_000n },
      ],
    });
  });

  it('takes charges back when an approval is reopened, in the open month once theirs is closed', () => {
    const claim = walk(submitted([lineOf()]), [approval()]);
    const reopen = { kind: 'reopen', at, by: 'boss', why: 'Wrong person' } as const;
    const closed = policyOf({ closedMonths: ['2026-06'] });
    expect(claimStep(claim, reopen, closed)).toMatchObject({
      claim: { state: 'submitted', approved: [] },
      postings: [{ kind: 'charge taken back', month: '2026-07', amountMicro: 100_000_000n }],
    });
    expect(codeOf(walk(claim, [pay('R1')]), reopen, closed)).toBe('claim_step_not_possible');
  });

  it('is withdrawn by the claimant alone', () => {
    const claim = submitted([lineOf()]);
    const withdraw = (by: string) => ({ kind: 'withdraw', at, by, why: null }) as const;
    expect(codeOf(claim, withdraw('boss'), policyOf())).toBe('claim_not_claimant');
    expect(walk(claim, [withdraw('li wei')]).state).toBe('withdrawn');
  });

  it('is given up by the claimant while it is a draft, and keeps its history', () => {
    const draft = newClaim('C1', 'li@x.example', ['Li Wei']);
    const given = walk(draft, [{ kind: 'withdraw', at, by: 'li wei', why: 'Twice' }]);
    expect(given).toMatchObject({ state: 'withdrawn', history: [{ why: 'Twice' }] });
    expect(codeOf(given, { kind: 'submit', at, by: 'li wei', why: null }, policyOf())).toBe(
      'claim_step_not_possible',
    );
  });

  it.each<[string, Partial<ClaimLine>]>([
    ['claim_amount_invalid', { amountMicro: 0n }],
    ['claim_share_invalid', { workPercent: '100.01' }],
    ['claim_share_invalid', { workPercent: '0' }],
    ['claim_day_invalid', { day: '2026-06-31' }],
    ['claim_period_invalid', { periodStart: '2026-06-01' }],
    ['claim_period_invalid', { periodStart: '2026-06-02', periodEnd: '2026-06-01' }],
    ['claim_tool_missing', { tool: ' ', vendor: null }],
  ])('refuses a line with the code %s', (code, change) => {
    expect(() => submitted([lineOf(change)])).toThrow(expect.objectContaining({ code }));
  });
});
