import { describe, expect, it } from 'vitest';
import { lastReached, monthSpanOf, spanAround, spanBefore } from '../../src/core/month-span.ts';

describe('a month, quarter or year', () => {
  it.each([
    ['2026-Q2', '2026-04', '2026-06'],
    ['2026q4', '2026-10', '2026-12'],
    ['2026', '2026-01', '2026-12'],
    ['2026-02', '2026-02', '2026-02'],
  ])('%s is %s to %s', (text, from, to) => {
    expect(monthSpanOf(text)).toEqual({ from, to });
  });

  it.each(['2026-Q5', '2026-13', '26', 'Q2', '2026-Q', ''])('%s is none', (text) => {
    expect(monthSpanOf(text)).toBeNull();
  });

  it('is around each of its months', () => {
    expect(spanAround('2026-05', 'quarter')).toEqual({ from: '2026-04', to: '2026-06' });
    expect(spanAround('2026-12', 'quarter')).toEqual({ from: '2026-10', to: '2026-12' });
    expect(spanAround('2026-05', 'year')).toEqual({ from: '2026-01', to: '2026-12' });
    expect(spanAround('2026-05', 'month')).toEqual({ from: '2026-05', to: '2026-05' });
  });

  it('follows one of the same length', () => {
    expect(spanBefore({ from: '2026-01', to: '2026-03' })).toEqual({
      from: '2025-10',
      to: '2025-12',
    });
  });

  it('ends where the book does', () => {
    const year = { from: '2026-01', to: '2026-12' };
    expect(lastReached(year, '2026-07')).toBe('2026-07');
    expect(lastReached(year, '2027-02')).toBe('2026-12');
    expect(lastReached(year, '2025-02')).toBe('2026-01');
    expect(lastReached(year, null)).toBe('2026-12');
  });
});
