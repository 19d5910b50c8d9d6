import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainCalendar } from '../../../src/core/allowances/company-calendar.ts';
import { cleanedDays, type DayAmount } from '../../../src/core/allowances/day-bursts.ts';
import { endOfPeriod } from '../../../src/core/allowances/end-of-period.ts';
import { runOut } from '../../../src/core/allowances/run-out.ts';
import { everyDay } from '../../../src/core/allowances/spend-pace.ts';
import { projection, weeklyTrend } from '../../../src/core/allowances/weekly-trend.ts';
import { addDays, daysBetween } from '../../../src/core/calendar.ts';
import { studentT90 } from '../../../src/core/student-t.ts';

const calendar = plainCalendar;
/** Days from Monday 2026-01-05 on. */
const daysOf = (amounts: readonly number[]): DayAmount[] =>
  amounts.map((amount, index) => ({ day: addDays('2026-01-05', index), amount }));
const weeksOf = (weeks: number, week: readonly number[]): DayAmount[] =>
  daysOf(Array.from({ length: weeks }, () => week).flat());

const known = (days: readonly DayAmount[], left: number) => {
  const answer = runOut({ days, calendar, left, agreed: [] });
  if (answer.state !== 'known') throw new Error(answer.state);
  return answer;
};

const office = [10, 10, 10, 10, 10, 0, 0];

