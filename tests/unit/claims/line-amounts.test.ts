import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claimedBaseMicro,
  claimedMicro,
  grantedIn,
  lineFailure,
  postingMonth,
  wholeGrantMicro,
} from '../../../src/core/claims/line-amounts.ts';
import { minorUnitMicro } from '../../../src/core/invoices/minor-unit.ts';
import { microText, parseMicro } from '../../../src/core/money.ts';
import { givenRates } from '../given-rates.ts';
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

  it.each([
    // 1.00 × 50.5 % × 0.914913 is 0.46206…: rounding in between, to 0.50 or 0.51, would pay another figure.
    ['USD', '1.00', '50.5', 'EUR', '0.914913', '0.46', '0.50'],
    ['USD', '0.05', '10', 'EUR', '0.914913', '0.00', '0.00'],
    ['EUR', '19.99', '33', 'JPY', '171.35', '1130.00', '6.60'],
    ['JPY', '1001', '50', 'USD', '0.0065', '3.25', '500.00'],
    ['USD', '20.00', '62.5', 'KWD', '0.3071', '3.839', '12.50'],
    ['EUR', '20.00', '100', 'CNY', '8.1235', '162.47', '20.00'],
  ])('%s %s at %s %% pays in %s at %s: %s', (from, amount, workPercent, to, rate, paid, whole) => {
    const line = lineOf({ currency: from, amountMicro: parseMicro(amount) ?? 0n, workPercent });
    const rates = givenRates([{ day: line.day, from, to, rate, source: 'typed' }]);
    expect(microText(wholeGrantMicro(line))).toBe(whole);
    expect(microText(grantedIn(to, line, wholeGrantMicro(line), rates) ?? -1n)).toBe(paid);
  });

  it('pays no more by granting less, and always whole minor units', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 9 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 10 ** 9 }),
        fc.constantFrom('USD', 'JPY', 'KWD', 'CNY'),
        (cents, share, part, rate, to) => {
          const line = lineOf({
            currency: 'EUR',
            amountMicro: BigInt(cents) * 10_000n,
            workPercent: (share / 100).toFixed(2),
          });
          const rates = givenRates([
            { day: line.day, from: 'EUR', to, rate: (rate / 1e6).toFixed(6), source: 'typed' },
          ]);
          const whole = wholeGrantMicro(line);
          const less = ((whole * BigInt(part)) / 100n / 10_000n) * 10_000n;
          const paid = grantedIn(to, line, whole, rates) ?? -1n;
          const cut = grantedIn(to, line, less, rates) ?? -1n;
          expect(paid % minorUnitMicro(to)).toBe(0n);
          expect(cut % minorUnitMicro(to)).toBe(0n);
          if (less < whole) expect(cut <= paid).toBe(true);
        },
      ),
    );
  });
});
