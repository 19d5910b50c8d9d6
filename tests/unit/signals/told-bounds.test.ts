import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aboveBound } from '../../../src/core/signals/above-bound.ts';
import { dayBound } from '../../../src/core/signals/day-bound.ts';
import { reachedAmounts } from '../../../src/core/signals/reached-amount.ts';
import type { SpenderDay } from '../../../src/core/signals/signal-input.ts';
import { unusedSeats } from '../../../src/core/signals/unused-seat.ts';
import { usesNotSeen } from '../../../src/core/signals/use-not-seen.ts';
import { month, seat, units } from './made-month.ts';

const auto = {
  setting: 'auto',
  allowanceMonth: null,
  poolMonth: null,
  usualMonth: null,
  noteworthyMicro: units(10),
  currency: 'USD',
} as const;

const usual = (amount: number, months = 6) => ({ micro: units(amount), months });

describe('the bound of a day', () => {
  test('does not follow the one month before it, which may itself have been a runaway', () => {
    const bound = (amount: number, months: number) =>
      dayBound({ ...auto, usualMonth: usual(amount, months) })?.micro;
    expect(bound(500_000, 1)).toBe(units(30_000));
    expect(bound(250_000, 2)).toBe(units(30_000));
    expect(bound(29_000, 1)).toBe(units(29_000));
    expect(bound(500_000, 3)).toBe(units(500_000));
  });

  test('is the owner’s own, else a month of the allowance, the pool or the usual total, else 1,000', () => {
    expect(dayBound({ ...auto, setting: units(50), allowanceMonth: units(200) })).toEqual({
      micro: units(50),
      from: 'setting',
    });
    const all = { allowanceMonth: units(200), poolMonth: units(900), usualMonth: usual(4000) };
    expect(dayBound({ ...auto, ...all })).toEqual({ micro: units(200), from: 'allowance' });
    expect(dayBound({ ...auto, ...all, allowanceMonth: null })).toEqual({
      micro: units(900),
      from: 'pool',
    });
    expect(dayBound({ ...auto, usualMonth: usual(4000) })).toEqual({
      micro: units(4000),
      from: 'usual month',
    });
    expect(dayBound(auto)).toEqual({ micro: units(1000), from: 'default' });
    expect(dayBound({ ...auto, currency: 'JPY' })?.micro).toBe(units(100_000));
    expect(dayBound({ ...auto, setting: 'none', allowanceMonth: units(1) })).toBeNull();
  });

  test('a company that spends next to nothing is not asked about next to nothing', () => {
    expect(dayBound({ ...auto, usualMonth: usual(3) })?.micro).toBe(units(100));
    expect(dayBound({ ...auto, allowanceMonth: 0n })?.micro).toBe(units(10));
  });
});

describe('a day above its bound', () => {
  const bound = { micro: units(1000), from: 'default' } as const;
  const spent = (by: SpenderDay['by'], id: string, day: string, amount: number): SpenderDay => ({
    by,
    id,
    name: id,
    day,
    micro: units(amount),
    bound,
  });

  test('is asked about on a first day, of a person and of a key that nobody carries', () => {
    const spenderDays = [
      spent('person', 'li', '2026-06-03', 2_000_000),
      spent('key', 'OpenAI/sk-batch', '2026-06-04', 500_000),
    ];
    expect(aboveBound(month({ spenderDays }))).toMatchObject([
      {
        code: 'runaway',
        person: 'li',
        severity: 'high',
        evidence: { spend: { micro: units(2_000_000) }, ifItGoesOn: { micro: units(54_000_000) } },
      },
      { code: 'runaway', person: null, evidence: { who: { name: 'OpenAI/sk-batch' } } },
    ]);
  });

  test('is one question per spender, on its dearest day, with how many there were', () => {
    const spenderDays = [3, 4, 5].map((day) =>
      spent('person', 'li', `2026-06-0${day}`, 1000 * day),
    );
    expect(aboveBound(month({ spenderDays }))).toMatchObject([
      { evidence: { day: { day: '2026-06-05' }, daysAbove: { count: 3 } } },
    ]);
  });

  test('on a month’s last day, what follows is looked for beyond it', () => {
    const [signal] = aboveBound(
      month({ spenderDays: [spent('person', 'li', '2026-06-30', 2000)] }),
    );
    expect(signal?.evidence).toMatchObject({
      untilDay: { day: '2026-07-31' },
      ifItGoesOn: { micro: units(62_000) },
    });
  });

  test('an account is asked about only on days that no person or key explains', () => {
    const spenderDays = [
      spent('person', 'li', '2026-06-03', 5000),
      spent('account', 'OpenAI', '2026-06-03', 5100),
      spent('account', 'OpenAI', '2026-06-09', 1200),
    ];
    const signals = aboveBound(month({ spenderDays }));
    expect(signals.map(({ evidence }) => evidence['day'])).toEqual([
      { type: 'day', day: '2026-06-03' },
      { type: 'day', day: '2026-06-09' },
    ]);
  });

  test('nothing at or below a bound is ever asked about', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 20 }), (amounts) => {
        const spenderDays = amounts.map((amount, index) =>
          spent('person', 'li', `2026-06-${String(index + 1).padStart(2, '0')}`, amount),
        );
        expect(aboveBound(month({ spenderDays }))).toEqual([]);
      }),
    );
  });
});

describe('an allowance that only watches', () => {
  const key = { modelClass: 'all', cadence: 'month', unit: 'money', purse: 'spend' } as const;
  const watched = (used: number, ...amounts: number[]) => [
    {
      person: 'li',
      key,
      from: '2026-06-01',
      currency: 'USD',
      used: units(used),
      amounts: amounts.map(units),
    },
  ];

  test('tells the greatest amount that was passed', () => {
    expect(reachedAmounts(month({ watched: watched(120, 50, 100, 200) }))).toMatchObject([
      { code: 'amount-reached', evidence: { amount: { micro: units(100) } } },
    ]);
    expect(reachedAmounts(month({ watched: watched(49, 50) }))).toEqual([]);
  });
});

describe('licences', () => {
  test('that nothing tells about are one question for each tool', () => {
    const seats = [1, 2, 3].map((id) =>
      seat({ id: String(id), tool: id === 3 ? 'Notion AI' : 'Claude', isUseSeen: false }),
    );
    expect(usesNotSeen(month({ seats }))).toMatchObject([
      {
        evidence: {
          tool: { name: 'Claude' },
          licences: { count: 2 },
          monthly: { micro: units(40) },
        },
      },
      { evidence: { tool: { name: 'Notion AI' }, how: { word: 'export' } } },
    ]);
    expect(usesNotSeen(month({ seats: [seat({})] }))).toEqual([]);
  });

  test('one claimant is offered one of several that lie idle', () => {
    const seats = [1, 2, 3].map((id) => seat({ id: String(id), person: null }));
    const claimLines = [
      { person: 'ann', tool: 'Claude', day: '2026-06-02', micro: units(20), currency: 'USD' },
    ];
    const next = unusedSeats(month({ seats, claimLines })).map(({ evidence }) => evidence['next']);
    expect(next).toEqual([
      { type: 'word', word: 'give' },
      { type: 'word', word: 'end now' },
      { type: 'word', word: 'end now' },
    ]);
  });
});
