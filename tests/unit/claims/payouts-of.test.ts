import { describe, expect, it } from 'vitest';
import { claimTotals } from '../../../src/core/claims/claim-totals.ts';
import { payoutsOf } from '../../../src/core/claims/payouts-of.ts';
import { approval, at, lineOf, policyOf, submitted, walk } from './claim-samples.ts';

const lines = [
  lineOf({ workPercent: '33.3333' }),
  lineOf({ id: 'b', currency: 'EUR', amountMicro: 10_010_000n }),
];
const approved = walk(submitted(lines), [approval()]);

describe('payoutsOf', () => {
  it('settles a claim with one transfer per currency, in whole cents', () => {
    expect(payoutsOf(approved, null)).toMatchObject([
      { reference: 'c1-EUR-1', amountMicro: 10_010_000n, currency: 'EUR' },
      { reference: 'c1-USD-1', amountMicro: 33_330_000n, currency: 'USD' },
    ]);
  });

  it('pays in base currency, each line rounded once, where that was so when it was approved', () => {
    const policy = policyOf({ payIn: 'base' });
    const inBase = walk(submitted(lines, policy), [approval()], policy);
    expect(inBase.approved).toMatchObject([
      { approvedMicro: 33_330_000n, payableMicro: 33_330_000n, baseMicro: 33_330_000n },
      { approvedMicro: 10_010_000n, payableMicro: 11_010_000n, baseMicro: 11_010_000n },
    ]);
    expect(payoutsOf(inBase, null)).toMatchObject([
      { reference: 'c1-USD-1', amountMicro: 44_340_000n, currency: 'USD' },
    ]);
  });

  it('gives a transfer after a failed one its own reference, and pays nothing again', () => {
    const [euro] = payoutsOf(approved, null);
    const pay = (reference: string) =>
      ({ kind: 'pay', at, by: 'boss', day: '2026-07-02', reference, currency: 'EUR' }) as const;
    const paid = walk(approved, [pay(euro?.reference ?? '')]);
    expect(payoutsOf(paid, null).map(({ reference }) => reference)).toEqual(['c1-USD-1']);
    const failed = walk(paid, [
      {
        kind: 'payment failed',
        at,
        by: 'boss',
        reference: 'c1-EUR-1',
        currency: null,
        why: 'Old IBAN',
      },
    ]);
    expect(payoutsOf(failed, null).map(({ reference }) => reference)).toEqual([
      'c1-EUR-2',
      'c1-USD-1',
    ]);
  });

  it('pays nothing that is not approved', () => {
    expect(payoutsOf(submitted(lines), null)).toEqual([]);
  });
});

describe('claimTotals', () => {
  it('adds up per currency and in base, leaving out what cannot be filed', () => {
    const { rates } = policyOf();
    const broken = lineOf({ id: 'c', workPercent: 'half' });
    expect(claimTotals([...lines, broken], 'USD', rates)).toEqual({
      byCurrency: [
        { currency: 'EUR', claimedMicro: 10_010_000n },
        { currency: 'USD', claimedMicro: 33_333_300n },
      ],
      baseMicro: 44_344_300n,
    });
    expect(claimTotals([lineOf({ currency: 'CNY' })], 'USD', rates).baseMicro).toBeNull();
  });
});
