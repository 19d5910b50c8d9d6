import { describe, expect, test } from 'vitest';
import { claimBesideSeat } from '../../../src/core/signals/claim-beside-seat.ts';
import { flagshipForShortWork } from '../../../src/core/signals/flagship-for-short-work.ts';
import { twoToolsOneJob } from '../../../src/core/signals/two-tools-one-job.ts';
import { unusedSeats } from '../../../src/core/signals/unused-seat.ts';
import { type ModelClass, readPrice } from '../../../src/core/spend/pricing.ts';
import { month, seat, units } from './made-month.ts';

describe('a paid seat without use', () => {
  const use = (day: string, person = 'li') => ({ person, tool: 'Claude', day, micro: units(1) });
  const told = (input: Parameters<typeof month>[0]) =>
    unusedSeats(month(input)).map(({ evidence }) => {
      const { reason, next, sinceDay } = evidence;
      return [
        reason?.type === 'word' && reason.word,
        next?.type === 'word' && next.word,
        sinceDay?.type === 'day' && sinceDay.day,
      ];
    });

  test('says why: never used, no longer used, not assigned, no access, left', () => {
    expect(told({ seats: [seat({})] })).toEqual([['never used', 'end now', '2026-01-01']]);
    expect(told({ seats: [seat({})], toolUse: [use('2026-05-31')] })).toEqual([
      ['no longer used', 'end now', '2026-05-31'],
    ]);
    expect(told({ seats: [seat({ person: null })] })).toEqual([
      ['not assigned', 'end now', '2026-01-01'],
    ]);
    expect(told({ seats: [seat({ hasAccess: false })] })).toEqual([
      ['no access', 'let in', '2026-01-01'],
    ]);
    const people = [{ id: 'li', name: 'Li', startDay: null, endDay: '2026-06-10' }];
    expect(told({ people, seats: [seat({})], toolUse: [use('2026-06-09')] })).toEqual([
      ['left', 'end now', '2026-06-10'],
    ]);
  });

  test('not within 30 days of use, nor in its own first 30 days', () => {
    expect(told({ seats: [seat({})], toolUse: [use('2026-06-01')] })).toEqual([]);
    expect(told({ seats: [seat({ startDay: '2026-06-01' })] })).toEqual([]);
    expect(told({ seats: [seat({ startDay: '2026-05-31' })] })).toHaveLength(1);
  });

  test('where nobody tells who uses the tool, only a spare or shut seat is asked about', () => {
    const more = { isUseSeen: false };
    expect(told({ seats: [seat(more)] })).toEqual([]);
    expect(told({ seats: [seat({ ...more, person: null })] })).toHaveLength(1);
    expect(told({ seats: [seat({ ...more, hasAccess: false })] })).toHaveLength(1);
  });

  test('use of one plan of a tool is use of its seat', () => {
    const toolUse = [{ ...use('2026-06-20'), tool: 'Claude Pro' }];
    expect(told({ seats: [seat({ tool: 'Claude Team' })], toolUse })).toEqual([]);
  });

  test('ends at the renewal where there is one, unless somebody claims the same tool', () => {
    const seats = [seat({ renewalDay: '2026-11-01', cadence: 'year' })];
    expect(unusedSeats(month({ seats }))).toMatchObject([
      { evidence: { next: { word: 'end at renewal' }, nextDay: { day: '2026-11-01' } } },
    ]);
    const claimLines = ['zoe', 'ann'].map((person) => ({
      person,
      tool: 'claude',
      day: '2026-05-20',
      micro: units(20),
      currency: 'USD',
    }));
    expect(unusedSeats(month({ seats, claimLines }))).toMatchObject([
      { evidence: { next: { word: 'give' }, nextPerson: { name: 'Ann' } } },
    ]);
  });

  test('a seat that has ended or costs nothing is no question', () => {
    expect(told({ seats: [seat({ endDay: '2026-06-30' }), seat({ priceMicro: 0n })] })).toEqual([]);
  });
});

