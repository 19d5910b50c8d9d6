import fc from 'fast-check';
import { expect, it } from 'vitest';
import list from '../../../resources/prices.json' with { type: 'json' };
import { PLAIN_TIER, priceTier, readTier, tierText } from '../../../src/core/spend/price-tier.ts';
import { type ListedPrice, priceUsage, readPrice } from '../../../src/core/spend/pricing.ts';
import {
  type AskedUsage,
  type SearchRule,
  TierPrices,
  type TierRule,
} from '../../../src/core/spend/tier-prices.ts';

const rules = list.tiers as readonly TierRule[];
const searches = list.searches as readonly SearchRule[];

function listed(model: string): ListedPrice {
  const found = list.prices.find((one) => one.model === model);
  if (!found) throw new Error(`no price of ${model}`);
  return found as ListedPrice;
}

const used: AskedUsage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  requests: 0,
  searches: 0,
  tier: PLAIN_TIER,
  settled: null,
};

function priced(model: string, changes: Partial<AskedUsage>, isOwn = false) {
  const one = listed(model);
  const price = readPrice(one);
  if (!price) throw new Error('no price');
  const tiers = new TierPrices(model, one.provider, rules, searches);
  return tiers.price({ ...used, ...changes }, price, isOwn);
}
const million = { inputTokens: 1_000_000, outputTokens: 1_000_000 };

it.each([
  ['claude-opus-4-7', { speed: 'fast' }, 180_000_000n],
  ['claude-opus-4-8', { speed: 'fast' }, 60_000_000n],
  ['claude-opus-4-7-20260416', { serviceTier: 'batch', speed: 'fast' }, 90_000_000n],
  ['claude-sonnet-4-6', { geo: 'US' }, 19_800_000n],
  ['claude-sonnet-4-5', { context: '> 200k' }, 28_500_000n],
  ['claude-sonnet-4-6', { context: '> 200k' }, 18_000_000n],
  ['gpt-5.5', { serviceTier: 'priority' }, 87_500_000n],
  ['gpt-5.5', { serviceTier: 'fast' }, 87_500_000n],
  ['gpt-5.4', { context: '> 272k' }, 27_500_000n],
  ['gemini-2.5-pro', { context: 'long', serviceTier: 'batch' }, 8_750_000n],
])('%s asked for as %o has the price of its tier', (model, stated, micro) => {
  const tier = priceTier(stated);
  expect(priced(model, { ...million, tier })).toEqual({
    micro,
    missing: null,
    isLengthUnstated: false,
  });
});

it.each([
  ['claude-fable-5', { speed: 'fast' }, 'speed'],
  ['claude-haiku-4-5', { speed: 'turbo' }, 'speed'],
  ['claude-opus-4-6', { serviceTier: 'priority' }, 'serviceTier'],
  ['gpt-5-mini', { serviceTier: 'scale' }, 'serviceTier'],
  ['gpt-5.5', { serviceTier: 'priority', context: 'long' }, 'serviceTier'],
  ['claude-opus-4-5', { geo: 'us' }, 'geo'],
  ['claude-opus-4-5', { context: '> 200k' }, 'context'],
  ['claude-sonnet-4-5', { context: 'huge' }, 'context'],
  ['gemini-2.5-pro', { serviceTier: 'priority' }, 'serviceTier'],
])('%s asked for as %o waits: no price of that tier is known', (model, stated, missing) => {
  expect(priced(model, { ...million, tier: priceTier(stated) })).toEqual({
    micro: null,
    missing,
    isLengthUnstated: false,
  });
});

it('a sum that does not state its length is priced as short and says so, unless its mean is long', () => {
  const sum = { inputTokens: 700_000, cacheReadTokens: 100_000, cacheWriteTokens: 100_000 };
  const of = (requests: number) => priced('claude-sonnet-4-5', { ...sum, requests });
  expect(of(12)).toMatchObject({ missing: null, isLengthUnstated: true });
  expect(of(0)).toMatchObject({ missing: null, isLengthUnstated: true });
  expect(of(4)).toMatchObject({ micro: null, missing: 'length' });
  expect(priced('claude-sonnet-4-5', { inputTokens: 200_000 })).toMatchObject({
    micro: 600_000n,
    isLengthUnstated: false,
  });
  expect(priced('claude-haiku-4-5', { ...sum, requests: 1 })).toMatchObject({
    missing: null,
    isLengthUnstated: false,
  });
});

