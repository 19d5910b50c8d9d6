import fc from 'fast-check';
import { expect, it } from 'vitest';
import list from '../../../resources/prices.json' with { type: 'json' };
import {
  type ListedPrice,
  priceInForce,
  priceUsage,
  readPrice,
} from '../../../src/core/spend/pricing.ts';

const listed: ListedPrice = {
  model: 'claude-sonnet-4-5',
  provider: 'anthropic',
  class: 'standard',
  from: null,
  input: '3',
  output: '15',
  cacheRead: '0.3',
  cacheWrite5m: '3.75',
  cacheWrite1h: '6',
};
const read = (changes: Partial<ListedPrice> = {}) => {
  const price = readPrice({ ...listed, ...changes });
  if (price === null) throw new Error('no price');
  return price;
};
const none = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
};

it('a dollar per million tokens is a micro-dollar per token', () => {
  expect(priceUsage({ ...none, inputTokens: 1_000_000 }, read()).micro).toBe(3_000_000n);
});

it('each kind has its price, and of the writes the 1-hour ones theirs', () => {
  const tokens = {
    inputTokens: 100,
    outputTokens: 10,
    cacheReadTokens: 1000,
    cacheWriteTokens: 70,
    cacheWrite1hTokens: 30,
  };
  expect(priceUsage(tokens, read())).toEqual({
    micro: 300n + 150n + 300n + 150n + 180n,
    fallbacks: [],
  });
});

it('the sum is rounded once, half-even', () => {
  const price = read({ input: '0.5', output: '0.5' });
  expect(priceUsage({ ...none, inputTokens: 1 }, price).micro).toBe(0n);
  expect(priceUsage({ ...none, inputTokens: 3 }, price).micro).toBe(2n);
  expect(priceUsage({ ...none, inputTokens: 1, outputTokens: 1 }, price).micro).toBe(1n);
});

it('a missing cache price falls back to the input price, for an hour to twice of it, and says so', () => {
  const price = read({ cacheRead: null, cacheWrite1h: null });
  const tokens = { ...none, cacheReadTokens: 10, cacheWriteTokens: 20, cacheWrite1hTokens: 20 };
  expect(priceUsage(tokens, price)).toEqual({
    micro: 30n + 120n,
    fallbacks: ['cache-read', 'cache-write'],
  });
});

it('a price that is missing for tokens that were not used is no fallback', () => {
  const price = read({ cacheRead: null, cacheWrite5m: null, cacheWrite1h: null });
  expect(priceUsage({ ...none, inputTokens: 5 }, price).fallbacks).toEqual([]);
  const written = { ...none, cacheWriteTokens: 5, cacheWrite1hTokens: 5 };
  expect(priceUsage(written, read({ cacheWrite5m: null })).fallbacks).toEqual([]);
});

it('prices are exact however many tokens there are', () => {
  const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(count, count, (input, output) => {
      const price = read({ input: '1.25', output: '0.0375' });
      const exact = BigInt(input) * 12_500n + BigInt(output) * 375n;
      const { micro } = priceUsage({ ...none, inputTokens: input, outputTokens: output }, price);
      const twice = (micro * 10_000n - exact) * 2n;
      expect(twice <= 10_000n && twice >= -10_000n).toBe(true);
    }),
  );
});

it('of a model the price that began last holds, and the owner wins on the same day', () => {
  const prices = [
    read(),
    read({ from: '2026-06-01', input: '2' }),
    read({ from: '2026-06-01', input: '1' }),
    read({ from: '2026-07-01', input: '9' }),
    read({ model: 'other', from: '2026-06-10', input: '8' }),
  ];
  const on = (day: string) => priceInForce(prices, 'claude-sonnet-4-5', day)?.input.digits;
  expect([on('2026-05-31'), on('2026-06-01'), on('2026-06-30'), on('2026-07-01')]).toEqual([
    3n,
    1n,
    1n,
    9n,
  ]);
  expect(
    priceInForce([read({ from: '2026-06-01' })], 'claude-sonnet-4-5', '2026-05-31'),
  ).toBeNull();
});

it('what is no price is refused', () => {
  expect(readPrice({ ...listed, input: 'free' })).toBeNull();
  expect(readPrice({ ...listed, cacheRead: '-1' })).toBeNull();
});

it('the shipped list has a readable price for every model, and each model once from a day', () => {
  for (const price of list.prices)
    expect(readPrice(price as ListedPrice), price.model).not.toBeNull();
  const lines = new Set(list.prices.map(({ model, from }) => `${model} ${from}`));
  expect(lines.size).toBe(list.prices.length);
});
