import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Assignment,
  changesWithin,
  partsOn,
  splitOver,
  WHOLE_PPM,
} from '../../../src/core/spend/attribution.ts';

const assigned = (more: Partial<Assignment> = {}): Assignment => ({
  identityId: 1,
  personId: 7,
  sharePpm: WHOLE_PPM,
  fromDay: null,
  toDay: null,
  ...more,
});

describe('who carries an identity on a day', () => {
  const june = [assigned({ fromDay: '2026-06-10', toDay: '2026-06-20' })];

  test.each([
    ['2026-06-09', null],
    ['2026-06-10', 7],
    ['2026-06-20', 7],
    ['2026-06-21', null],
  ])('on %s it is %s: the first and the last day of an assignment are its own', (day, personId) => {
    expect(partsOn(day, june)).toEqual([{ personId, sharePpm: WHOLE_PPM }]);
  });

  test('an assignment without days holds always, and none at all leaves all unassigned', () => {
    expect(partsOn('1999-01-01', [assigned()])).toEqual([{ personId: 7, sharePpm: WHOLE_PPM }]);
    expect(partsOn('2026-06-01', [])).toEqual([{ personId: null, sharePpm: WHOLE_PPM }]);
  });

  test('shares stand in the order of the people, and what is left is nobody’s', () => {
    const shares = [
      assigned({ personId: 9, sharePpm: 300_000 }),
      assigned({ personId: 2, sharePpm: 500_000 }),
    ];
    expect(partsOn('2026-06-01', shares)).toEqual([
      { personId: 2, sharePpm: 500_000 },
      { personId: 9, sharePpm: 300_000 },
      { personId: null, sharePpm: 200_000 },
    ]);
  });

  test('shares that reach the whole leave nothing over', () => {
    const shares = [
      assigned({ personId: 1, sharePpm: 999_999 }),
      assigned({ personId: 2, sharePpm: 1 }),
    ];
    expect(partsOn('2026-06-01', shares).map(({ personId }) => personId)).toEqual([1, 2]);
  });

  test('the parts of an amount add up to it, to the micro', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 5 }),
        (total, shares) => {
          const parts = partsOn(
            '2026-06-01',
            shares.map((sharePpm, personId) => assigned({ personId, sharePpm })),
          );
          expect(splitOver(total, parts).reduce((sum, part) => sum + part, 0n)).toBe(total);
        },
      ),
    );
    expect(splitOver(10n, [{ personId: 1, sharePpm: 1 }])).toEqual([10n]);
  });
});

describe('whether a month must be looked at by days', () => {
  test.each([
    // An assignment that begins on the first or ends on the last day holds for the whole month.
    [{ fromDay: '2026-06-01' }, false],
    [{ fromDay: '2026-06-02' }, true],
    [{ fromDay: '2026-06-30' }, true],
    [{ fromDay: '2026-07-01' }, false],
    [{ toDay: '2026-05-31' }, false],
    [{ toDay: '2026-06-01' }, true],
    [{ toDay: '2026-06-29' }, true],
    [{ toDay: '2026-06-30' }, false],
    [{}, false],
  ])('%j: %s', (days, isChange) => {
    expect(changesWithin('2026-06', [assigned(days)])).toBe(isChange);
  });

  test('one of several is enough', () => {
    const several = [assigned(), assigned({ toDay: '2026-06-15' })];
    expect(changesWithin('2026-06', several)).toBe(true);
  });
});
