import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitByProject, togetherByMonth } from '../../../src/core/spend/log-projects.ts';
import type { SpendCell } from '../../../src/core/spend/spend-cells.ts';

const cell = (more: Partial<SpendCell>): SpendCell => ({
  month: '2026-06',
  day: '2026-06-03',
  source: 'usage',
  identityId: 1,
  personId: null,
  carrierId: 7,
  identity: 'otto',
  account: 'Anthropic',
  tool: 'Claude API',
  model: 'm',
  project: null,
  currency: 'USD',
  amountMicro: 0n,
  baseMicro: 0n,
  listMicro: null,
  unpriced: 0,
  waiting: 0,
  waitingMicro: 0n,
  cause: null,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  requests: 0,
  ...more,
});

const count = fc.integer({ min: 0, max: 5000 });
const amount = fc.bigInt({ min: -5000n, max: 5_000_000n });
const used = fc.record({
  day: fc.constantFrom('2026-06-03', '2026-06-04'),
  model: fc.constantFrom('m', 'M', 'other'),
  inputTokens: count,
  outputTokens: count,
  cacheReadTokens: count,
  requests: count,
});
const told = fc.record({
  more: used,
  amountMicro: amount,
  listMicro: fc.option(fc.bigInt({ min: 0n, max: 5_000_000n })),
  source: fc.constantFrom('usage' as const, 'cost-report' as const),
});
const logged = fc.record({
  more: used,
  project: fc.constantFrom('quay', 'mole', null),
  listMicro: fc.option(fc.bigInt({ min: 0n, max: 5_000_000n })),
});
const named = (model: string | null): string => (model ?? '').toLowerCase();

test('parts add up to their cell, to the micro and to the token, whatever the logs say', () => {
  fc.assert(
    fc.property(
      fc.array(told, { maxLength: 6 }),
      fc.array(logged, { maxLength: 6 }),
      (tells, logs) => {
        const cells = tells.map(({ more, amountMicro, listMicro, source }) =>
          cell({ ...more, amountMicro, baseMicro: amountMicro, listMicro, source }),
        );
        const logCells = logs.map(({ more, ...one }) => cell({ ...more, ...one, account: null }));
        for (const parts of [
          splitByProject(cells, logCells, named),
          togetherByMonth(splitByProject(cells, logCells, named)),
        ]) {
          const sum = (all: readonly SpendCell[]) => [
            all.reduce((total, one) => total + one.baseMicro, 0n),
            all.reduce((total, one) => total + (one.listMicro ?? 0n), 0n),
            all.reduce((total, one) => total + one.inputTokens, 0),
            all.reduce((total, one) => total + one.outputTokens, 0),
            all.reduce((total, one) => total + one.cacheReadTokens, 0),
            all.reduce((total, one) => total + one.requests, 0),
          ];
          expect(sum(parts)).toEqual(sum(cells));
        }
      },
    ),
  );
});

test('a project that the account itself states stays', () => {
  const own = cell({ project: 'workspace', inputTokens: 10 });
  const log = cell({ account: null, project: 'quay', inputTokens: 10 });
  expect(splitByProject([own], [log], named)).toEqual([own]);
});
