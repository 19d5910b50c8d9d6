import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChartRow,
  changeOn,
  roundTicks,
  scaleOf,
  sumOf,
  tickStep,
  yearGroups,
} from '../../../src/renderer/ui/chart/chart-data.ts';

const row = (values: Record<string, number>, total?: number): ChartRow => ({
  x: '2026-06',
  name: 'June 2026',
  values: Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { value, text: String(value) }]),
  ),
  ...(total === undefined ? {} : { total: { value: total, text: String(total) } }),
});

describe('the figures of a chart', () => {
  it('months stand under their year, also a single one of a year', () => {
    expect(yearGroups(['2025-11', '2025-12', '2026-01'])).toEqual([
      { year: '2025', from: 0, to: 1 },
      { year: '2026', from: 2, to: 2 },
    ]);
    expect(yearGroups([])).toEqual([]);
  });

  it('a row comes to its total, to its only value, and else to nothing that could be compared', () => {
    expect(sumOf(row({ a: 3, b: 4 }, 7))).toBe(7);
    expect(sumOf(row({ a: 3 }))).toBe(3);
    expect(sumOf(row({ a: 3, b: 4 }))).toBeNull();
    expect(sumOf(row({}))).toBeNull();
  });

  it('a change is told only where there is something to divide by, and it says something', () => {
    expect(changeOn(row({ a: 100 }), row({ a: 116 }))).toBeCloseTo(0.16);
    expect(changeOn(row({ a: 100 }), row({ a: 0 }))).toBe(-1);
    expect(changeOn(row({ a: 0 }), row({ a: 5 }))).toBeNull();
    expect(changeOn(row({ a: -5 }), row({ a: 5 }))).toBeNull();
    expect(changeOn(row({}), row({ a: 5 }))).toBeNull();
    expect(changeOn(undefined, row({ a: 5 }))).toBeNull();
    expect(changeOn(row({ a: 0.01 }), row({ a: 500 }))).toBeNull();
  });

  it('names of ticks are thinned out before they run into each other', () => {
    expect(tickStep(12, 600, 30)).toBe(1);
    expect(tickStep(36, 600, 30)).toBe(2);
    expect(tickStep(120, 300, 30)).toBe(12);
    expect(tickStep(0, 300, 30)).toBe(1);
    expect(tickStep(3, 0, 30)).toBe(90);
  });

  it('a scale has round steps, begins at 0 or below what is below, and holds what is on it', () => {
    expect(roundTicks(0, 7169)).toEqual([0, 2000, 4000, 6000, 8000]);
    expect(roundTicks(-635, 18176)).toEqual([-5000, 0, 5000, 10000, 15000, 20000]);
    expect(roundTicks(0, 0)).toEqual([0, 1]);
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 0, noNaN: true }),
        fc.double({ min: 0.001, max: 1e9, noNaN: true }),
        (from, to) => {
          const ticks = roundTicks(from, to);
          expect(ticks.length).toBeLessThanOrEqual(8);
          expect(ticks[0]).toBeLessThanOrEqual(from + (to - from) * 1e-6);
          expect(ticks.at(-1)).toBeGreaterThanOrEqual(to - (to - from) * 1e-6);
        },
      ),
    );
  });

  it('bars count as they are stacked, lines as they are, and a limit across is on the scale', () => {
    const bars = [
      { key: 'a', name: 'a', colour: '', draw: 'bar' },
      { key: 'b', name: 'b', colour: '', draw: 'bar' },
      { key: 'c', name: 'c', colour: '', draw: 'line' },
    ] as const;
    expect(scaleOf([row({ a: 30, b: 50, c: 60 })], bars, []).at(-1)).toBe(80);
    expect(scaleOf([row({ a: 30, b: -15 })], bars, [])[0]).toBe(-20);
    const limit = { axis: 'y', at: 190, name: 'budget' } as const;
    expect(scaleOf([row({ a: 30 })], bars, [limit]).at(-1)).toBe(200);
    expect(scaleOf([], bars, [])).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
  });
});
