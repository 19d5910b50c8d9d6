import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movableSaving } from '../../../src/core/spend/movable-work.ts';
import {
  MONEY_CODES,
  MONEY_GROUPS,
  type MoneySeat,
  whatMoneyDid,
} from '../../../src/core/spend/what-money-did.ts';

const usd = (amount: number): bigint => BigInt(Math.round(amount * 1e6));
const seat = (amount: number, more: Partial<MoneySeat>): MoneySeat => ({
  micro: usd(amount),
  shortWorkMicro: 0n,
  verdict: 'justified',
  lean: null,
  p: 0.9,
  excessMicro: null,
  ...more,
});
const inUnits = (parts: ReturnType<typeof whatMoneyDid>) =>
  Object.fromEntries(parts.map(({ code, micro }) => [code, Number(micro) / 1e6]));

describe('what a month’s money did', () => {
  it('each part stands once, in its order, and comes to what was worked out by hand', () => {
    const parts = whatMoneyDid({
      unusedLicences: [usd(39)],
      unassignedMicro: usd(61),
      seats: [
        seat(300, { shortWorkMicro: usd(40) }),
        seat(400, { verdict: 'not justified', p: 0.1, excessMicro: usd(280) }),
        seat(150, { verdict: 'undecided', lean: null, p: 0.62 }),
        seat(50, { verdict: 'no data', p: null }),
      ],
    });
    expect(parts.map(({ code }) => code)).toEqual(MONEY_CODES);
    expect(parts.map(({ micro }) => Number(micro) / 1e6)).toEqual([
      39, 61, 40, 260, 150, 0, 50, 0, 280, 120,
    ]);
    expect(parts.find(({ code }) => code === 'above-what-pays')?.seats).toBe(1);
  });

  it('a lean goes before the chance, and without one half a chance keeps', () => {
    const only = (more: Partial<MoneySeat>) =>
      inUnits(
        whatMoneyDid({
          unusedLicences: [],
          unassignedMicro: 0n,
          seats: [seat(10, { verdict: 'undecided', ...more })],
        }),
      );
    expect(only({ lean: 'drop', p: 0.7 })['undecided-drop']).toBe(10);
    expect(only({ lean: 'keep', p: 0.3 })['undecided-keep']).toBe(10);
    expect(only({ p: 0.5 })['undecided-keep']).toBe(10);
    expect(only({ p: 0.49 })['undecided-drop']).toBe(10);
    expect(only({ p: null })['undecided-drop']).toBe(10);
  });

  it('short work and excess take no more than the seat has, and nothing of money that came back', () => {
    const parts = inUnits(
      whatMoneyDid({
        unusedLicences: [],
        unassignedMicro: 0n,
        seats: [
          seat(30, { shortWorkMicro: usd(50) }),
          seat(20, { verdict: 'not justified', excessMicro: usd(90) }),
          seat(-15, { verdict: 'not justified', shortWorkMicro: usd(5), excessMicro: usd(5) }),
        ],
      }),
    );
    expect(parts).toMatchObject({
      'short-work': 30,
      justified: 0,
      'above-what-pays': 20,
      'still-pays': -15,
    });
  });

  it('the parts always add up to the total, to the micro', () => {
    const money = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
    const anySeat = fc.record<MoneySeat>({
      micro: money,
      shortWorkMicro: money,
      verdict: fc.constantFrom('justified', 'not justified', 'undecided', 'no data'),
      lean: fc.constantFrom('keep', 'drop', null),
      p: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      excessMicro: fc.option(money),
    });
    fc.assert(
      fc.property(fc.array(money), money, fc.array(anySeat), (unused, unassigned, seats) => {
        const parts = whatMoneyDid({
          unusedLicences: unused,
          unassignedMicro: unassigned,
          seats,
        });
        const total =
          unused.reduce((a, b) => a + b, 0n) +
          unassigned +
          seats.reduce((sum, one) => sum + one.micro, 0n);
        expect(parts.reduce((sum, part) => sum + part.micro, 0n)).toBe(total);
        expect(parts.every(({ code, group }) => MONEY_GROUPS[code] === group)).toBe(true);
      }),
    );
  });
});

describe('what short days would have saved on the next model down', () => {
  const day = {
    requests: 1000,
    inputTokens: 1_000_000,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 200_000,
    chargedMicro: usd(8),
    apiMicro: usd(10),
    lowerMicro: usd(6),
  };

  it('is the charge times what the lower price leaves', () => {
    expect(movableSaving([day])).toBe(usd(3.2));
    expect(movableSaving([day, day])).toBe(usd(6.4));
  });

  it('is nothing on long days, on covered use, and where the lower model costs more', () => {
    expect(movableSaving([{ ...day, cacheReadTokens: 2_000_000 }])).toBe(0n);
    expect(movableSaving([{ ...day, outputTokens: 300_001 }])).toBe(0n);
    expect(movableSaving([{ ...day, chargedMicro: 0n }])).toBe(0n);
    expect(movableSaving([{ ...day, apiMicro: usd(11), lowerMicro: usd(12) }])).toBe(0n);
    expect(movableSaving([{ ...day, requests: 0 }])).toBe(0n);
  });
});
