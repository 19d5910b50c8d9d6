import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, firstDay } from '../../../src/core/calendar.ts';
import { monthsBefore } from '../../../src/core/decisions/before-decision.ts';
import {
  DECISION_KINDS,
  type Decision,
  decisionRefusal,
  expectedSaving,
  type PacePart,
  paceOf,
  spendIn,
} from '../../../src/core/decisions/decision.ts';
import { type FollowUpInput, followUp } from '../../../src/core/decisions/follow-up.ts';
import { savedMonths } from '../../../src/core/decisions/saved-months.ts';

const usd = (amount: number): bigint => BigInt(Math.round(amount * 1e6));
const on = (tool: string, amount: number): PacePart[] => [{ tool, micro: usd(amount) }];
const decision = (more: Partial<Decision>): Decision => ({
  id: 1,
  kind: 'trim',
  tool: null,
  from: '2026-04-01',
  pace: on('Claude', 300),
  toMicro: usd(120),
  typedMicro: null,
  isHandedOn: false,
  takenBack: null,
  ...more,
});
const sum = (list: readonly { readonly saved: bigint }[] | undefined): bigint =>
  (list ?? []).reduce((total, one) => total + one.saved, 0n);

describe('the pace before a decision', () => {
  it('is the mean of its months, from the first with a charge on', () => {
    const month = (name: string, amount: number | null) => ({
      month: name,
      byTool: amount === null ? [] : on('Claude', amount),
      waitsFor: null,
    });
    expect(
      paceOf([month('2026-01', 280), month('2026-02', 320), month('2026-03', 300)], false),
    ).toEqual(on('Claude', 300));
    expect(
      paceOf([month('2026-01', null), month('2026-02', 320), month('2026-03', 300)], false),
    ).toEqual(on('Claude', 310));
    expect(
      paceOf([month('2026-01', 300), month('2026-02', null), month('2026-03', null)], false),
    ).toEqual(on('Claude', 100));
    expect(paceOf([month('2026-03', null)], false)).toBeNull();
    expect(paceOf([month('2026-02', null), month('2026-03', 300)], true)).toEqual(
      on('Claude', 150),
    );
  });

  it('has parts that add up to the rounded whole', () => {
    const tools = ['Claude', 'Cursor', ''].map((tool) => ({ tool, micro: 10_000_000n }));
    const none = { month: '2026-02', byTool: [], waitsFor: null };
    const parts =
      paceOf([{ month: '2026-01', byTool: tools, waitsFor: null }, none, none], false) ?? [];
    expect(spendIn(parts, null)).toBe(10_000_000n);
    expect(parts.every(({ micro }) => micro === 3_333_333n || micro === 3_333_334n)).toBe(true);
  });

  it('waits for a rate, and says for which month', () => {
    expect(() => paceOf([{ month: '2026-03', byTool: [], waitsFor: 'CNY' }], false)).toThrow(
      'Enter a CNY rate for 2026-03',
    );
  });
});

