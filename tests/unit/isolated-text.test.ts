import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayIn } from '../../src/core/calendar.ts';
import { isolated } from '../../src/core/isolated-text.ts';

test('a name from right to left stands between the marks of an isolate', () => {
  expect(isolated('דנה כהן')).toBe('\u2068דנה כהן\u2069');
  expect(isolated('Dana')).toBe('Dana');
  expect(isolated('王芳')).toBe('王芳');
});

test('what steers direction is left out, so that no isolate stays open', () => {
  expect(isolated('Eve\u202E 00.9 USD')).toBe('Eve 00.9 USD');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const marks = [...isolated(text)].filter((one) => /[\u2066-\u2069\u202A-\u202E]/u.test(one));
      expect(marks.length === 0 || marks.join('') === '\u2068\u2069').toBe(true);
    }),
  );
});

test('a company’s day is its time zone’s, and an unknown zone has none', () => {
  const instant = '2026-06-30T22:30:00.000Z';
  expect(dayIn('UTC', instant)).toBe('2026-06-30');
  expect(dayIn('Asia/Shanghai', instant)).toBe('2026-07-01');
  expect(dayIn('America/Los_Angeles', '2026-07-01T03:00:00Z')).toBe('2026-06-30');
  expect(dayIn('Mars/Olympus', instant)).toBeNull();
  expect(dayIn('', instant)).toBeNull();
});