describe('two tools for the same job', () => {
  const jobs = new Map<string, readonly string[]>([
    ['Copilot', ['coding']],
    ['Cursor', ['coding']],
    ['ChatGPT', ['chat']],
    ['Claude', ['coding', 'chat']],
  ]);
  const use = (tool: string, amount: number, day = '2026-06-03') => ({
    person: 'li',
    tool,
    day,
    micro: units(amount),
  });

  test('a seat of one and use of another, remembered as a pair', () => {
    const seats = [seat({ tool: 'Cursor' })];
    const toolUse = [use('Copilot', 15), use('ChatGPT', 30)];
    expect(twoToolsOneJob(month({ jobs, seats, toolUse }))).toMatchObject([
      {
        subject: 'copilot + cursor',
        evidence: {
          tool: { name: 'Copilot' },
          cost: { micro: units(15) },
          otherUseDays: { count: 0 },
        },
      },
    ]);
  });

  test('a plan with two jobs meets either, and the next renewal is told though both are used', () => {
    const seats = [
      seat({ tool: 'Claude Max', cadence: 'year', renewalDay: '2026-07-20' }),
      seat({ tool: 'Cursor Pro', renewalDay: '2026-07-25' }),
    ];
    const toolUse = [use('Claude', 90), use('Cursor', 30)];
    expect(twoToolsOneJob(month({ jobs, seats, toolUse }))).toMatchObject([
      {
        severity: 'medium',
        evidence: {
          job: { word: 'coding' },
          renewalTool: { name: 'Claude' },
          renewalDay: { day: '2026-07-20' },
        },
      },
    ]);
  });

  test('a plan whose price waits for a rate is worth the question all the same', () => {
    const seats = [
      seat({ tool: 'Claude', monthMicro: null, currency: 'CNY' }),
      seat({ tool: 'Cursor' }),
    ];
    expect(twoToolsOneJob(month({ jobs, seats }))).toHaveLength(1);
  });

  test('two plans of one tool are one tool', () => {
    const seats = [seat({ tool: 'Cursor Pro' }), seat({ tool: 'Cursor' })];
    expect(twoToolsOneJob(month({ jobs, seats }))).toEqual([]);
  });

  test('not where one costs next to nothing or was used last month', () => {
    expect(
      twoToolsOneJob(month({ jobs, toolUse: [use('Copilot', 15), use('Cursor', 3)] })),
    ).toEqual([]);
    const old = [use('Copilot', 15), use('Cursor', 30, '2026-05-30')];
    expect(twoToolsOneJob(month({ jobs, toolUse: old }))).toEqual([]);
  });
});

describe('a flagship model for short work', () => {
  const priced = (model: string, modelClass: ModelClass, input: string, output: string) => {
    const price = readPrice({
      model,
      provider: 'p',
      class: modelClass,
      from: null,
      input,
      output,
      cacheRead: null,
      cacheWrite5m: null,
      cacheWrite1h: null,
    });
    if (!price) throw new Error(model);
    return price;
  };
  const prices = {
    price: priced('big', 'flagship', '15', '75'),
    lower: priced('middle', 'standard', '3', '15'),
  };
  const use = (requests: number, tokensIn: number, tokensOut: number) => ({
    person: 'li',
    day: '2026-06-03',
    model: 'big',
    requests,
    tokens: {
      inputTokens: requests * tokensIn,
      outputTokens: requests * tokensOut,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: 0,
    },
  });
  const signals = (...modelUse: ReturnType<typeof use>[]) =>
    flagshipForShortWork(month({ modelUse, lowerClass: () => prices }));

  test('says what the same tokens would have cost one class down', () => {
    expect(signals(use(1000, 1000, 200))).toMatchObject([
      {
        subject: 'big',
        evidence: {
          cost: { micro: units(30) },
          lowerCost: { micro: units(6) },
          share: { ratio: 1 },
          requests: { count: 1000 },
        },
      },
    ]);
  });

  test('not for long requests, mostly long ones, few of them, or a saving of little', () => {
    expect(signals(use(1000, 9000, 200))).toEqual([]);
    expect(signals(use(1000, 1000, 200), use(1001, 9000, 900))).toEqual([]);
    expect(signals(use(49, 2000, 300))).toEqual([]);
    expect(signals(use(100, 1000, 200))).toEqual([]);
  });
});

describe('a claim beside a seat', () => {
  const line = (day: string) => ({
    person: 'li',
    tool: 'Claude, Inc.',
    day,
    micro: units(20),
    currency: 'EUR',
  });

  test('claims of a tool that the company pays a seat of', () => {
    const claimLines = [line('2026-05-03'), line('2026-06-03'), line('2026-04-30')];
    expect(claimBesideSeat(month({ claimLines, seats: [seat({})] }))).toMatchObject([
      {
        subject: 'claude',
        evidence: {
          claimed: { micro: units(40), currency: 'EUR' },
          claims: { count: 2 },
          lastDay: { day: '2026-06-03' },
        },
      },
    ]);
  });

  test('not from before the seat began or after it ended, nor another’s seat', () => {
    const claimLines = [line('2026-06-03')];
    for (const more of [
      { startDay: '2026-06-04' },
      { endDay: '2026-06-02' },
      { person: 'ann' },
      { person: null },
    ]) {
      expect(claimBesideSeat(month({ claimLines, seats: [seat(more)] }))).toEqual([]);
    }
  });
});
