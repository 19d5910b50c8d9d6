import { studentT90 } from '../student-t.ts';

/** What the last weeks say about the weeks to come (RULES.md, The run-out date, steps 3 and 4). */
export type WeeklyTrend = {
  readonly weeks: number;
  /** Spend per week now, at the end of the last whole day. */
  readonly level: number;
  /** Growth per week, of ln. */
  readonly growth: number;
  /** How far single weeks lie from the line, relative to their mean. */
  readonly deviation: number;
  /** How far the slope is believed, 0 to 1. */
  readonly belief: number;
  /** The variance of the slope, infinite of a single week. */
  readonly slopeVariance: number;
  readonly freedom: number;
};

export type Projection = {
  readonly middle: number;
  readonly low80: number;
  readonly high80: number;
};

/** How growth per week differs between times (T), and how far it wanders per week (G): RULES.md, The run-out date, step 3. */
const T = 0.02;
const G = 0.04;
const LEAST_DEVIATION = 0.03;

/**
 * Level and growth of weekly sums, oldest first: slope by least squares relative to their mean,
 * believed by `k = T²/(T² + se²)`, `se² = c²/Σ(i − ī)² + G²/n`. One or two weeks tell nothing about
 * how weeks differ; `elsewhere` is the deviation known from before a new level, or `null`. Without
 * any spend there is no trend: `null`.
 */
export function weeklyTrend(
  sums: readonly number[],
  elsewhere: { readonly deviation: number; readonly freedom: number } | null,
): WeeklyTrend | null {
  const weeks = sums.length;
  const mean = sums.reduce((sum, week) => sum + week, 0) / Math.max(1, weeks);
  if (weeks === 0 || mean <= 0) return null;
  const middle = (weeks - 1) / 2;
  const relative = sums.map((week) => week / mean);
  const spread = relative.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const slope =
    spread === 0
      ? 0
      : relative.reduce((sum, week, index) => sum + (index - middle) * (week - 1), 0) / spread;
  const isShort = weeks < 3;
  // Two weeks always lie on a line; their distance from their mean is all that is known.
  const residuals = relative.reduce(
    (sum, week, index) => sum + (week - 1 - (isShort ? 0 : slope * (index - middle))) ** 2,
    0,
  );
  const own = weeks === 1 ? 0 : Math.sqrt(residuals / (isShort ? 1 : weeks - 2));
  const isBorrowed = isShort && elsewhere !== null;
  const deviation = Math.max(LEAST_DEVIATION, own, isBorrowed ? elsewhere.deviation : 0);
  const slopeVariance =
    spread === 0 ? Number.POSITIVE_INFINITY : deviation ** 2 / spread + G ** 2 / weeks;
  const belief = T ** 2 / (T ** 2 + slopeVariance);
  const growth = belief * slope;
  return {
    weeks,
    level: mean * Math.exp((growth * weeks) / 2),
    growth,
    deviation,
    belief,
    slopeVariance,
    freedom: isBorrowed ? Math.max(weeks - 1, elsewhere.freedom) : weeks - 1,
  };
}

/** What the next `weeks` weeks (or part of one) will take, with its 80 % range (RULES.md, The run-out date, step 4). */
export function projection(trend: WeeklyTrend, weeks: number): Projection {
  if (weeks <= 0) return { middle: 0, low80: 0, high80: 0 };
  const { level, growth, deviation, belief, slopeVariance } = trend;
  const middle =
    Math.abs(growth) < 1e-12 ? level * weeks : (level * Math.expm1(growth * weeks)) / growth;
  // k·se² tends to T² as the slope becomes unknown.
  const slopePart = Number.isFinite(slopeVariance) ? belief * slopeVariance : T ** 2;
  const variance =
    deviation ** 2 / weeks +
    (deviation ** 2 * (1 + 3 * belief)) / trend.weeks +
    slopePart * (weeks / 2) ** 2 +
    (G ** 2 * weeks) / 3;
  const factor = Math.exp(studentT90(trend.freedom) * Math.sqrt(variance));
  return { middle, low80: middle / factor, high80: middle * factor };
}
