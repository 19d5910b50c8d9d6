import { describe, expect, it } from 'vitest';
import { dispersion } from '../../../src/core/verdict/dispersion.ts';
import type { PersonMonth } from '../../../src/core/verdict/output-months.ts';
import { units } from './people-samples.ts';

const months = (...counts: number[]): PersonMonth[] =>
  counts.map((count, index) => ({ ...units(count), month: `2026-0${index + 1}`, share: 1 }));

const weighing = (list: readonly PersonMonth[], weight: number): PersonMonth[] =>
  list.map((one) => ({
    ...one,
    units: one.units * weight,
    unitsByWeight: one.units * weight * weight,
  }));

describe('dispersion', () => {
  it('is half as much again as chance where nothing is known', () => {
    expect(dispersion([])).toBe(1.5);
    expect(dispersion([months(7)])).toBe(1.5);
    expect(dispersion([months(0, 0, 0)])).toBe(1.5);
  });

  it('is the design’s figure for one person', () => {
    // r = 6; X² = (4 + 0 + 4) / 6; φ = (8·1.5 + 8/6) / (8 + 2)
    expect(dispersion([months(4, 6, 8)])).toBeCloseTo((12 + 8 / 6) / 10, 12);
  });

  it('measures each person against the own rate', () => {
    // Two people who never vary: X² = 0, ν = 2 + 2.
    expect(dispersion([months(2, 2, 2), months(30, 30, 30)])).toBeCloseTo(12 / 12, 12);
  });

  it('a month counts with its share of employment', () => {
    const list = months(6, 3).map((one, index) => ({ ...one, share: index === 0 ? 1 : 0.5 }));
    expect(dispersion([list])).toBeCloseTo(12 / 9, 12);
  });

  it('is never below what the weights alone make of chance', () => {
    const even = Array.from({ length: 12 }, () => 5);
    const list = even.map((count, index) => ({
      ...units(count),
      month: `2025-${String(index + 1).padStart(2, '0')}`,
      share: 1,
    }));
    expect(dispersion([list, list, list])).toBe(1);
    expect(dispersion([weighing(list, 4), weighing(list, 4)])).toBe(4);
  });

  it('grows with the weight of all items', () => {
    const list = months(3, 9, 1, 6);
    expect(dispersion([weighing(list, 10)])).toBeCloseTo(10 * dispersion([list]), 12);
  });

  it('of unequal weights, g is Σq·w² / Σq·w', () => {
    // One item of weight 1 and one of weight 3 in each of two equal months: g = 10/4, X² = 0.
    const month = { ...units(0), units: 4, unitsByWeight: 10, items: 2, share: 1 };
    const list = [
      { ...month, month: '2026-01' },
      { ...month, month: '2026-02' },
    ];
    expect(dispersion([list])).toBeCloseTo((8 * 1.5 * 2.5) / 9, 12);
  });
});
