import { expect, test } from 'vitest';
import { studentQuantile, studentT90 } from '../../src/core/student-t.ts';

test('the 0.90 quantile is the one that the NIST/SEMATECH e-Handbook prints (1.3.6.7.2)', () => {
  const printed = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397];
  expect(printed.map((_, index) => studentT90(index + 1))).toEqual(printed);
});

test('from 9 degrees of freedom on the forecast takes 1.35, and of none those of one', () => {
  expect([9, 15, 100].map(studentT90)).toEqual([1.35, 1.35, 1.35]);
  expect(studentT90(0)).toBe(3.078);
});

test('the 0.975 quantile is the printed one, and the lower tail mirrors the upper', () => {
  expect([1, 2, 5, 30].map((freedom) => studentQuantile(0.975, freedom).toFixed(3))).toEqual([
    '12.706',
    '4.303',
    '2.571',
    '2.042',
  ]);
  expect(studentQuantile(0.025, 5)).toBe(-studentQuantile(0.975, 5));
});