describe('what a decision saved', () => {
  const spent = new Map([
    ['2026-04', 150],
    ['2026-05', 110],
    ['2026-06', 130],
    ['2026-07', 0],
  ]);
  const spend = (month: string): PacePart[] => on('Claude', spent.get(month) ?? 0);

  it('is its pace less what was spent, and with the next one the pace of that', () => {
    const trim = decision({});
    const end = decision({ id: 2, kind: 'end', from: '2026-07-01', pace: on('Claude', 130) });
    expect(sum(savedMonths([trim], spend, '2026-06', null).get(1))).toBe(usd(510));
    const july = savedMonths([end, trim], spend, '2026-07', null);
    expect(july.get(1)?.at(-1)).toEqual({ month: '2026-07', actual: 0n, saved: usd(170) });
    expect(july.get(2)).toEqual([{ month: '2026-07', actual: 0n, saved: usd(130) }]);
    expect(expectedSaving(trim, usd(300)) * 3n).toBe(usd(540));
  });

  it('counts whole months alone, 12 at most, and none of a take-back or after leaving', () => {
    const months = (more: Partial<Decision>, lastWorkDay: string | null = null) =>
      savedMonths([decision(more)], spend, '2028-01', lastWorkDay)
        .get(1)
        ?.map(({ month }) => month);
    expect(months({})).toHaveLength(12);
    expect(months({ from: '2026-04-02' })?.[0]).toBe('2026-05');
    expect(months({ takenBack: '2026-06-30' })).toEqual(['2026-04', '2026-05']);
    expect(months({}, '2026-06-30')).toEqual(['2026-04', '2026-05', '2026-06']);
    expect(months({}, '2026-06-29')).toEqual(['2026-04', '2026-05']);
  });

  it('leaves to a tool’s own decision what is that tool’s, in pace and in spend', () => {
    const seat = decision({ pace: [...on('Claude', 200), ...on('Cursor', 100)] });
    const tool = decision({ id: 2, kind: 'end', tool: 'cursor', pace: on('Cursor', 100) });
    const both = savedMonths([seat, tool], () => on('Claude', 150), '2026-04', null);
    expect(both.get(1)).toEqual([{ month: '2026-04', actual: usd(150), saved: usd(50) }]);
    expect(both.get(2)).toEqual([{ month: '2026-04', actual: 0n, saved: usd(100) }]);
    const back = savedMonths(
      [seat, { ...tool, takenBack: '2026-04-01' }],
      () => on('Claude', 150),
      '2026-04',
      null,
    );
    expect(back.get(1)?.[0]?.saved).toBe(usd(150));
  });

  it('is nothing of a keep, a talk, or a licence handed on, which the trim does not claim either', () => {
    const trim = decision({ pace: [...on('Claude', 200), ...on('Cursor', 100)] });
    const talk = decision({ id: 2, kind: 'talk', from: '2026-04-01', pace: on('Claude', 1) });
    const given = decision({
      id: 3,
      kind: 'end',
      tool: 'Cursor',
      pace: on('Cursor', 100),
      isHandedOn: true,
    });
    const found = savedMonths([trim, talk, given], () => on('Claude', 150), '2026-04', null);
    expect([1, 2, 3].map((id) => sum(found.get(id)))).toEqual([usd(50), 0n, 0n]);
  });

  it('can be negative', () => {
    const found = savedMonths([decision({})], () => on('Claude', 400), '2026-04', null);
    expect(sum(found.get(1))).toBe(usd(-100));
  });

  it('is never claimed twice: all together are what the earliest pace is above what was spent', () => {
    const tools = ['', 'Claude', 'Cursor'];
    const parts = fc.array(
      fc.record({ tool: fc.constantFrom(...tools), micro: fc.bigInt(-(10n ** 9n), 10n ** 11n) }),
      { maxLength: 4 },
    );
    const anyDecision = fc.record({
      kind: fc.constantFrom(...DECISION_KINDS),
      tool: fc.constantFrom(null, 'Claude', 'CURSOR'),
      from: fc.integer({ min: 0, max: 20 }).map((at) => firstDay(addMonths('2026-01', at))),
      pace: parts,
      takenBack: fc.constantFrom(null, null, '2026-09-12'),
    });
    fc.assert(
      fc.property(fc.array(anyDecision, { maxLength: 8 }), parts, (said, spentParts) => {
        const list = said.map((one, id) => decision({ ...one, id }));
        const saved = savedMonths(list, () => spentParts, '2027-12', null);
        for (const month of ['2026-08', '2027-01', '2027-12']) {
          const inForce = list.filter(
            (one) =>
              one.kind !== 'keep' &&
              one.kind !== 'talk' &&
              saved.get(one.id)?.some((row) => row.month === month),
          );
          const apart = inForce.flatMap(({ tool }) => (tool === null ? [] : [tool]));
          const first = (tool: string | null): bigint => {
            const chain = inForce
              .filter((one) => one.tool === tool)
              .sort((a, b) => (a.from === b.from ? a.id - b.id : a.from < b.from ? -1 : 1));
            const without = tool === null ? apart : [];
            return chain[0] === undefined
              ? 0n
              : spendIn(chain[0].pace, tool, without) - spendIn(spentParts, tool, without);
          };
          const claimed = list.reduce(
            (total, { id }) => total + sum(saved.get(id)?.filter((row) => row.month === month)),
            0n,
          );
          expect(claimed).toBe(first(null) + first('Claude') + first('CURSOR'));
        }
      }),
    );
  });
});

describe('what is refused', () => {
  const said = {
    kind: 'trim',
    toMicro: usd(120),
    from: '2026-04-01',
    tool: null,
    why: 'x',
  } as const;
  const code = (
    more: Partial<Parameters<typeof decisionRefusal>[0]>,
    pace: bigint | null = usd(300),
  ) =>
    decisionRefusal({ ...said, ...more }, pace, [
      { from: '2026-03-01', tool: null, takenBack: null },
    ])?.code ?? null;

  it('is a decision without a reason, a pace, or in the wrong direction', () => {
    expect(code({})).toBeNull();
    expect(code({ why: ' ' })).toBe('why_missing');
    expect(code({}, null)).toBe('no_pace');
    expect(code({ kind: 'talk', toMicro: null }, null)).toBeNull();
    expect(code({ toMicro: usd(301) })).toBe('trim_above_pace');
    expect(code({ kind: 'raise', toMicro: usd(299) })).toBe('raise_below_pace');
  });

  it('is a second one on the same for the same day, unless the first was taken back', () => {
    expect(code({ from: '2026-03-01' })).toBe('decision_same_day');
    expect(code({ from: '2026-03-01', tool: 'Claude' })).toBeNull();
    const back = [{ from: '2026-03-01', tool: null, takenBack: '2026-03-02' }];
    expect(decisionRefusal({ ...said, from: '2026-03-01' }, usd(300), back)).toBeNull();
  });
});