it('what a person settled, and a price of their own, stand for rows that do not state their length', () => {
  const sum = { inputTokens: 900_000, requests: 3 };
  expect(priced('claude-sonnet-4-5', { ...sum, settled: 'long' }).micro).toBe(5_400_000n);
  expect(priced('claude-sonnet-4-5', { ...sum, settled: 'short' }).micro).toBe(2_700_000n);
  expect(priced('claude-sonnet-4-5', sum, true).micro).toBe(2_700_000n);
});

it('searches are priced apart from tokens, and wait where their price is not known', () => {
  expect(priced('claude-opus-4-6', { searches: 7 }).micro).toBe(70_000n);
  const batch = priceTier({ isBatch: true });
  expect(priced('claude-opus-4-6', { searches: 7, tier: batch }).micro).toBe(70_000n);
  expect(priced('gpt-5.2', { searches: 3 }).micro).toBe(30_000n);
  expect(priced('gpt-4o', { searches: 3 })).toMatchObject({ missing: 'searches' });
  expect(priced('gemini-2.5-pro', { searches: 3 })).toMatchObject({ missing: 'searches' });
});

it('words for "as usual" make no tier, in any spelling', () => {
  expect(priceTier({ speed: 'Standard', serviceTier: 'default', geo: 'GLOBAL' })).toBe(PLAIN_TIER);
  expect(priceTier({ speed: '', serviceTier: null, geo: 'not_available' })).toBe(PLAIN_TIER);
  const short = ['≤ 200k', '<=200k', '<= 200K', '0-200k'].map((context) => priceTier({ context }));
  expect(new Set(short.map(tierText))).toEqual(new Set(['context=≤ 200k']));
  const long = ['> 200k', '>200K', '200k-1M'].map((context) => priceTier({ context }));
  expect(new Set(long.map(tierText))).toEqual(new Set(['context=> 200k']));
});

it('a tier is read back as it was written', () => {
  const word = fc.constantFrom(null, 'fast', 'batch', 'us', '> 200k', 'long', 'what=ever');
  fc.assert(
    fc.property(word, word, word, word, (speed, serviceTier, context, geo) => {
      const tier = { speed, serviceTier, context, geo };
      expect(readTier(tierText(tier))).toEqual(tier);
    }),
  );
});

it('a tiered price is the plain one times its factors to half a micro-unit, or there is none', () => {
  const count = fc.integer({ min: 0, max: 50_000_000 });
  const speed = fc.constantFrom(null, 'fast', 'turbo');
  const service = fc.constantFrom(null, 'batch', 'priority');
  const geo = fc.constantFrom(null, 'us', 'eu');
  fc.assert(
    fc.property(count, count, speed, service, geo, (input, output, fast, serviceTier, region) => {
      const counts = { inputTokens: input, outputTokens: output };
      const stated = { speed: fast, serviceTier, geo: region };
      const found = priced('claude-opus-4-7', { ...counts, tier: priceTier(stated) });
      const isKnown = fast !== 'turbo' && serviceTier !== 'priority' && region !== 'eu';
      expect(found.micro !== null).toBe(isKnown);
      const price = readPrice(listed('claude-opus-4-7'));
      if (found.micro === null || !price) return;
      const twenty = 20n * (fast ? 6n : 1n) * (serviceTier ? 1n : 2n) * (region ? 11n : 10n);
      const plain = priceUsage({ ...used, ...counts }, price).micro;
      const off = found.micro * 400n - plain * twenty;
      expect(off <= 200n && off >= -200n).toBe(true);
    }),
  );
});

it('the factors of a long context give the prices that the list has for it', () => {
  for (const one of list.prices) {
    if (one.above200k === null) continue;
    const plain = { input: Number(one.input), output: Number(one.output) };
    const rule = rules.find(
      ({ provider, field, models }) =>
        provider === one.provider &&
        field === 'context' &&
        models?.some((name) => one.model.startsWith(name)),
    );
    expect(plain.input * Number(rule?.input), one.model).toBe(Number(one.above200k.input));
    expect(plain.output * Number(rule?.output), one.model).toBe(Number(one.above200k.output));
  }
});
