import { describe, expect, test } from 'vitest';
import {
  dayRange,
  isWorkingDay,
  plainCalendar,
} from '../../../src/core/allowances/company-calendar.ts';
import { addDays } from '../../../src/core/calendar.ts';
import { aroundTheClock } from '../../../src/core/signals/around-the-clock.ts';
import { bursts } from '../../../src/core/signals/burst.ts';
import { monthSignals } from '../../../src/core/signals/month-signals.ts';
import { periodEndRush } from '../../../src/core/signals/period-end-rush.ts';
import { spendUpOutputFlat } from '../../../src/core/signals/spend-up-output-flat.ts';
import { month, seat, units } from './made-month.ts';

const officeDays = dayRange('2026-03-11', '2026-06-30').map((day) => ({
  person: 'li',
  day,
  micro: units(isWorkingDay(day, plainCalendar) ? 20 : 0),
}));

const half = (spend: number, output: number, from: number) =>
  [0, 1, 2].map((at) => ({
    person: 'li',
    month: `2026-0${from + at}`,
    spendMicro: units(spend),
    outputUnits: output,
  }));

describe('spend up while output is flat', () => {
  test('doubled spend with the same output is asked about', () => {
    const [signal] = spendUpOutputFlat(month({ months: [...half(100, 8, 1), ...half(200, 8, 4)] }));
    expect(signal).toMatchObject({
      person: 'li',
      severity: 'medium',
      evidence: {
        spendBefore: { micro: units(300) },
        spendNow: { micro: units(600) },
        spendTimes: { ratio: 2 },
        outputNow: { count: 24 },
        fromDay: { day: '2026-04-01' },
      },
    });
  });

  test('not where output grew with it, was never logged, or the sum is small change', () => {
    const asked = (before: number, out: number, now: number, more: number) =>
      spendUpOutputFlat(month({ months: [...half(before, out, 1), ...half(now, more, 4)] })).length;
    expect(asked(100, 8, 200, 12)).toBe(0);
    expect(asked(100, 0, 200, 0)).toBe(0);
    expect(asked(4, 8, 9, 8)).toBe(0);
    expect(asked(100, 8, 140, 8)).toBe(0);
  });
});

describe('activity around the clock', () => {
  test('where only days are known, busy week-ends for two weeks are a hint and say so', () => {
    const days = (count: number, weekend: number) =>
      dayRange('2026-06-10', addDays('2026-06-10', count - 1)).map((day) => ({
        person: 'li',
        day,
        micro: units(isWorkingDay(day, plainCalendar) ? 20 : weekend),
      }));
    expect(aroundTheClock(month({ daySpend: days(14, 19) }))).toMatchObject([
      { severity: 'low', evidence: { basis: { word: 'days' }, days: { count: 14 } } },
    ]);
    expect(aroundTheClock(month({ daySpend: days(13, 19) }))).toEqual([]);
    expect(aroundTheClock(month({ daySpend: days(20, 5) }))).toEqual([]);
  });
});

describe('a burst', () => {
  test('a night of 400 on days of 20 says what the rest of the month would cost', () => {
    const daySpend = [...officeDays, { person: 'li', day: '2026-06-24', micro: units(380) }];
    expect(bursts(month({ daySpend }))).toMatchObject([
      {
        subject: '2026-06-24',
        severity: 'medium',
        evidence: {
          spend: { micro: units(400) },
          usual: { micro: units(20) },
          times: { ratio: 20 },
          ifItGoesOn: { micro: units(2400) },
          untilDay: { day: '2026-06-30' },
        },
      },
    ]);
  });

  test('a busy day, an old burst and small change are none', () => {
    const on = (day: string, amount: number, noteworthy = 10) =>
      bursts(
        month({
          daySpend: [...officeDays, { person: 'li', day, micro: units(amount) }],
          noteworthyMicro: units(noteworthy),
        }),
      ).length;
    expect(on('2026-06-24', 40)).toBe(0);
    expect(on('2026-05-20', 380)).toBe(0);
    expect(on('2026-06-24', 380, 500)).toBe(0);
  });
});

