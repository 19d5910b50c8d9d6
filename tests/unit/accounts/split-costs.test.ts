import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCosts, type UseShare } from '../../../src/core/accounts/split-costs.ts';
import type { ChargeRow } from '../../../src/core/spend/rows.ts';

const charge = (changes: Partial<ChargeRow>): ChargeRow => ({
  kind: 'charge',
  line: 1,
  source: 'cost-report',
  day: '2026-11-03',
  amountMicro: 100n,
  grossMicro: null,
  currency: 'USD',
  identity: null,
  tool: 'Claude API',
  model: 'sonnet',
  project: null,
  description: null,
  reference: null,
  nativeId: null,
  ...changes,
});
const use = (identity: string, weight: bigint, changes: Partial<UseShare> = {}): UseShare => ({
  day: '2026-11-03',
  identity,
  model: 'sonnet',
  project: null,
  weight,
  ...changes,
});
const parts = (charges: readonly ChargeRow[]) =>
  charges.map(({ identity, amountMicro }) => [identity, amountMicro]);

describe('costs that name nobody', () => {
  it('go to who used the same model and project on that day, in proportion', () => {
    const shares = [
      use('li', 3n),
      use('wei', 1n),
      use('li', 9n, { day: '2026-11-04' }),
      use('bo', 9n, { model: 'haiku' }),
    ];
    expect(parts(splitCosts([charge({})], shares))).toEqual([
      ['li', 75n],
      ['wei', 25n],
    ]);
  });

  it('go to the same model in other projects where the project alone tells nothing', () => {
    const shares = [use('li', 1n, { project: 'a' }), use('wei', 1n, { project: 'b' })];
    expect(parts(splitCosts([charge({ project: 'c' })], shares))).toEqual([
      ['li', 50n],
      ['wei', 50n],
    ]);
    expect(parts(splitCosts([charge({ project: 'a' })], shares))).toEqual([['li', 100n]]);
  });

  it('go by project where they name no model', () => {
    const shares = [
      use('li', 1n, { project: 'a' }),
      use('wei', 1n, { project: 'b', model: 'haiku' }),
    ];
    expect(parts(splitCosts([charge({ model: null, project: 'b' })], shares))).toEqual([
      ['wei', 100n],
    ]);
  });

  it('stay unassigned where nobody used the like, and stay with whom they name', () => {
    const left = charge({ model: 'opus' });
    const named = charge({ identity: 'bo' });
    expect(splitCosts([left, named], [use('li', 1n)])).toEqual([left, named]);
  });

  it('always add up to what was charged, to the micro', () => {
    const share = fc.record({
      identity: fc.constantFrom('a', 'b', 'c', 'd'),
      model: fc.constantFrom('x', 'y', null),
      project: fc.constantFrom('p', 'q', null),
      weight: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    });
    const cost = fc.record({
      model: fc.constantFrom('x', 'y', 'z', null),
      project: fc.constantFrom('p', 'q', null),
      amountMicro: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    });
    fc.assert(
      fc.property(fc.array(cost), fc.array(share), (costs, shares) => {
        const charges = costs.map((one) => charge({ ...one, grossMicro: one.amountMicro * 2n }));
        const split = splitCosts(
          charges,
          shares.map((one) => use(one.identity, one.weight, one)),
        );
        const total = (rows: readonly ChargeRow[], of: (row: ChargeRow) => bigint): bigint =>
          rows.reduce((sum, row) => sum + of(row), 0n);
        expect(total(split, (row) => row.amountMicro)).toBe(
          total(charges, (row) => row.amountMicro),
        );
        expect(total(split, (row) => row.grossMicro ?? 0n)).toBe(
          total(charges, (row) => row.grossMicro ?? 0n),
        );
      }),
    );
  });
});
