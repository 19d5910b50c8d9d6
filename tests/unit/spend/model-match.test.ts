import { describe, expect, it } from 'vitest';
import { modelMatch } from '../../../src/core/spend/model-match.ts';
import { priceUsage, readPrice } from '../../../src/core/spend/pricing.ts';

const usd = (amount: number): bigint => BigInt(Math.round(amount * 1e6));
const price = (name: string, input: string, output: string, cacheRead: string | null) => {
  const found = readPrice({
    model: name,
    provider: '',
    class: 'flagship',
    from: null,
    input,
    output,
    cacheRead,
    cacheWrite5m: null,
    cacheWrite1h: null,
  });
  if (!found) throw new Error('no price');
  return found;
};
const BIG = price('big', '5', '25', '0.5');
const MID = price('mid', '3', '15', null);

const day = (cacheReadTokens: number, chargedMicro: bigint, requests = 1000) => {
  const tokens = {
    inputTokens: 1_000_000,
    outputTokens: 200_000,
    cacheReadTokens,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
  };
  return {
    ...tokens,
    requests,
    chargedMicro,
    apiMicro: priceUsage(tokens, BIG).micro,
    lowerMicro: priceUsage(tokens, MID).micro,
  };
};

describe('a model against the next one down', () => {
  it('is what the same tokens cost there, as worked out by hand', () => {
    const found = modelMatch([day(0, usd(8))]);
    expect([found.apiMicro, found.lowerMicro]).toEqual([usd(10), usd(6)]);
    expect(found.breakEven?.toFixed(3)).toBe('1.667');
    expect(found.movable).toEqual({
      days: 1,
      requests: 1000,
      savesMicro: usd(3.2),
      savesApiMicro: usd(4),
    });
  });

  it('saves nothing where the lower model’s cache price is dearer', () => {
    const found = modelMatch([day(2_000_000, usd(8), 2000)]);
    expect([found.apiMicro, found.lowerMicro]).toEqual([usd(11), usd(12)]);
    expect(found.breakEven?.toFixed(3)).toBe('0.917');
    expect(found.movable.savesMicro).toBe(0n);
    expect(priceUsage(day(2_000_000, 0n), MID).fallbacks).toEqual(['cache-read']);
  });

  it('saves API value, no money, of covered use, and tells nothing of size without requests', () => {
    const covered = modelMatch([day(0, 0n)]).movable;
    expect([covered.savesMicro, covered.savesApiMicro]).toEqual([0n, usd(4)]);
    expect(modelMatch([day(0, usd(8), 0)])).toMatchObject({
      meanIn: null,
      movable: { days: 0, savesMicro: 0n },
    });
  });

  it('works out what short days save day by day', () => {
    const long = { ...day(0, usd(8)), requests: 10 };
    const found = modelMatch([day(0, usd(8)), long]);
    expect(found.movable).toMatchObject({ days: 1, savesMicro: usd(3.2) });
    expect(found.meanOut).toBeCloseTo(400_000 / 1010, 9);
  });
});