describe('use that grows in the last days of a period', () => {
  const key = { modelClass: 'all', cadence: 'month', unit: 'money', purse: 'spend' } as const;
  const period = (from: string, to: string, early: number, late: number) => {
    const working = dayRange(from, to).filter((day) => isWorkingDay(day, plainCalendar));
    const days = working.map((day, index) => ({
      day,
      amount: units(index < working.length - 5 ? early : late),
    }));
    return { person: 'li', key, from, to, limit: units(200), days };
  };
  const april = (late: number) => period('2026-04-01', '2026-04-30', 2, late);
  const may = (late: number) => period('2026-05-01', '2026-05-31', 2, late);
  const june = (late: number) => period('2026-06-01', '2026-06-30', 2, late);

  test('twice of the last three is asked about', () => {
    expect(periodEndRush(month({ periods: [april(10), may(2), june(20)] }))).toMatchObject([
      {
        subject: 'all month money spend',
        evidence: { times: { ratio: 10 }, periods: { count: 2 }, lastFrom: { day: '2026-06-01' } },
      },
    ]);
  });

  test('once may be a deadline, and a rush that stopped is past', () => {
    expect(periodEndRush(month({ periods: [april(2), may(2), june(20)] }))).toEqual([]);
    expect(periodEndRush(month({ periods: [april(10), may(10), june(2)] }))).toEqual([]);
  });

  test('of a week it takes three of the last four; of a quarter two of the last three', () => {
    const weeks = (late: readonly number[]) =>
      ['2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22'].map((from, at) => ({
        person: 'li',
        key: { ...key, cadence: 'week' as const },
        from,
        to: addDays(from, 6),
        limit: units(100),
        days: [2, 2, 2, late[at] ?? 2, late[at] ?? 2].map((amount, day) => ({
          day: addDays(from, day),
          amount: units(amount),
        })),
      }));
    expect(periodEndRush(month({ periods: weeks([9, 2, 9, 8]) }))).toMatchObject([
      {
        subject: 'all week money spend',
        evidence: { times: { ratio: 4 }, periods: { count: 3 }, lastFrom: { day: '2026-06-22' } },
      },
    ]);
    expect(periodEndRush(month({ periods: weeks([2, 2, 9, 8]) }))).toEqual([]);
    const quarters = [
      ['2025-10-01', '2025-12-31'],
      ['2026-01-01', '2026-03-31'],
      ['2026-04-01', '2026-06-30'],
    ].map(([from = '', to = ''], at) => ({
      ...period(from, to, 1, at === 0 ? 1 : 12),
      key: { ...key, cadence: 'quarter' as const },
    }));
    expect(periodEndRush(month({ periods: quarters }))).toMatchObject([
      { subject: 'all quarter money spend', evidence: { times: { ratio: 12 } } },
    ]);
  });

  test('with little left there is nothing to hurry for', () => {
    const busy = [april(20), may(20), june(20)].map((one) => ({ ...one, limit: units(60) }));
    expect(periodEndRush(month({ periods: busy }))).toEqual([]);
  });
});

describe('the signals of a month', () => {
  const seats = [
    seat({ id: '1', person: null }),
    seat({ id: '2', person: 'zoe', priceMicro: units(500) }),
    seat({ id: '3', person: 'ann' }),
    seat({ id: '4', person: 'li', priceMicro: units(90) }),
  ];

  test('come by name, never by amount, and what is about no one last', () => {
    expect(monthSignals(month({ seats })).map(({ person }) => person)).toEqual([
      'ann',
      'li',
      'zoe',
      null,
    ]);
  });

  test('a quiet month has none', () => {
    expect(monthSignals(month({ daySpend: officeDays, seats: [] }))).toEqual([]);
  });
});
