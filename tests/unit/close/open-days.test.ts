import { expect, test } from 'vitest';
import { firstOpenMonth, openFrom } from '../../../src/core/close/open-days.ts';

test('an open month is its own first open one, whatever is closed around it', () => {
  expect(firstOpenMonth('2026-03', new Set())).toBe('2026-03');
  expect(firstOpenMonth('2026-03', new Set(['2026-02', '2026-04']))).toBe('2026-03');
});

test('what comes late to a closed month goes to the first open one after it, over a year too', () => {
  const closed = new Set(['2025-11', '2025-12', '2026-01', '2026-03']);
  expect(firstOpenMonth('2025-11', closed)).toBe('2026-02');
  expect(firstOpenMonth('2026-03', closed)).toBe('2026-04');
});

test('a change counts from the first day after the last closed month; with none closed from any day', () => {
  expect(openFrom('2025-12')).toBe('2026-01-01');
  expect(openFrom('2026-02')).toBe('2026-03-01');
  expect(openFrom(null) < '0001-01-01').toBe(true);
});
