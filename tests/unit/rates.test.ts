import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/core/calendar.ts';
import { divideHalfEven } from '../../src/core/money.ts';
import { lastDayInForce, type Rate } from '../../src/core/rates.ts';
import { givenRates } from './given-rates.ts';

const ecb = (day: string, to: string, rate: string): Rate => ({
  day,
  from: 'EUR',
  to,
  rate,
  source: 'ecb',
});
const typed = (day: string, from: string, to: string, rate: string): Rate => ({
  day,
  from,
  to,
  rate,
  source: 'typed',
});
const ONE = 1_000_000n;

describe('the rate in force', () => {
  // 12 June 2026 is a Friday.
  const table = givenRates([
    ecb('2026-06-11', 'USD', '1.09'),
    ecb('2026-06-12', 'USD', '1.10'),
    ecb('2026-06-12', 'CNY', '8.11'),
  ]);

  it.each([
    ['2026-06-10', null],
    ['2026-06-11', 1_090_000n],
    ['2026-06-12', 1_100_000n],
    ['2026-06-13', 1_100_000n],
    ['2026-06-14', 1_100_000n],
    ['2026-06-22', 1_100_000n],
    ['2026-06-23', null],
  ])(
    'on %s is the last one published, over weekends and holidays and no longer: %s',
    (day, micro) => {
      expect(table.convert(ONE, 'EUR', 'USD', day)).toBe(micro);
    },
  );

  it('goes both ways and across the euro, rounded once', () => {
    expect(table.convert(1_100_000n, 'USD', 'EUR', '2026-06-14')).toBe(ONE);
    expect(table.convert(81_100_000n, 'CNY', 'USD', '2026-06-14')).toBe(11_000_000n);
    expect(table.convert(ONE, 'CNY', 'USD', '2026-06-12')).toBe(
      divideHalfEven(ONE * 110n * 100n, 811n * 100n),
    );
    expect(table.convert(ONE, 'GBP', 'USD', '2026-06-12')).toBeNull();
    expect(table.convert(0n, 'GBP', 'USD', '2026-06-12')).toBe(0n);
    expect(table.convert(ONE, 'GBP', 'GBP', '1999-01-01')).toBe(ONE);
  });

  it('that was typed in counts for its month and is not used for ever', () => {
    const own = givenRates([typed('2026-06-01', 'ISK', 'USD', '0.008')]);
    expect(lastDayInForce('2026-06-01', 'typed')).toBe('2026-07-02');
    expect(own.convert(1000n * ONE, 'ISK', 'USD', '2026-06-30')).toBe(8n * ONE);
    expect(own.convert(ONE, 'ISK', 'USD', '2026-07-03')).toBeNull();
    expect(own.convert(ONE, 'ISK', 'USD', '2026-05-31')).toBeNull();
  });

  it('of the pair itself goes before the way across the euro', () => {
    const own = givenRates([
      ecb('2026-06-12', 'USD', '1.10'),
      ecb('2026-06-12', 'CNY', '8.11'),
      typed('2026-06-01', 'CNY', 'USD', '0.14'),
    ]);
    expect(own.convert(ONE, 'CNY', 'USD', '2026-06-12')).toBe(140_000n);
  });

  it('is never guessed: what it converts was published or typed within its days', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(90), fc.integer({ min: 1, max: 99_999 }), fc.boolean()), {
          maxLength: 12,
        }),
        fc.nat(140),
        (made, asked) => {
          const rates = made.map(
            ([after, rate, isTyped]): Rate => ({
              day: addDays('2026-03-01', after),
              from: 'EUR',
              to: 'USD',
              rate: String(rate),
              source: isTyped ? 'typed' : 'ecb',
            }),
          );
          const day = addDays('2026-03-01', asked);
          const newest = rates.reduce(
            (last, one) => (one.day <= day && one.day > last ? one.day : last),
            '',
          );
          const allowed = rates
            .filter((one) => one.day === newest && lastDayInForce(one.day, one.source) >= day)
            .map((one) => BigInt(one.rate) * ONE);
          const answer = givenRates(rates).convert(ONE, 'EUR', 'USD', day);
          if (allowed.length === 0) expect(answer).toBeNull();
          else if (answer !== null) expect(allowed).toContain(answer);
        },
      ),
    );
  });
});
