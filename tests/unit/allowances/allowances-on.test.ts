import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AllowanceLine, Scope } from '../../../src/core/allowances/allowance-line.ts';
import { checkLine } from '../../../src/core/allowances/allowance-line.ts';
import { periodOf } from '../../../src/core/allowances/allowance-period.ts';
import {
  type Allowance,
  type AllowanceInput,
  allowancesOn,
} from '../../../src/core/allowances/allowances-on.ts';
import { isWorkingDay, plainCalendar } from '../../../src/core/allowances/company-calendar.ts';
import { topUpReview } from '../../../src/core/allowances/top-up-review.ts';
import { addDays } from '../../../src/core/calendar.ts';
import { asked, li, lineOf, monthly, spent, topUp, units } from './made-company.ts';

function only(input: Partial<AllowanceInput>): Allowance {
  const [first, ...others] = allowancesOn(asked(input));
  if (!first || others.length > 0) throw new Error(`${others.length + 1} allowances`);
  return first;
}
const company: Scope = { kind: 'company' };
const role: Scope = { kind: 'role', role: 'engineer' };
const team: Scope = { kind: 'team', team: 'web' };
const own: Scope = { kind: 'person', person: 'li' };

describe('which line holds', () => {
  test('person before team before role before company, whatever their order', () => {
    const scopes = [company, role, team, own];
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }), (some) => {
        const lines = some.map((rank) =>
          lineOf(100 + rank, { scope: scopes[rank] ?? company, id: `${rank}` }),
        );
        expect(only({ lines }).limit).toBe(units(100 + Math.max(...some)));
      }),
    );
  });

  test('lines of other teams, roles and people do not count', () => {
    const lines = [
      lineOf(100),
      lineOf(1, { scope: { kind: 'role', role: 'designer' } }),
      lineOf(2, { scope: { kind: 'team', team: 'sales' } }),
      lineOf(3, { scope: { kind: 'person', person: 'wang' } }),
    ];
    expect(only({ lines }).limit).toBe(units(100));
  });

  test('money and tokens, all models and the flagship class, spend and claims run side by side', () => {
    const lines = [
      lineOf(400),
      lineOf(150, { modelClass: 'flagship' }),
      lineOf(null, { limit: { unit: 'tokens', amount: 9000n } }),
      lineOf(1000, { cadence: 'year', counts: ['claims'] }),
    ];
    const spend = [
      spent('2026-06-02', 10, { modelClass: 'flagship' }),
      spent('2026-06-03', 20),
      spent('2026-06-04', 30, { kind: 'claims', modelClass: null, tokens: 0n }),
    ];
    expect(allowancesOn(asked({ lines, spend })).map(({ used }) => used)).toEqual([
      units(30),
      units(10),
      30_000n,
      units(30),
    ]);
  });

  test('a line that counts both takes spend and claims from one purse', () => {
    const spend = [spent('2026-06-03', 20), spent('2026-06-04', 30, { kind: 'claims' })];
    expect(only({ lines: [lineOf(100, { counts: ['spend', 'claims'] })], spend }).used).toBe(
      units(50),
    );
  });

  test('a line of a person that ended lets the company line hold again', () => {
    const lines = [lineOf(100), lineOf(300, { scope: own, from: '2026-05-01', to: '2026-05-31' })];
    expect(only({ lines, day: '2026-05-20' }).limit).toBe(units(300));
    expect(only({ lines, day: '2026-06-01' }).limit).toBe(units(100));
  });

  test('without a limit it informs, and is within whatever is spent', () => {
    const answer = only({ lines: [lineOf(null)], spend: [spent('2026-06-01', 9999)] });
    expect(answer).toMatchObject({ limit: null, left: null, state: 'within', entries: [] });
    expect(answer.used).toBe(units(9999));
  });
});

