import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allowancesOn } from '../../../src/core/allowances/allowances-on.ts';
import {
  checkSlice,
  type Pool,
  type PoolSlice,
  poolOn,
  topUpDraw,
} from '../../../src/core/allowances/pool.ts';
import { asked, li, lineOf, topUp, units } from './made-company.ts';

const wang = { ...li, id: 'wang', name: 'Wang', role: 'designer' };
const people = [li, wang];
const { scope: _scope, approver: _approver, limit: _limit, ...about } = lineOf(null);
const pool: Pool = {
  ...about,
  id: 'pool',
  team: 'web',
  cadence: 'month',
  limit: { unit: 'money', amount: units(500), currency: 'USD' },
};

const slice = (
  amount: number,
  holder: PoolSlice['holder'],
  more: Partial<PoolSlice> = {},
): PoolSlice => ({
  id: `${amount}`,
  poolId: 'pool',
  holder,
  amount: units(amount),
  from: '2026-01-01',
  to: null,
  at: '2026-01-01',
  by: 'manager',
  why: 'role',
  ...more,
});
const toLi = { kind: 'person', person: 'li' } as const;
const toWang = { kind: 'person', person: 'wang' } as const;
const toEngineers = { kind: 'role', role: 'engineer' } as const;

describe('a pool', () => {
  test('its rest is the limit without slices and what top-ups drew', () => {
    const moves = [topUp(80, '2026-06-05', { pool: { team: 'web', amount: units(60) } })];
    const slices = [slice(200, toLi), slice(150, toWang)];
    expect(poolOn('2026-06-10', pool, slices, moves, people, 'monday')).toMatchObject({
      sliced: units(350),
      toppedUp: units(60),
      rest: units(90),
    });
    expect(poolOn('2026-07-10', pool, slices, moves, people, 'monday').rest).toBe(units(150));
  });

  test('a permanent top-up draws on it in every month from then on', () => {
    const moves = [
      topUp(60, '2026-06-05', { isPermanent: true, pool: { team: 'web', amount: units(60) } }),
    ];
    const rest = (day: string) => poolOn(day, pool, [], moves, people, 'monday').rest;
    expect([rest('2026-05-10'), rest('2026-06-10'), rest('2026-09-10')]).toEqual(
      [500, 440, 440].map(units),
    );
  });

  test('a slice for a role reaches everyone of it in the team, and a slice of one’s own goes before it', () => {
    const slices = [slice(200, toLi, { from: '2025-12-01' }), slice(90, toEngineers)];
    const chen = { ...li, id: 'chen', name: 'Chen' };
    const elsewhere = { ...chen, id: 'zoe', team: 'sales' };
    const state = poolOn('2026-06-10', pool, slices, [], [chen, li, wang, elsewhere], 'monday');
    expect(state.slices.map(({ person, amount }) => [person.id, amount])).toEqual([
      ['chen', units(90)],
      ['li', units(200)],
    ]);
  });

  test('a slice stands in the place of the company’s limit and says so', () => {
    const [answer] = allowancesOn(
      asked({ lines: [lineOf(100)], pools: [pool], slices: [slice(220, toEngineers)] }),
    );
    expect(answer?.limit).toBe(units(220));
    expect(answer?.entries).toMatchObject([{ kind: 'slice', amount: units(220), by: 'manager' }]);
  });

  test('a slice that does not fit is refused with what is left', () => {
    const given = [slice(400, toLi)];
    const check = (amount: number, holder: PoolSlice['holder'], more = {}) =>
      checkSlice(slice(amount, holder, more), pool, given, [], people, 'monday');
    expect(check(100, toWang)).toBeNull();
    expect(check(101, toWang)).toMatchObject({
      code: 'slices_exceed_pool',
      details: { rest: String(units(100)), over: String(units(1)) },
    });
    expect(check(450, toLi, { from: '2026-02-01' })).toBeNull();
    expect(check(-1, toWang)?.code).toBe('slice_negative');
  });

  test('a slice is also refused where it would not fit beside one that begins later', () => {
    const given = [slice(400, toLi, { from: '2026-08-01' })];
    const check = (to: string | null) =>
      checkSlice(slice(200, toWang, { to }), pool, given, [], people, 'monday');
    expect(check(null)).toMatchObject({ details: { day: '2026-08-01' } });
    expect(check('2026-07-31')).toBeNull();
  });

  test('slices that passed never add up to more than the pool', () => {
    const holder = fc.constantFrom(toLi, toWang, toEngineers);
    const months = fc.integer({ min: 1, max: 9 }).map((month) => `2026-0${month}-01`);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), holder, months), { maxLength: 8 }),
        (drawn) => {
          const given: PoolSlice[] = [];
          for (const [amount, to, from] of drawn) {
            const next = slice(amount, to, { from, id: `${given.length}` });
            if (checkSlice(next, pool, given, [], people, 'monday') === null) given.push(next);
          }
          for (let month = 1; month <= 9; month += 1) {
            const state = poolOn(`2026-0${month}-20`, pool, given, [], people, 'monday');
            expect(state.rest >= 0n).toBe(true);
          }
        },
      ),
    );
  });
});

describe('a top-up', () => {
  test('draws on the pool first, and only the owner goes beyond it', () => {
    expect(topUpDraw(50n, 80n, 'manager', 'owner')).toEqual({ fromPool: 50n, beyond: 0n });
    expect(topUpDraw(100n, 80n, 'owner', 'owner')).toEqual({ fromPool: 80n, beyond: 20n });
    expect(topUpDraw(100n, 80n, 'manager', 'manager')).toMatchObject({
      code: 'top_up_beyond_pool',
      details: { beyond: '20' },
    });
  });

  test('without a pool the line says whether the manager may approve', () => {
    expect(topUpDraw(5n, null, 'manager', 'manager')).toEqual({ fromPool: 0n, beyond: 5n });
    expect(topUpDraw(5n, null, 'manager', 'owner')).toMatchObject({ code: 'top_up_beyond_pool' });
    expect(topUpDraw(0n, 5n, 'owner', 'owner')).toMatchObject({ code: 'top_up_not_positive' });
  });
});
