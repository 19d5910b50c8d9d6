import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTelling, marginalReturn } from '../../../src/core/output/marginal-return.ts';
import { studentQuantile } from '../../../src/core/student-t.ts';

const curve = (level: number, slope: number, spends: readonly number[]) =>
  spends.map((spend) => ({ spend, units: level * spend ** slope }));

describe('marginal return', () => {
  it('says "10 times the spend, 2 times the output" where it is so', () => {
    const found = marginalReturn([curve(3, Math.log10(2), [10, 20, 50, 80, 100, 300])]);
    if (!found.isKnown) throw new Error(found.reason);
    expect(found.tenTimes.times).toBeCloseTo(2, 9);
    expect(found.high80 - found.low80).toBeLessThan(1e-6);
  });

  it('is the textbook’s least-squares slope and interval', () => {
    // ln x = 0, 1, 2, 3; ln y = 0, 1, 1, 2: slope 0.6, residual sum 0.2, s² 0.1, se √(0.1/5), t₀.₉(2) = 1.8856.
    const months = [
      { spend: 1, units: 1 },
      { spend: Math.E, units: Math.E },
      { spend: Math.E ** 2, units: Math.E },
      { spend: Math.E ** 3, units: Math.E ** 2 },
    ];
    const found = marginalReturn([months]);
    if (!found.isKnown) throw new Error(found.reason);
    expect(found.slope).toBeCloseTo(0.6, 12);
    expect(found.high80 - found.slope).toBeCloseTo(1.885618 * Math.sqrt(0.02), 6);
  });

  it('does not take a busy, dear person beside a quiet, cheap one for a return', () => {
    const flat = (level: number, spends: readonly number[]) =>
      spends.map((spend) => ({ spend, units: level }));
    const found = marginalReturn([flat(2, [10, 20, 30, 40]), flat(40, [1000, 2000, 3000, 4000])]);
    if (!found.isKnown) throw new Error(found.reason);
    expect(found.slope).toBeCloseTo(0, 9);
  });

  it('is unknown with too few months, and leaves out those without spend or output', () => {
    const months = [...curve(3, 0.5, [10, 20, 40]), { spend: 0, units: 4 }, { spend: 9, units: 0 }];
    expect(marginalReturn([months])).toEqual({
      isKnown: false,
      reason: 'too-few-months',
      months: 3,
      leftOut: 2,
    });
  });

  it('is unknown where spend hardly varies', () => {
    const months = [3, 9, 4, 7, 5].map((units, index) => ({ spend: 100 + index, units }));
    expect(marginalReturn([months])).toMatchObject({ isKnown: false, reason: 'steady-spend' });
  });

  it('does not depend on the currency', () => {
    const months = fc.array(
      fc.record({
        spend: fc.double({ min: 1, max: 5000, noNaN: true }),
        units: fc.double({ min: 0.5, max: 60, noNaN: true }),
      }),
      { minLength: 4, maxLength: 24 },
    );
    fc.assert(
      fc.property(months, (list) => {
        const one = marginalReturn([list]);
        const other = marginalReturn([list.map((month) => ({ ...month, spend: month.spend * 7 }))]);
        if (!one.isKnown || !other.isKnown) return;
        expect(other.slope).toBeCloseTo(one.slope, 6);
        expect(other.high80).toBeCloseTo(one.high80, 6);
      }),
    );
  });
});

describe('Student’s t', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
  it.each([
    [0.9, 1, 3.078],
    [0.9, 2, 1.886],
    [0.9, 3, 1.638],
    [0.9, 10, 1.372],
    [0.975, 5, 2.571],
    [0.975, 30, 2.042],
    [0.995, 4, 4.604],
  ])('stays below its %f quantile at %i degrees', (p, freedom, value) => {
    expect(studentQuantile(p, freedom)).toBeCloseTo(value, 3);
    expect(studentQuantile(1 - p, freedom)).toBeCloseTo(-value, 3);
  });
});

it('is told only where its range says something', () => {
  // One month lies far off its line: the slope could be anything.
  const scattered = [100, 110, 120, 105, 115, 108].map((spend, index) => ({
    spend,
    units: index % 2 === 0 ? 5 : 40,
  }));
  const straight = [100, 200, 400, 800, 1600].map((spend) => ({ spend, units: spend / 10 }));
  const [wide, narrow] = [marginalReturn([scattered]), marginalReturn([straight])];
  expect(wide.isKnown && isTelling(wide)).toBe(false);
  expect(narrow.isKnown && isTelling(narrow)).toBe(true);
});