describe('the run-out date', () => {
  test('seven even weeks of 70 leave 700 for ten more weeks', () => {
    const { date, earliest, latest } = known(weeksOf(16, Array(7).fill(10)), 700);
    expect(date).toBe(addDays('2026-01-05', 16 * 7 - 1 + 70));
    expect(earliest !== null && date !== null && earliest < date).toBe(true);
    expect(latest !== null && date !== null && latest > date).toBe(true);
  });

  test('under 14 whole days it says so and names no date', () => {
    expect(runOut({ days: daysOf(Array(13).fill(10)), calendar, left: 100, agreed: [] })).toEqual({
      state: 'not enough',
      reason: 'under 14 whole days',
      wholeDays: 13,
    });
    expect(
      runOut({ days: daysOf(Array(14).fill(10)), calendar, left: 100, agreed: [] }).state,
    ).toBe('known');
  });

  test('without spend there is no date, and with nothing left it is used up', () => {
    expect(
      runOut({ days: daysOf(Array(20).fill(0)), calendar, left: 5, agreed: [] }),
    ).toMatchObject({
      reason: 'no spend',
    });
    expect(runOut({ days: daysOf(Array(20).fill(1)), calendar, left: 0, agreed: [] }).state).toBe(
      'used up',
    );
  });

  test('only the last 112 days count', () => {
    const old = daysOf([...Array(60).fill(500), ...Array(112).fill(10)]);
    const recent = old.slice(-112);
    expect(known(old, 1000)).toEqual(known(recent, 1000));
  });

  test('a budget for fifty years of this pace has no date within ten', () => {
    expect(known(weeksOf(16, office), 50 * 52 * 50)).toMatchObject({ date: null, latest: null });
  });

  test('a runaway night is a burst: it leaves the pace alone and says what it costs if it goes on', () => {
    const calm = weeksOf(10, office);
    const wild = calm.map((one, index) => (index === 66 ? { ...one, amount: 400 } : one));
    const answer = known(wild, 1000);
    expect(answer.pace?.bursts.map(({ day }) => day)).toEqual([addDays('2026-01-05', 66)]);
    expect(answer.date).toBe(known(calm, 1000).date);
    expect(answer.ifBurstGoesOn).toMatchObject({ days: 3, burst: { amount: 400 } });
  });

  test('a night run on the first busy week-end is a burst although week-ends never had any use', () => {
    const days = weeksOf(6, office).map((one, index) =>
      index === 40 ? { ...one, amount: 300 } : one,
    );
    expect(known(days, 1000).pace?.bursts).toHaveLength(1);
  });

  test('an ordinary day worked on a Saturday is no burst', () => {
    const days = weeksOf(6, office).map((one, index) =>
      index === 40 ? { ...one, amount: 10 } : one,
    );
    expect(known(days, 1000).pace?.bursts).toEqual([]);
  });

  test('a burst of more than a week ago no longer asks what if it goes on', () => {
    const days = weeksOf(10, office).map((one, index) =>
      index === 50 ? { ...one, amount: 400 } : one,
    );
    const answer = known(days, 1000);
    expect(answer.pace?.bursts).toHaveLength(1);
    expect(answer.ifBurstGoesOn).toBeNull();
  });

  test('three wild days of the last five are a new level and no bursts', () => {
    const amounts = [...Array(6).fill(office).flat(), 90, 90];
    const flagged = (all: number[]) =>
      cleanedDays(daysOf(all), calendar).filter(({ isBurst }) => isBurst).length;
    expect(flagged(amounts)).toBe(2);
    expect(flagged([...amounts, 90])).toBe(0);
  });

  test('spend that tripled three weeks ago counts from then on, and in its first days says it is fresh', () => {
    const uneven = [9, 11, 10, 12, 8, 0, 0];
    const before = Array(8).fill(uneven).flat() as number[];
    const tripled = uneven.map((amount) => 3 * amount);
    const old = known(daysOf([...before, ...tripled, ...tripled, ...tripled]), 1500);
    expect(old.pace?.newLevel?.since).toBe(addDays('2026-01-05', 56));
    expect(old.pace?.isLevelFresh).toBe(false);
    expect(old.date).toBe(addDays('2026-01-05', 76 + 70));
    const fresh = known(daysOf([...before, ...tripled]), 1500);
    expect(fresh.pace?.isLevelFresh).toBe(true);
    expect(fresh.pace?.trend.level).toBeCloseTo(150, 6);
  });

  test('agreed charges bring the date forward, and alone they give a date too', () => {
    const days = weeksOf(8, Array(7).fill(10));
    const agreed = [{ day: addDays('2026-01-05', 60), amount: 50 }];
    const plain = runOut({ days, calendar, left: 100, agreed: [] });
    const sooner = runOut({ days, calendar, left: 100, agreed });
    expect(plain).toMatchObject({ date: addDays('2026-01-05', 65) });
    expect(sooner).toMatchObject({ date: addDays('2026-01-05', 60) });
    const idle = daysOf(Array(20).fill(0));
    const monthly = [30, 60, 90].map((at) => ({ day: addDays('2026-01-05', at), amount: 20 }));
    const day = addDays('2026-01-05', 60);
    expect(runOut({ days: idle, calendar, left: 40, agreed: monthly })).toMatchObject({
      date: day,
      earliest: day,
      latest: day,
      pace: null,
    });
    expect(
      runOut({ days: [], calendar, asOf: '2026-01-04', left: 40, agreed: monthly }),
      'a company with plans alone has no days of use at all',
    ).toMatchObject({ state: 'known', date: day });
  });

  test('days given as rows become every day, gaps as 0 and doubles added up', () => {
    expect(
      everyDay(
        [
          { day: '2026-01-05', amount: 1 },
          { day: '2026-01-07', amount: 2 },
          { day: '2026-01-07', amount: 3 },
        ],
        '2026-01-05',
        '2026-01-07',
      ).map(({ amount }) => amount),
    ).toEqual([1, 0, 5]);
  });
});

describe('level and growth of weeks', () => {
  test('the worked example of four weeks', () => {
    // Relative 0.8, 0.9, 1.1, 1.2: slope 0.14; residuals ±0.01, ∓0.03; c at its floor's other side.
    const trend = weeklyTrend([80, 90, 110, 120], null);
    const slopeVariance = 0.0316227766 ** 2 / 5 + 0.04 ** 2 / 4;
    expect(trend?.deviation).toBeCloseTo(0.0316227766, 8);
    expect(trend?.slopeVariance).toBeCloseTo(slopeVariance, 10);
    const belief = 0.0004 / (0.0004 + slopeVariance);
    expect(trend?.growth).toBeCloseTo(belief * 0.14, 10);
    expect(trend?.level).toBeCloseTo(100 * Math.exp(belief * 0.14 * 2), 8);
  });

  test('one week knows no slope, and two no more than their distance', () => {
    expect(weeklyTrend([100], null)).toMatchObject({ growth: 0, belief: 0, level: 100 });
    expect(weeklyTrend([90, 110], null)?.deviation).toBeCloseTo(Math.sqrt(0.02), 8);
  });

  test('the projection of flat weeks is level times weeks', () => {
    const trend = weeklyTrend(Array(10).fill(50), null);
    expect(trend && projection(trend, 4).middle).toBeCloseTo(200, 6);
  });
});

