import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimedBaseMicro,
  claimedMicro,
  grantedBaseMicro,
  lineFailure,
  postingMonth,
} from '../../../src/core/claims/line-amounts.ts';
import { lineOf, policyOf } from './claim-samples.ts';

describe('a line', () => {
  const units = (amount: bigint) => amount * 1_000_000n;
  it.each([
    [null, {}],
    [null, { amountMicro: 10_000n }],
    [null, { currency: 'JPY', amountMicro: units(3_000n) }],
    [null, { currency: 'KWD', amountMicro: 12_345_000n }],
    [null, { amountMicro: units(100_000_000_000n) }],
    [null, { workPercent: '0.01' }],
    ['claim_amount_invalid', { amountMicro: 0n }],
    ['claim_amount_invalid', { amountMicro: -1n }],
    ['claim_amount_digits', { amountMicro: 12_345_678n }],
    ['claim_amount_digits', { currency: 'JPY', amountMicro: 100_500_000n }],
    ['claim_amount_digits', { currency: 'KWD', amountMicro: 12_345_600n }],
    ['claim_amount_too_large', { amountMicro: units(100_000_000_000n) + 10_000n }],
    ['claim_amount_too_large', { currency: 'JPY', amountMicro: units(10n ** 20n) }],
    ['claim_currency_invalid', { currency: 'XXQ' }],
    ['claim_currency_invalid', { currency: 'usd' }],
    ['claim_day_invalid', { day: '2026-02-31' }],
    ['claim_share_invalid', { workPercent: '0' }],
    ['claim_share_invalid', { workPercent: '100.01' }],
    ['claim_share_invalid', { workPercent: 'half' }],
    ['claim_tool_missing', { tool: ' ', vendor: null }],
    ['claim_period_invalid', { periodStart: '2026-06-02', periodEnd: '2026-06-01' }],
    ['claim_period_invalid', { periodStart: '2026-06-02' }],
  ])('is taken, or refused with %s: %o', (code, change) => {
    expect(lineFailure(lineOf(change))?.code ?? null).toBe(code);
  });
});

describe('what a line claims', () => {
  it.each([
    [5n, '50', 2n],
    [7n, '50', 4n],
    [100_000_000n, '33.333', 33_333_000n],
    [99_990_000n, '33', 32_996_700n],
    [1n, '100', 1n],
  ])('is %s micro at %s percent: %s, half-even', (amountMicro, workPercent, micro) => {
    expect(claimedMicro(lineOf({ amountMicro, workPercent }))).toBe(micro);
  });

  it('is converted at the rate of the day it was paid, or not at all', () => {
    const { rates } = policyOf();
    const line = lineOf({ currency: 'EUR', workPercent: '50' });
    expect(claimedBaseMicro(line, 'USD', rates)).toBe(55_000_000n);
    expect(claimedBaseMicro({ ...line, day: '2026-05-31' }, 'USD', rates)).toBeNull();
  });

  it('is charged in its own month while that is open', () => {
    expect(postingMonth('2026-06-30', ['2026-05'], '2026-06')).toBe('2026-06');
    expect(postingMonth('2026-05-30', ['2026-05'], '2026-06')).toBe('2026-06');
  });

  it('in base currency never grows by granting less', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (base, part, claimed) => {
          const granted = part > claimed ? claimed : part;
          const result = grantedBaseMicro(base, granted, claimed);
          expect(result >= 0n && result <= base).toBe(true);
          expect(grantedBaseMicro(base, claimed, claimed)).toBe(base);
        },
      ),
    );
  });
});
