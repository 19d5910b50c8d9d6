import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, monthOf, weekStart } from '../../../src/core/calendar.ts';
import { copiesToDrop, isBackupDue } from '../../../src/core/close/backup-rotation.ts';

/** What is left after the app was started on these days, one after the other. */
function copiesAfter(days: readonly string[]): string[] {
  let copies: string[] = [];
  for (const today of days) {
    if (isBackupDue(copies, today)) copies.push(today);
    const dropped = new Set(copiesToDrop(copies, today));
    copies = copies.filter((day) => !dropped.has(day));
  }
  return copies.sort();
}

describe('the rotation of daily copies', () => {
  test('keeps 7 days, the last of 4 weeks and of 12 months, after two years of days, a leap day among them', () => {
    const days = Array.from({ length: 731 }, (_, at) => addDays('2027-01-01', at));
    expect(days).toContain('2028-02-29');
    expect(copiesAfter(days)).toEqual([
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
      '2028-05-31',
      '2028-06-30',
      '2028-07-31',
      '2028-08-31',
      '2028-09-30',
      '2028-10-31',
      '2028-11-30',
      '2028-12-10',
      '2028-12-17',
      '2028-12-24',
      '2028-12-25',
      '2028-12-26',
      '2028-12-27',
      '2028-12-28',
      '2028-12-29',
      '2028-12-30',
      '2028-12-31',
    ]);
  });

  test('never drops the newest, holds 23 at the most, and one for each of the last days that had one', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(gaps, (steps) => {
        const days: string[] = ['2026-01-01'];
        for (const step of steps) days.push(addDays(days.at(-1) ?? '', step));
        const left = copiesAfter(days);
        expect(left.at(-1)).toBe(days.at(-1));
        expect(left.length).toBeLessThanOrEqual(23);
        for (const day of days.slice(-7)) expect(left).toContain(day);
        expect(new Set(left.map(monthOf)).size).toBeGreaterThanOrEqual(
          Math.min(12, new Set(days.map(monthOf)).size),
        );
        const weeks = new Set(days.map((day) => weekStart(day, 'monday')));
        for (const week of [...weeks].slice(-4)) {
          expect(left.some((day) => weekStart(day, 'monday') === week)).toBe(true);
        }
      }),
    );
  });

  test('makes one copy a day, and names what may go from the oldest on', () => {
    expect(isBackupDue(['2026-06-10'], '2026-06-10')).toBe(false);
    expect(isBackupDue(['2026-06-10'], '2026-06-11')).toBe(true);
    const days = Array.from({ length: 20 }, (_, at) => addDays('2026-06-01', at));
    const dropped = copiesToDrop(days.toReversed(), '2026-06-20');
    expect(dropped[0]).toBe('2026-06-01');
    expect(dropped).toEqual([...dropped].sort());
  });

  test('a clock that was set back makes no copy and drops none of the days to come', () => {
    expect(isBackupDue(['2026-06-10'], '2026-06-09')).toBe(false);
    const ahead = Array.from({ length: 9 }, (_, at) => addDays('2026-06-10', at));
    expect(copiesToDrop(ahead, '2026-06-09')).toEqual([]);
    expect(daysBetween('2026-06-09', ahead[0] ?? '')).toBe(1);
  });
});
