import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetKindOf, survivesOf, WHOLE_SHARE } from '../../../src/core/assets/asset.ts';
import {
  borneIn,
  bornePerMonth,
  feltWorth,
  leftOf,
  overfullMonth,
  partOfSpend,
  partOfWork,
} from '../../../src/core/assets/asset-cost.ts';
import { addMonths, firstDay, lastDay } from '../../../src/core/calendar.ts';

const HOURS = 160_000n;
const asset = {
  maker: 'li@x.example',
  fromMonth: '2026-05',
  toMonth: '2026-06',
  shareMilli: 25_000,
  hoursMilli: 6000,
  months: 12,
  retiredDay: null,
};
const month = fc.integer({ min: 0, max: 30 }).map((at) => addMonths('2025-01', at));
const cost = fc.bigInt({ min: 0n, max: 10n ** 12n });

describe('an asset', () => {
  it('costs its share of the spend and its hours of the loaded cost', () => {
    const spend = partOfSpend(400_000_000n, 25_000);
    const work = partOfWork(6000, 8_000_000_000n, HOURS);
    expect([spend, work, spend + work]).toEqual([100_000_000n, 300_000_000n, 400_000_000n]);
    expect([1, 2, 3].map((k) => borneIn(spend + work, k, 12))).toEqual([
      33_333_333n,
      33_333_334n,
      33_333_333n,
    ]);
    expect(3n * feltWorth(20, 8_000_000_000n, HOURS)).toBe(50_000_001n);
    expect(feltWorth(60, 8_000_000_000n, HOURS)).toBe(50_000_000n);
  });

  it('has left what the months that ended have not borne, and nothing once retired', () => {
    const left = (day: string, retiredDay: string | null = null) =>
      leftOf(400_000_000n, { ...asset, retiredDay }, day);
    expect(left('2026-05-31')).toBe(400_000_000n);
    expect(left('2026-06-30')).toBe(400_000_000n);
    expect(left('2026-07-01')).toBe(366_666_667n);
    expect(left('2027-05-31')).toBe(33_333_333n);
    expect(left('2027-06-01')).toBe(0n);
    expect(left('2026-08-10', '2026-08-11')).toBe(333_333_333n);
    expect(left('2026-08-11', '2026-08-11')).toBe(0n);
    const borne = bornePerMonth(400_000_000n, { ...asset, retiredDay: '2026-08-11' });
    expect(borne.map(({ micro }) => micro)).toEqual([33_333_333n, 33_333_334n, 333_333_333n]);
  });

  it('has months that add up to its cost, whenever it is retired', () => {
    fc.assert(
      fc.property(
        cost,
        month,
        fc.integer({ min: 1, max: 120 }),
        fc.option(fc.integer({ min: -3, max: 140 })),
        (micro, toMonth, months, retiredAfter) => {
          const retiredDay =
            retiredAfter === null ? null : firstDay(addMonths(toMonth, retiredAfter));
          const one = { ...asset, toMonth, months, retiredDay };
          const borne = bornePerMonth(micro, one);
          expect(borne.reduce((sum, part) => sum + part.micro, 0n)).toBe(micro);
          expect(borne.every((part) => part.micro >= 0n)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('has left on a day the sum of what its later months bear', () => {
    fc.assert(
      fc.property(
        cost,
        month,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: -5, max: 70 }),
        (micro, toMonth, months, after) => {
          const one = { ...asset, toMonth, months };
          const now = addMonths(toMonth, after);
          const later = bornePerMonth(micro, one).filter((part) => part.month >= now);
          const rest = later.reduce((sum, part) => sum + part.micro, 0n);
          expect(leftOf(micro, one, firstDay(now))).toBe(rest);
          expect(leftOf(micro, one, lastDay(now))).toBe(rest);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('takes no more than all of a maker’s spend of a month, whoever else made what', () => {
    const made = fc.record({
      maker: fc.constantFrom('li@x.example', 'LI@x.example', 'mia@x.example'),
      fromMonth: month,
      toMonth: month,
      shareMilli: fc.integer({ min: 0, max: WHOLE_SHARE }),
    });
    fc.assert(
      fc.property(fc.array(made, { maxLength: 12 }), month, (given, looked) => {
        const kept: typeof given = [];
        for (const one of given) {
          const fits = {
            ...one,
            toMonth: one.toMonth < one.fromMonth ? one.fromMonth : one.toMonth,
          };
          if (overfullMonth(kept, fits) === null) kept.push(fits);
        }
        for (const maker of ['li@x.example', 'mia@x.example']) {
          const shares = kept.filter(
            (one) =>
              one.maker.toLowerCase() === maker && one.fromMonth <= looked && looked <= one.toMonth,
          );
          const sum = shares.reduce((total, { shareMilli }) => total + shareMilli, 0);
          expect(sum).toBeLessThanOrEqual(WHOLE_SHARE);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('is of a kind that is told in either language', () => {
    expect(
      ['Prompt', 'knowledge-base', 'Evaluation  Set', '评测集', 'routing_rule'].map(assetKindOf),
    ).toEqual(['prompt', 'knowledge base', 'evaluation set', 'evaluation set', 'routing rule']);
    expect(assetKindOf('spreadsheet')).toBeNull();
    expect(['', 'Yes', 'n', '未知', 'perhaps'].map(survivesOf)).toEqual([
      'unknown',
      'yes',
      'no',
      'unknown',
      null,
    ]);
  });
});