describe('why a limit is what it is', () => {
  test('a change within the period is an entry of its own day, and the days before keep theirs', () => {
    const lines = [
      lineOf(200, { why: 'start' }),
      lineOf(300, { from: '2026-06-15', by: 'Ann', why: 'release' }),
    ];
    expect(only({ lines, day: '2026-06-14' }).limit).toBe(units(200));
    expect(only({ lines, day: '2026-06-15' }).entries).toEqual([
      { kind: 'limit', amount: units(200), at: '2026-01-01', by: 'owner', why: 'start' },
      { kind: 'limit', amount: units(100), at: '2026-06-15', by: 'Ann', why: 'release' },
    ]);
  });

  test('a top-up ends with its period unless it is permanent', () => {
    const lines = [lineOf(200)];
    const moves = [topUp(50, '2026-05-10'), topUp(30, '2026-05-11', { isPermanent: true })];
    expect(only({ lines, moves, day: '2026-05-09' }).limit).toBe(units(200));
    expect(only({ lines, moves, day: '2026-05-31' }).limit).toBe(units(280));
    expect(only({ lines, moves, day: '2026-06-01' }).limit).toBe(units(230));
  });

  test('a permanent top-up that was taken back leaves two entries in that period and none later', () => {
    const moves = [topUp(30, '2026-04-11', { isPermanent: true, endDay: '2026-06-10' })];
    const lines = [lineOf(200)];
    expect(only({ lines, moves, day: '2026-06-10' }).limit).toBe(units(230));
    const after = only({ lines, moves, day: '2026-06-11' });
    expect(after.limit).toBe(units(200));
    expect(after.entries).toHaveLength(3);
    expect(only({ lines, moves, day: '2026-07-01' }).entries).toHaveLength(1);
  });

  test('a permanent top-up given on a period’s last day counts that day and in every period after', () => {
    const lines = [lineOf(200)];
    const moves = [topUp(30, '2026-05-31', { isPermanent: true })];
    expect(only({ lines, moves, day: '2026-05-30' }).limit).toBe(units(200));
    expect(only({ lines, moves, day: '2026-05-31' }).limit).toBe(units(230));
    expect(only({ lines, moves, day: '2026-06-01' }).limit).toBe(units(230));
  });

  test('a permanent top-up that ends on a period’s last day counts that day and leaves nothing behind', () => {
    const lines = [lineOf(200)];
    const moves = [topUp(30, '2026-04-11', { isPermanent: true, endDay: '2026-06-30' })];
    const last = only({ lines, moves, day: '2026-06-30' });
    expect(last.limit).toBe(units(230));
    expect(last.entries).toHaveLength(2);
    const next = only({ lines, moves, day: '2026-07-01' });
    expect(next.limit).toBe(units(200));
    expect(next.entries).toHaveLength(1);
  });

  test('a permanent top-up that ends on a period’s first day counts on that one day of it', () => {
    const lines = [lineOf(200)];
    const moves = [topUp(30, '2026-04-11', { isPermanent: true, endDay: '2026-06-01' })];
    expect(only({ lines, moves, day: '2026-06-01' }).limit).toBe(units(230));
    const next = only({ lines, moves, day: '2026-06-02' });
    expect(next.limit).toBe(units(200));
    expect(next.entries.map(({ amount }) => amount)).toEqual([units(200), units(30), units(-30)]);
  });

  test('what a permanent top-up adds up to its last day is carried over with the rest', () => {
    const lines = [lineOf(200, { carryOverPeriods: 1, from: '2026-06-01' })];
    const until = (endDay: string) => [topUp(30, '2026-06-11', { isPermanent: true, endDay })];
    const carried = (endDay: string) =>
      only({ lines, moves: until(endDay), day: '2026-07-01' }).entries.find(
        ({ kind }) => kind === 'carry-over',
      )?.amount;
    expect(carried('2026-06-30')).toBe(units(230));
    expect(carried('2026-06-29')).toBe(units(200));
  });

  test('a transfer takes from one and gives to the other', () => {
    const lines = [lineOf(200)];
    const move = {
      ...topUp(40, '2026-06-05'),
      kind: 'transfer' as const,
      to: 'wang',
      key: monthly,
    };
    expect(only({ lines, moves: [move] }).limit).toBe(units(160));
    const wang = { ...li, id: 'wang', name: 'Wang' };
    expect(only({ lines, moves: [move], person: wang }).limit).toBe(units(240));
  });

  test('the entries add up to the limit in force on any day', () => {
    const days = fc.integer({ min: 0, max: 180 }).map((at) => addDays('2026-01-01', at));
    const lines = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 900 }), days, fc.constantFrom(company, role, team, own)),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, days, (drawn, day) => {
        const all = drawn.map(([amount, from, scope], index) =>
          lineOf(amount, { from, scope, id: String(index) }),
        );
        const [answer] = allowancesOn(asked({ lines: all, day, spend: [] }));
        if (!answer) {
          expect(all.every(({ from }) => from > day)).toBe(true);
          return;
        }
        expect(answer.entries.reduce((sum, { amount }) => sum + amount, 0n)).toBe(
          answer.line.limit.amount,
        );
      }),
    );
  });
});