describe('the range', () => {
  test('has the four parts of its variance', () => {
    const trend = weeklyTrend([80, 90, 110, 120], null);
    const [c2, weeks, horizon] = [0.001, 4, 6];
    const slopeVariance = c2 / 5 + 0.0016 / 4;
    const belief = 0.0004 / (0.0004 + slopeVariance);
    const variance =
      c2 / horizon +
      (c2 * (1 + 3 * belief)) / weeks +
      belief * slopeVariance * 9 +
      (0.0016 * horizon) / 3;
    const range = trend && projection(trend, horizon);
    // Four weeks have three degrees of freedom: 1.638.
    const factor = Math.exp(1.638 * Math.sqrt(variance));
    expect(range && range.high80 / range.middle).toBeCloseTo(factor, 8);
    expect(range && range.middle / range.low80).toBeCloseTo(factor, 8);
  });

  test('Student’s 0.9 quantile falls from 3.078 to 1.35 from nine degrees of freedom on', () => {
    expect([1, 2, 8, 9, 15].map(studentT90)).toEqual([3.078, 1.886, 1.397, 1.35, 1.35]);
  });

  test('scattered spend without a step has no new level', () => {
    const scattered = [3, 30, 9, 55, 14, 0, 0, 21, 6, 40, 11, 25, 0, 0];
    const answer = known(daysOf(Array(6).fill(scattered).flat()), 1000);
    expect(answer.pace?.newLevel).toBeNull();
    // The last week happens to be twice as high, and is still no level among such weeks.
    const higher = scattered.map((amount, index) => (index >= 7 ? amount * 2 : amount));
    const last = known(daysOf([...Array(5).fill(scattered).flat(), ...higher]), 1000);
    expect(last.pace?.newLevel).toBeNull();
  });
});

describe('the end of a period', () => {
  test('a Friday whose period ends on Sunday projects nothing for people who rest', () => {
    const days = weeksOf(6, office).slice(0, -2);
    const periodEnd = addDays('2026-01-05', 41);
    expect(endOfPeriod({ days, calendar, used: 120, periodEnd })).toEqual({
      middle: 120,
      low80: 120,
      high80: 120,
    });
  });

  test('five working days left of a five-day week are one week', () => {
    const days = weeksOf(6, office);
    const end = endOfPeriod({ days, calendar, used: 10, periodEnd: addDays('2026-01-05', 46) });
    expect('middle' in end && end.middle).toBeCloseTo(60, 6);
  });
});

describe('whatever the spend', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 14, maxLength: 130 });

  test('the range contains the middle', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 5_000_000 }), (spend, left) => {
        const answer = runOut({ days: daysOf(spend), calendar, left, agreed: [] });
        if (answer.state !== 'known') return;
        const far = '9999-12-31';
        expect((answer.earliest ?? far) <= (answer.date ?? far)).toBe(true);
        expect((answer.date ?? far) <= (answer.latest ?? far)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('spend and budget in another unit give the same dates', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: -12, max: 12 }), (spend, power) => {
        const unit = 2 ** power;
        const one = runOut({ days: daysOf(spend), calendar, left: 100_000, agreed: [] });
        const other = runOut({
          days: daysOf(spend.map((amount) => amount * unit)),
          calendar,
          left: 100_000 * unit,
          agreed: [],
        });
        expect(other.state).toBe(one.state);
        if (one.state !== 'known' || other.state !== 'known') return;
        expect([other.date, other.earliest, other.latest]).toEqual([
          one.date,
          one.earliest,
          one.latest,
        ]);
      }),
      { numRuns: 60 },
    );
  });

  test('more left is never used up earlier', () => {
    fc.assert(
      fc.property(amounts, (spend) => {
        const dates = [1_000, 50_000, 400_000].map((left) => {
          const answer = runOut({ days: daysOf(spend), calendar, left, agreed: [] });
          return answer.state === 'known' && answer.date !== null
            ? daysBetween('2026-01-05', answer.date)
            : Number.POSITIVE_INFINITY;
        });
        expect(dates).toEqual([...dates].sort((a, b) => a - b));
      }),
      { numRuns: 40 },
    );
  });
});
