import { describe, expect, test } from 'vitest';
import { type Clues, explain } from '../../../src/core/invoices/explain-variance.ts';

const clues = (more: Partial<Clues> = {}): Clues => ({
  noRate: null,
  exchange: null,
  taxMicro: 0n,
  invoiceCount: 1,
  discounts: [],
  creditNotes: [],
  late: [],
  lines: 1,
  roundingMicro: 0n,
  other: null,
  ...more,
});
const causes = (variance: bigint, more: Partial<Clues>) =>
  explain(variance, clues(more)).map(({ cause, amountMicro }) => [cause, amountMicro]);

describe('what a variance is explained by', () => {
  test('late usage explains no more than itself, and no more than the rest', () => {
    expect(causes(100n, { late: [60n] })).toEqual([
      ['late-usage', 60n],
      ['unexplained', 40n],
    ]);
    expect(causes(100n, { late: [60n, 90n] })).toEqual([['late-usage', 100n]]);
    expect(causes(100n, { late: [100n] })).toEqual([['late-usage', 100n]]);
  });

  test('late usage explains nothing of charges above the invoice', () => {
    expect(causes(-100n, { late: [60n] })).toEqual([['unexplained', -100n]]);
    expect(causes(100n, { late: [-60n] })).toEqual([['unexplained', 100n]]);
  });

  test('rounding is taken up to its bound and not beyond, on either side', () => {
    expect(causes(2n, { roundingMicro: 2n })).toEqual([['rounding', 2n]]);
    expect(causes(-2n, { roundingMicro: 2n })).toEqual([['rounding', -2n]]);
    expect(causes(3n, { roundingMicro: 2n })).toEqual([['unexplained', 3n]]);
  });

  test('what rounding explains is no credit and no late usage', () => {
    const more = { roundingMicro: 5n, discounts: [-4n], late: [4n] };
    expect(causes(-4n, more)).toEqual([['rounding', -4n]]);
    expect(causes(4n, more)).toEqual([['rounding', 4n]]);
  });

  test('of discounts, credit notes and both, those count that leave least', () => {
    const more = { discounts: [-10n], creditNotes: [-30n, -5n] };
    expect(causes(-10n, more)).toEqual([['credits', -10n]]);
    expect(causes(-35n, more)).toEqual([['credits', -35n]]);
    expect(causes(-45n, more)).toEqual([['credits', -45n]]);
    expect(explain(-45n, clues(more))[0]?.count).toBe(3);
    expect(causes(4n, more)).toEqual([['unexplained', 4n]]);
  });

  test('charges in a currency that no invoice bills explain at most what they are', () => {
    expect(causes(100n, { other: { count: 1, mostMicro: 30n } })).toEqual([
      ['other-currency', 30n],
      ['unexplained', 70n],
    ]);
    expect(causes(-100n, { other: { count: 1, mostMicro: 30n } })).toEqual([
      ['other-currency', -30n],
      ['unexplained', -70n],
    ]);
    expect(causes(20n, { other: { count: 2, mostMicro: 30n } })).toEqual([['other-currency', 20n]]);
    expect(causes(100n, { other: { count: 1, mostMicro: null } })).toEqual([
      ['other-currency', 100n],
    ]);
  });

  test('what is known comes first, whatever is left of the rest', () => {
    const more = {
      noRate: { amountMicro: 40n, count: 2 },
      exchange: { amountMicro: -3n, count: 1 },
      taxMicro: 19n,
      invoiceCount: 2,
    };
    expect(explain(56n, clues(more))).toEqual([
      { cause: 'no-rate', amountMicro: 40n, count: 2 },
      { cause: 'exchange', amountMicro: -3n, count: 1 },
      { cause: 'tax', amountMicro: 19n, count: 2 },
    ]);
  });
});
