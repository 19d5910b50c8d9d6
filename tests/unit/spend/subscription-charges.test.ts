import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addMonthsToDay,
  dayOfNumber,
  monthOf,
  monthRange,
} from '../../../src/core/calendar.ts';
import { subscriptionCharge } from '../../../src/core/spend/subscription-charges.ts';

const monthly = { cadence: 'month', priceMicro: 20_000_000n, endDay: null } as const;
const yearly = { cadence: 'year', priceMicro: 240_000_000n, endDay: null } as const;

describe('a monthly price', () => {
  const plan = { ...monthly, startDay: '2026-03-31', endDay: '2026-05-01' };
  it.each([
    ['2026-02', 0n],
    ['2026-03', 20_000_000n],
    ['2026-04', 20_000_000n],
    ['2026-05', 20_000_000n],
    ['2026-06', 0n],
  ])('is charged in full in each month in which it runs: %s', (month, micro) => {
    expect(subscriptionCharge(plan, month)).toBe(micro);
  });
});

describe('a yearly price', () => {
  it('gives each month its days of the term', () => {
    const plan = { ...yearly, priceMicro: 365_000_000n, startDay: '2026-01-01' };
    expect(subscriptionCharge(plan, '2026-01')).toBe(31_000_000n);
    expect(subscriptionCharge(plan, '2026-02')).toBe(28_000_000n);
    expect(subscriptionCharge(plan, '2025-12')).toBe(0n);
  });

  it('renews on its anniversary, within a month too', () => {
    const plan = { ...yearly, priceMicro: 365_000_000n, startDay: '2026-01-16' };
    expect(subscriptionCharge(plan, '2026-01')).toBe(16_000_000n);
    expect(subscriptionCharge(plan, '2027-01')).toBe(31_000_000n);
  });

  it('charges only the days that it ran where it ends early', () => {
    const plan = {
      ...yearly,
      priceMicro: 365_000_000n,
      startDay: '2026-01-01',
      endDay: '2026-02-10',
    };
    expect(subscriptionCharge(plan, '2026-02')).toBe(10_000_000n);
    expect(subscriptionCharge(plan, '2026-03')).toBe(0n);
  });

  it('adds up to the price over every term, whatever its first day', () => {
    const start = fc.integer({ min: 18_000, max: 24_000 }).map(dayOfNumber);
    const price = fc.bigInt({ min: 0n, max: 10n ** 13n });
    fc.assert(
      fc.property(fc.oneof(start, fc.constant('2024-02-29')), price, (startDay, priceMicro) => {
        const endDay = addDays(addMonthsToDay(startDay, 12), -1);
        const months = monthRange(addMonths(monthOf(startDay), -1), addMonths(monthOf(endDay), 1));
        const plan = { ...yearly, startDay, priceMicro };
        const sum = (end: string | null): bigint =>
          months.reduce(
            (total, month) => total + subscriptionCharge({ ...plan, endDay: end }, month),
            0n,
          );
        expect(sum(endDay)).toBe(priceMicro);
        const threeYears = addDays(addMonthsToDay(startDay, 36), -1);
        const all = monthRange(monthOf(startDay), monthOf(threeYears));
        const total = all.reduce(
          (part, month) => part + subscriptionCharge({ ...plan, endDay: threeYears }, month),
          0n,
        );
        expect(total).toBe(3n * priceMicro);
      }),
    );
  });
});
