import { studentQuantile } from '../student-t.ts';

/** One month of one person: spend in units of the base currency, and weighted accepted output. */
export type SpendAndOutput = { readonly spend: number; readonly units: number };

export type MarginalReturn =
  | {
      readonly isKnown: true;
      /** By how many per cent output rises when spend rises by one; 1: in step, 0: not at all. */
      readonly slope: number;
      readonly low80: number;
      readonly high80: number;
      /** "10 times the spend, so many times the output", with its range. */
      readonly tenTimes: {
        readonly times: number;
        readonly low80: number;
        readonly high80: number;
      };
      readonly months: number;
      /** Months without spend or without output, of which there is no logarithm. */
      readonly leftOut: number;
    }
  | {
      readonly isKnown: false;
      readonly reason: 'too-few-months' | 'steady-spend';
      readonly months: number;
      readonly leftOut: number;
    };

const LEAST_FREEDOM = 2;
/** Spend that varies by less than about 5 % from month to month can tell nothing about more spend. */
const LEAST_VARIATION = 0.05;

/**
 * What more spend went with (RULES.md, Output): the least-squares slope of ln output on
 * ln spend with its 80 % interval (Student's t). One list of months per person; with several people
 * each has a level of their own, so that a busy person is not taken for a dear one's return.
 */
export function marginalReturn(people: readonly (readonly SpendAndOutput[])[]): MarginalReturn {
  const usable = people
    .map((months) => months.filter((one) => one.spend > 0 && one.units > 0))
    .filter((months) => months.length >= 2);
  const months = usable.reduce((sum, one) => sum + one.length, 0);
  const leftOut = people.reduce((sum, one) => sum + one.length, 0) - months;
  const freedom = months - usable.length - 1;
  if (freedom < LEAST_FREEDOM) {
    return { isKnown: false, reason: 'too-few-months', months, leftOut };
  }
  const points = usable.flatMap(aboutOwnMean);
  const xx = points.reduce((sum, { x }) => sum + x * x, 0);
  if (Math.sqrt(xx / months) < LEAST_VARIATION) {
    return { isKnown: false, reason: 'steady-spend', months, leftOut };
  }
  const slope = points.reduce((sum, { x, y }) => sum + x * y, 0) / xx;
  const rest = points.reduce((sum, { x, y }) => sum + (y - slope * x) ** 2, 0);
  const reach = studentQuantile(0.9, freedom) * Math.sqrt(rest / freedom / xx);
  return {
    isKnown: true,
    slope,
    low80: slope - reach,
    high80: slope + reach,
    tenTimes: {
      times: 10 ** slope,
      low80: 10 ** (slope - reach),
      high80: 10 ** (slope + reach),
    },
    months,
    leftOut,
  };
}

/** Whether the range says anything: within it, ten times the spend differs tenfold at most in what it went with. */
export function isTelling({ low80, high80 }: { low80: number; high80: number }): boolean {
  return high80 - low80 <= 1;
}

type Point = { readonly x: number; readonly y: number };

function aboutOwnMean(months: readonly SpendAndOutput[]): Point[] {
  const logs = months.map((one) => ({ x: Math.log(one.spend), y: Math.log(one.units) }));
  const x = logs.reduce((sum, one) => sum + one.x, 0) / logs.length;
  const y = logs.reduce((sum, one) => sum + one.y, 0) / logs.length;
  return logs.map((one) => ({ x: one.x - x, y: one.y - y }));
}
