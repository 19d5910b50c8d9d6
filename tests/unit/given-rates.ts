import { type Rate, RateTable } from '../../src/core/rates.ts';

/** A table over just these rates; of two for one pair and day either may be taken. */
export function givenRates(rates: readonly Rate[]): RateTable {
  return new RateTable((from, to, day) =>
    rates
      .filter((one) => one.from === from && one.to === to && one.day <= day)
      .reduce<Rate | null>((last, one) => (last === null || one.day > last.day ? one : last), null),
  );
}
