import { describe, expect, it } from 'vitest';
import { judgedWindow } from '../../../src/core/verdict/judged-window.ts';
import { levelVariance } from '../../../src/core/verdict/level-variance.ts';
import { measuredShare } from '../../../src/core/verdict/measured-share.ts';

describe('how much levels move', () => {
  it('is 0.3² where nothing is known', () => {
    expect(levelVariance([])).toBeCloseTo(0.09, 12);
    expect(levelVariance([{ phi: 1, months: [4, 5, 6, 4, 5] }])).toBeCloseTo(0.09, 12);
    expect(levelVariance([{ phi: 1, months: [0, 0, 0, 0, 0, 0] }])).toBeCloseTo(0.09, 12);
  });

  it('cuts quarters backwards from the last and drops the oldest rest', () => {
    // Quarters 12 and 18, mean 15: Σ(Y − Ȳ)²/(Ȳ·φ) = 18/15, less 1; over 40 + 15.
    const wanted = (3.6 + 18 / 15 - 1) / 55;
    expect(levelVariance([{ phi: 1, months: [99, 4, 4, 4, 6, 6, 6] }])).toBeCloseTo(wanted, 12);
  });

  it('takes the latest 24 months', () => {
    const months = Array.from({ length: 24 }, () => 7);
    const longer = [...Array.from({ length: 9 }, () => 500), ...months];
    expect(levelVariance([{ phi: 1.4, months: longer }])).toBe(
      levelVariance([{ phi: 1.4, months }]),
    );
  });

  it('stays within 0 and 0.64', () => {
    const still = Array.from({ length: 24 }, () => 900);
    expect(
      levelVariance([
        { phi: 1, months: still },
        { phi: 1, months: still },
      ]),
    ).toBe(0);
    const wild = Array.from({ length: 24 }, (_, at) => (at % 12 < 6 ? 0 : 500));
    expect(levelVariance([{ phi: 1, months: wild }])).toBe(0.64);
  });
});

describe('the window', () => {
  it('grows with the company’s oldest seat, from 3 months to 6', () => {
    const months = (since: string, most = 6) =>
      judgedWindow('2026-06', [null, since, '2026-06-03'], most).from;
    expect(months('2026-06-01')).toBe('2026-04');
    expect(months('2026-03-01')).toBe('2026-03');
    expect(months('2026-03-02')).toBe('2026-04');
    expect(months('2025-12-31')).toBe('2026-01');
    expect(months('2020-01-01')).toBe('2026-01');
    expect(months('2020-01-01', 9)).toBe('2025-10');
    expect(months('2026-06-01', 2)).toBe('2026-05');
  });

  it('does not look at seats that begin later', () => {
    expect(judgedWindow('2026-06', ['2026-07-01'], 6).from).toBe('2026-04');
  });
});

describe('the share with a measured effect', () => {
  it('is counted from the seats, with the range of a sum of seats', () => {
    const certain = { low80: 0.1, high80: 0.5, pRise: 1 };
    const fell = { low80: -0.5, high80: -0.1, pRise: 0 };
    const open = { low80: -0.2, high80: 0.3, pRise: 0.5 };
    expect(measuredShare([certain, fell, open, open])).toEqual({
      ...{ seats: 4, up: 1, down: 1 },
      rose: { low80: 1, median: 2, high80: 3 },
    });
    expect(measuredShare([]).rose).toEqual({ low80: 0, median: 0, high80: 0 });
  });
});