describe('the follow-up', () => {
  const input = (y1: number, more: Partial<FollowUpInput> = {}): FollowUpInput => ({
    after: 3,
    counts: { y0: 60, t0: 6, y1, t1: 3, phi: 1.5 },
    isLogged: true,
    controls: null,
    omega2: 0,
    isRaise: false,
    extraSpend: 0,
    saved: 540,
    valuation: { by: 'loaded-cost', monthly: 8000 },
    requiredReturn: 1,
    ...more,
  });

  it('says whether output held, as worked out by hand', () => {
    const told = [36, 29, 15].map((y1) => followUp(input(y1)));
    expect(told.map(({ p }) => p?.toFixed(5))).toEqual(['0.85378', '0.61979', '0.08327']);
    expect(told.map(({ word }) => word)).toEqual(['held', "can't tell", 'fell']);
    expect(told.map(({ suggest }) => suggest)).toEqual(['confirm', 'wait', 'take back']);
  });

  it('takes back only what costs more than it saved, and after half a year no longer waits', () => {
    expect(followUp(input(15, { saved: 1e6 })).suggest).toBe('talk');
    expect(followUp(input(15, { valuation: null })).suggest).toBe('talk');
    expect(followUp(input(29, { after: 6 })).suggest).toBe('cannot be told at this size');
  });

  it('has no data where too little lies before, or nothing was logged since', () => {
    const counts = { y0: 60, t0: 6, y1: 0, t1: 3, phi: 1.5 };
    expect(followUp(input(0, { counts: { ...counts, t0: 1.9 } })).word).toBe('no data');
    expect(followUp(input(0, { counts: { ...counts, y0: 4.9 } })).word).toBe('no data');
    expect(followUp(input(0, { isLogged: false })).word).toBe('no data');
    expect(followUp(input(0)).word).toBe('fell');
  });

  it('asks of a raise whether the gain is worth the extra spend', () => {
    const raise = (y1: number, extraSpend: number) =>
      followUp(input(y1, { isRaise: true, extraSpend, saved: -extraSpend }));
    expect(raise(60, 600).word).toBe('paid');
    expect(raise(20, 600)).toMatchObject({ word: 'not paid', suggest: 'take back' });
    expect(raise(30, -1e6).p).toBeCloseTo(1, 9);
    expect(followUp(input(30, { isRaise: true, valuation: null })).word).toBe('no data');
  });

  it('is less sure where levels move, and where everybody changed as much it held', () => {
    const alone = followUp(input(20));
    expect(followUp(input(20, { omega2: 0.09 })).p).toBeGreaterThan(alone.p ?? 1);
    const season = { y0: 120, t0: 12, y1: 20, t1: 3, phi: 1.5, people: 4 };
    expect(followUp(input(20, { controls: season })).p).toBeGreaterThan(0.6);
  });

  it('goes from lower to higher chances as more was done', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 80 }),
        fc.double({ min: 0, max: 0.64, noNaN: true }),
        (y1, omega2) => {
          const less = followUp(input(y1, { omega2 })).p ?? 0;
          expect(followUp(input(y1 + 5, { omega2 })).p).toBeGreaterThanOrEqual(less - 1e-9);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the months before a decision', () => {
  const worker = (firstChargeDay: string | null) => ({
    id: 1,
    key: 'li',
    role: null,
    startDay: null,
    endDay: null,
    firstChargeDay,
    output: new Map([
      [
        '2024-01',
        { units: 1, unitsByWeight: 1, items: 1, logged: 1, reopened: 0, feltMinutes: null },
      ],
    ]),
  });
  const names = (since: string | null, from: string) =>
    monthsBefore(worker(since), from).map(({ month }) => month);

  it('are whole ones of the seat, without the last three where six remain, at most twelve', () => {
    expect(names('2026-01-10', '2026-06-15')).toEqual(['2026-02', '2026-03', '2026-04', '2026-05']);
    expect(names('2025-07-01', '2026-04-01')).toEqual([
      '2025-07',
      '2025-08',
      '2025-09',
      '2025-10',
      '2025-11',
      '2025-12',
    ]);
    expect(names('2025-08-01', '2026-04-01')).toHaveLength(8);
    expect(names('2024-01-01', '2026-04-01')).toHaveLength(12);
    expect(names('2024-01-01', '2026-04-01').at(-1)).toBe('2025-12');
    expect(names(null, '2026-04-01')).toEqual([]);
  });
});
