import { describe, expect, it } from 'vitest';
import { projectedTo, runaway } from '../../../src/core/accounts/runaway.ts';

const steady = [10, 12, 9, 11, 10, 8, 13, 10, 11, 9, 10, 12, 11, 10, 9, 10];

describe('a runaway', () => {
  it('is a day far outside one’s own history', () => {
    const answer = runaway({ history: steady, latest: 200 });
    expect(answer.state).toBe('burst');
    expect(answer).toMatchObject({ usual: 10 });
  });

  it('is not a busy day', () => {
    expect(runaway({ history: steady, latest: 25 }).state).toBe('calm');
  });

  it('is scored as the design says: (ln(1 + x/m) − median) / max(0.25, 1.4826·MAD)', () => {
    const answer = runaway({ history: Array.from({ length: 14 }, () => 10), latest: 70 });
    expect(answer).toMatchObject({ state: 'burst' });
    if (answer.state !== 'not enough') expect(answer.z).toBeCloseTo(Math.log(8 / 2) / 0.25, 10);
  });

  it('does not hide behind an earlier one', () => {
    expect(runaway({ history: [...steady, 300], latest: 200 }).state).toBe('burst');
  });

  it('that goes on three days of five is a new level', () => {
    const grown = [...steady, 200, 210];
    expect(runaway({ history: grown, latest: 190 }).state).toBe('new level');
    expect(runaway({ history: [...steady, 200, 11, 210, 10], latest: 190 }).state).toBe(
      'new level',
    );
    expect(runaway({ history: [...steady, 200, 11, 10, 12, 10, 210], latest: 190 }).state).toBe(
      'burst',
    );
  });

  it('cannot be told from under 14 buckets, or from none with spend', () => {
    expect(runaway({ history: steady.slice(0, 13), latest: 500 }).state).toBe('not enough');
    expect(runaway({ history: Array.from({ length: 30 }, () => 0), latest: 500 }).state).toBe(
      'not enough',
    );
  });

  it('is seen among mostly idle days too', () => {
    const weekends = Array.from({ length: 20 }, (_, index) => (index % 5 === 0 ? 4 : 0));
    expect(runaway({ history: weekends, latest: 90 }).state).toBe('burst');
    expect(runaway({ history: weekends, latest: 5 }).state).toBe('calm');
  });

  it('is told up to the month’s end, in its last days up to the next month’s', () => {
    expect(projectedTo('2026-06-10')).toBe('2026-06-30');
    expect(projectedTo('2026-06-27')).toBe('2026-06-30');
    expect(projectedTo('2026-06-28')).toBe('2026-07-31');
    expect(projectedTo('2026-12-31')).toBe('2027-01-31');
  });
});