describe('carry-over', () => {
  const lines = [lineOf(100, { carryOverPeriods: 2 })];

  test('what is left lasts for two months and then is gone', () => {
    const spend = [spent('2026-01-10', 70)];
    expect(only({ lines, spend, day: '2026-02-28' }).limit).toBe(units(130));
    expect(only({ lines, spend, day: '2026-03-31' }).limit).toBe(units(230));
    expect(only({ lines, spend, day: '2026-04-30' }).limit).toBe(units(300));
  });

  test('use takes what was carried first', () => {
    const spend = [spent('2026-01-10', 70), spent('2026-02-10', 20)];
    const { entries } = only({ lines, spend, day: '2026-03-01' });
    expect(entries.map(({ kind, amount, why }) => [kind, amount, why])).toEqual([
      ['limit', units(100), 'policy'],
      ['carry-over', units(10), '2026-01-01/2026-01-31'],
      ['carry-over', units(100), '2026-02-01/2026-02-28'],
    ]);
  });

  test('a top-up that was not needed is not carried', () => {
    const moves = [topUp(50, '2026-01-05')];
    const limit = (used: number) =>
      only({ lines, moves, spend: [spent('2026-01-10', used)], day: '2026-02-01' }).limit;
    expect(limit(120)).toBe(units(100));
    expect(limit(80)).toBe(units(120));
  });

  test('nothing is carried from before a person came', () => {
    const person = { ...li, startDay: '2026-03-05' };
    expect(only({ lines, person, day: '2026-03-20' }).limit).toBe(units(100));
    expect(only({ lines, person, day: '2026-04-20' }).limit).toBe(units(200));
  });

  test('what was spent over a limit is no debt', () => {
    expect(only({ lines, spend: [spent('2026-01-10', 500)], day: '2026-02-01' }).limit).toBe(
      units(100),
    );
  });

  test('it never exceeds the limits of n periods', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 1, maxLength: 11 }),
        (carryOverPeriods, months) => {
          const spend = months.map((amount, index) =>
            spent(`2026-${String(index + 1).padStart(2, '0')}-15`, amount),
          );
          const { entries } = only({
            lines: [lineOf(100, { carryOverPeriods })],
            spend,
            day: '2026-12-01',
          });
          const carried = entries.filter(({ kind }) => kind === 'carry-over');
          expect(carried.length).toBeLessThanOrEqual(carryOverPeriods);
          expect(carried.every(({ amount }) => amount > 0n && amount <= units(100))).toBe(true);
        },
      ),
    );
  });
});

describe('used, pace, projection, state', () => {
  test('the pace is spend by the share of working days that has passed', () => {
    // June 2026 has 22 working days; 8 have passed by Wednesday the 10th.
    const answer = only({
      lines: [lineOf(200)],
      spend: [spent('2026-06-03', 80)],
      day: '2026-06-10',
    });
    expect(answer).toMatchObject({ pace: units(220), used: units(80), left: units(120) });
    expect(answer.state).toBe('at risk');
    expect(answer.projected).toBeNull();
  });

  test('holidays and worked week-ends move the pace', () => {
    const calendar = {
      ...plainCalendar,
      holidays: new Set(['2026-06-01', '2026-06-02']),
      extraWorkdays: new Set(['2026-06-06']),
    };
    const answer = only({
      lines: [lineOf(200)],
      spend: [spent('2026-06-03', 70)],
      day: '2026-06-10',
      calendar,
    });
    expect(answer.pace).toBe(units(210));
  });

  test('a period that is over is projected as it was', () => {
    const answer = only({ lines: [lineOf(200)], spend: [spent('2026-06-03', 80)] });
    expect(answer.projected).toEqual({ middle: units(80), low80: units(80), high80: units(80) });
    expect(answer.state).toBe('within');
  });

  test('even spend of ten a working day projects to ten for each of the month', () => {
    const spend = Array.from({ length: 60 }, (_, at) => addDays('2026-04-13', at))
      .filter((day) => isWorkingDay(day, plainCalendar))
      .map((day) => spent(day, 10));
    const answer = only({ lines: [lineOf(200)], spend, day: '2026-06-11' });
    expect(answer.used).toBe(units(90));
    expect(Number(answer.projected?.middle) / 1e6).toBeCloseTo(220, 0);
    expect((answer.projected?.low80 ?? 0n) < (answer.projected?.high80 ?? 0n)).toBe(true);
    expect(answer.state).toBe('at risk');
  });

  test('a day that is not over counts as used and not in the pace', () => {
    const answer = only({
      lines: [lineOf(200)],
      spend: [spent('2026-06-03', 80), spent('2026-06-10', 5)],
      day: '2026-06-10',
      lastWholeDay: '2026-06-09',
    });
    expect(answer.used).toBe(units(85));
    expect(answer.pace).toBe((units(80) * 22n + 3n) / 7n);
  });

  test('one micro over the limit is over, and exactly at it is at risk', () => {
    const spend = [spent('2026-06-03', 200)];
    expect(only({ lines: [lineOf(200)], spend }).state).toBe('at risk');
    expect(
      only({ lines: [lineOf(200)], spend: [...spend, spent('2026-06-03', 0, { micro: 1n })] })
        .state,
    ).toBe('over');
  });

  test('a grant given once runs over months until it is used up', () => {
    const lines: AllowanceLine[] = [
      lineOf(null, {
        cadence: 'once',
        limit: { unit: 'tokens', amount: 100_000n },
        from: '2026-02-01',
      }),
    ];
    const spend = [spent('2026-01-20', 50), spent('2026-02-10', 40), spent('2026-05-10', 50)];
    const answer = only({ lines, spend });
    expect(answer).toMatchObject({ used: 90_000n, left: 10_000n, pace: null });
    expect(answer.period).toEqual({ from: '2026-02-01', to: null });
    expect(only({ lines, spend: [...spend, spent('2026-06-01', 11)] }).state).toBe('over');
  });

  test('a grant given once is at risk when it will be used up within a month', () => {
    const spend = Array.from({ length: 60 }, (_, at) => spent(addDays('2026-05-02', at), 1));
    const state = (tokens: bigint) =>
      only({
        lines: [
          lineOf(null, {
            cadence: 'once',
            limit: { unit: 'tokens', amount: tokens },
            from: '2026-05-01',
          }),
        ],
        spend,
      }).state;
    expect(state(60_000n + 20_000n)).toBe('at risk');
    expect(state(60_000n + 40_000n)).toBe('within');
  });

  test('a limit in another currency counts each day at its rate, and says which months wait for one', () => {
    const lines = [lineOf(null, { limit: { unit: 'money', amount: units(700), currency: 'CNY' } })];
    const spend = [spent('2026-06-03', 10), spent('2026-06-04', 5)];
    const answer = only({
      lines,
      spend,
      convert: (micro, _from, _to, day) => (day === '2026-06-03' ? micro * 7n : null),
    });
    expect(answer).toMatchObject({ used: units(70), waitingForRate: ['2026-06'] });
  });
});

