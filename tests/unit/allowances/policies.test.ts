import { describe, expect, test } from 'vitest';
import { allowancesOn } from '../../../src/core/allowances/allowances-on.ts';
import { plainCalendar } from '../../../src/core/allowances/company-calendar.ts';
import type { DaySpend } from '../../../src/core/allowances/day-spend.ts';
import { type AdvisedSeat, policyAdvice } from '../../../src/core/allowances/policy-advice.ts';
import { poolOn } from '../../../src/core/allowances/pool.ts';
import { presetLines, presetPool, presets } from '../../../src/core/allowances/presets.ts';
import { whatIf } from '../../../src/core/allowances/what-if.ts';
import { asked, li, lineOf, spent, topUp, units } from './made-company.ts';

const decision = { from: '2026-01-01', at: '2026-01-01', by: 'owner', why: 'policy' };
const presetOf = (id: string) => {
  const preset = presets.find((one) => one.id === id);
  if (!preset) throw new Error(id);
  return preset;
};
const under = (id: string, spend: readonly DaySpend[], moves = [] as ReturnType<typeof topUp>[]) =>
  allowancesOn(
    asked({ lines: presetLines(presetOf(id), { kind: 'company' }, decision), spend, moves }),
  ).map(({ limit, left, state, line }) => ({ limit, left, state, atLimit: line.atLimit }));

describe('presets by the numbers', () => {
  test('100 to 200 USD a month to start with, topped up on request', () => {
    expect(presetOf('start-low').choices).toEqual([100, 150, 200].map(units));
    const spend = [spent('2026-06-03', 130)];
    expect(under('start-low', spend)).toEqual([
      { limit: units(100), left: units(-30), state: 'over', atLimit: 'ask' },
    ]);
    expect(under('start-low', spend, [topUp(50, '2026-06-02')])[0]).toMatchObject({
      limit: units(150),
      state: 'within',
    });
  });

  test('400 USD a month with the flagship class capped apart', () => {
    const spend = [spent('2026-06-03', 250, { modelClass: 'flagship' }), spent('2026-06-04', 100)];
    expect(under('flagship-apart', spend)).toMatchObject([
      { limit: units(400), left: units(50), state: 'within' },
      { limit: units(200), left: units(-50), state: 'over' },
    ]);
  });

  test('50 USD a week: last week’s spend is last week’s', () => {
    // 2026-06-30 is a Tuesday; its week began on the 29th.
    const spend = [spent('2026-06-28', 49), spent('2026-06-29', 20)];
    expect(under('weekly', spend)).toMatchObject([{ limit: units(50), left: units(30) }]);
  });

  test('a team pool sliced by role: 7,000, 5,250 and 1,000 CNY a month', () => {
    const made = presetPool(
      presetOf('team-pool'),
      'web',
      [
        { role: 'engineer', heads: 2 },
        { role: 'designer', heads: 1 },
        { role: 'assistant', heads: 1 },
      ],
      decision,
    );
    if (!made) throw new Error('no pool');
    const person = (id: string, role: string) => ({ ...li, id, name: id, role });
    const people = [
      person('a', 'engineer'),
      person('b', 'designer'),
      person('c', 'assistant'),
      person('d', 'engineer'),
    ];
    const state = poolOn('2026-06-10', made.pool, made.slices, [], people, 'monday');
    expect(state.slices.map(({ amount }) => amount)).toEqual([7000, 5250, 1000, 7000].map(units));
    expect(state).toMatchObject({ sliced: units(20_250), rest: 0n });
    expect(made.pool.limit).toMatchObject({ currency: 'CNY' });
  });

  test('a general cap where going over needs the supervisor', () => {
    const [line] = presetLines(presetOf('general-cap'), { kind: 'company' }, decision);
    expect(line).toMatchObject({ atLimit: 'ask', approver: 'manager' });
  });

  test('100,000,000 tokens per person, once', () => {
    const spend = [
      spent('2026-02-03', 0, { tokens: 60_000_000n }),
      spent('2026-06-04', 0, { tokens: 39_999_999n }),
    ];
    expect(under('tokens-once', spend)).toMatchObject([{ limit: 100_000_000n, left: 1n }]);
  });

  test('1,000 USD a year for claims, whatever is spent beside', () => {
    const spend = [
      spent('2026-02-03', 300, { kind: 'claims', modelClass: null }),
      spent('2026-06-04', 5000),
    ];
    expect(under('claims-yearly', spend)).toMatchObject([
      { limit: units(1000), left: units(700), state: 'within' },
    ]);
  });

  test('unlimited watches and informs only', () => {
    expect(under('unlimited', [spent('2026-06-04', 5000)])).toEqual([
      { limit: null, left: null, state: 'within', atLimit: 'inform' },
    ]);
  });
});