describe('periods', () => {
  test('a week begins on the chosen weekday', () => {
    expect(periodOf('week', '2026-06-10', 'monday')).toEqual({
      from: '2026-06-08',
      to: '2026-06-14',
    });
    expect(periodOf('week', '2026-06-10', 'sunday')).toEqual({
      from: '2026-06-07',
      to: '2026-06-13',
    });
  });

  test('quarters and years are the calendar’s', () => {
    expect(periodOf('quarter', '2026-05-31', 'monday')).toEqual({
      from: '2026-04-01',
      to: '2026-06-30',
    });
    expect(periodOf('year', '2028-02-29', 'monday')).toEqual({
      from: '2028-01-01',
      to: '2028-12-31',
    });
  });

  test('every day lies in its own period, for every cadence', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }).map((at) => addDays('2020-01-01', at)),
        fc.constantFrom('week' as const, 'month' as const, 'quarter' as const, 'year' as const),
        (day, cadence) => {
          const period = periodOf(cadence, day, 'saturday');
          expect(period.from <= day && day <= period.to).toBe(true);
          expect(periodOf(cadence, period.to, 'saturday')).toEqual(period);
        },
      ),
    );
  });
});

describe('a line is checked before it is set', () => {
  test.each([
    ['allowance_negative', lineOf(-1)],
    ['allowance_carry_over', lineOf(1, { carryOverPeriods: 0.5 })],
    ['allowance_once_carry_over', lineOf(1, { cadence: 'once', carryOverPeriods: 1 })],
    ['allowance_counts_nothing', lineOf(1, { counts: [] })],
    ['allowance_claims_have_no_tokens', lineOf(1, { counts: ['claims'], modelClass: 'light' })],
    ['allowance_ends_early', lineOf(1, { from: '2026-06-02', to: '2026-06-01' })],
    ['allowance_rewrites_history', lineOf(1, { from: '2025-12-31' })],
  ])('%s', (code, line) => {
    expect(checkLine(line, '2026-01-01')?.code).toBe(code);
  });

  test('an ordinary line passes', () => {
    expect(checkLine(lineOf(100), '2026-01-01')).toBeNull();
  });
});

describe('what a top-up bought', () => {
  const input = { added: units(50), limitBefore: units(200), used: units(230), output: 12 };

  test('more output, by how much, and how much of it was used', () => {
    expect(topUpReview({ ...input, outputBefore: [8, 8] })).toEqual({
      usedOfIt: units(30),
      output: 12,
      usualOutput: 8,
      change: 0.5,
      outcome: 'more output',
    });
  });

  test('not used, nothing to compare, no more output', () => {
    expect(topUpReview({ ...input, used: units(150), outputBefore: [8] }).outcome).toBe('not used');
    expect(topUpReview({ ...input, outputBefore: [] }).outcome).toBe('nothing to compare');
    expect(topUpReview({ ...input, outputBefore: [12] }).outcome).toBe('no more output');
  });
});