describe('what if a policy had held', () => {
  const people = [
    {
      ...li,
      id: 'zhao',
      name: 'Zhao',
      spend: [spent('2026-01-10', 90), spent('2026-01-20', 60), spent('2026-02-01', 100)],
      output: [
        { day: '2026-01-05', units: 2 },
        { day: '2026-01-20', units: 1 },
        { day: '2026-01-25', units: 9 },
      ],
    },
    {
      ...li,
      id: 'ann',
      name: 'Ann',
      spend: [spent('2026-02-02', 40), spent('2026-02-03', 61)],
      output: [
        { day: '2026-01-15', units: 4 },
        { day: '2026-02-03', units: 3 },
      ],
    },
  ];
  const input = {
    lines: [lineOf(100, { from: '2026-09-01' })],
    from: '2026-01-01',
    to: '2026-06-30',
    people,
    calendar: plainCalendar,
    baseCurrency: 'USD',
    convert: (micro: bigint) => micro,
  };

  test('who, when and with what output, by name and not by amount', () => {
    expect(
      whatIf(input).map(({ person, day, beyond, outputInPeriod, outputSoFar }) => [
        person.name,
        day,
        beyond,
        outputInPeriod,
        outputSoFar,
      ]),
    ).toEqual([
      ['Ann', '2026-02-03', units(1), 3, 7],
      ['Zhao', '2026-01-20', units(50), 3, 3],
    ]);
  });

  test('reaching a limit exactly is not going over it', () => {
    expect(whatIf({ ...input, lines: [lineOf(150)] })).toEqual([]);
  });

  test('a grant given once is one period from the first day looked at', () => {
    const hits = whatIf({ ...input, lines: [lineOf(240, { cadence: 'once' })] });
    expect(hits.map(({ person, day }) => [person.id, day])).toEqual([['zhao', '2026-02-01']]);
  });
});

describe('what follows from the verdicts', () => {
  const seat = (name: string, more: Partial<AdvisedSeat>): AdvisedSeat => ({
    person: { id: name, name },
    verdict: 'undecided',
    spendMicro: units(200),
    limitMicro: units(200),
    isHeldBack: true,
    trimToMicro: null,
    ...more,
  });
  const policy = { raisePercent: 50, startMicro: units(100) };

  test('raise, keep and trim by name, and what the month would cost then', () => {
    const advice = policyAdvice(
      [
        seat('Zoe', { verdict: 'justified', spendMicro: units(190) }),
        seat('Bo', { verdict: 'not justified', trimToMicro: units(60) }),
        seat('Cai', { verdict: 'undecided', spendMicro: units(900), limitMicro: null }),
        seat('Ann', { verdict: 'justified', isHeldBack: false, spendMicro: units(50) }),
      ],
      policy,
    );
    expect(advice.steps.map(({ person, code, toMicro }) => [person.name, code, toMicro])).toEqual([
      ['Ann', 'keep', units(200)],
      ['Bo', 'trim', units(60)],
      ['Cai', 'keep', null],
      ['Zoe', 'raise', units(300)],
    ]);
    expect(advice).toMatchObject({
      monthNowMicro: units(1340),
      monthThenLeastMicro: units(1200),
      monthThenMostMicro: units(1310),
    });
  });

  test('a trim never raises', () => {
    const [step] = policyAdvice(
      [seat('Bo', { verdict: 'not justified', spendMicro: units(80), trimToMicro: null })],
      policy,
    ).steps;
    expect(step).toMatchObject({ code: 'keep', reason: 'not justified' });
  });

  test('no data moves nothing', () => {
    const [step] = policyAdvice([seat('Bo', { verdict: 'no data' })], policy).steps;
    expect(step).toMatchObject({ code: 'keep', toMicro: units(200), thenAtMostMicro: units(200) });
  });
});
