/** A person's months, for how much levels move: whole months in order of time, weighted output each. */
export type LevelHistory = {
  /** The dispersion of the role. */
  readonly phi: number;
  readonly months: readonly number[];
};

const PRIOR_WEIGHT = 40;
const PRIOR_OMEGA = 0.3;
const GREATEST = 0.64;
const QUARTER = 3;
const LATEST = 24;

/**
 * ω²: how much a person's level moves from quarter to quarter, beyond what months vary by chance (φ);
 * one figure for the company. Each person's latest 24 whole months without a seat, cut into quarters
 * backwards from the last: what their sums vary more than φ explains, over what a level that moves by
 * ω would make of them, with 0.3 for a prior that weighs as much as 40. Within 0 and 0.64.
 */
export function levelVariance(people: readonly LevelHistory[]): number {
  let beyond = PRIOR_WEIGHT * PRIOR_OMEGA ** 2;
  let weight = PRIOR_WEIGHT;
  for (const { phi, months } of people) {
    const quarters = quartersOf(months.slice(-LATEST));
    const sum = quarters.reduce((total, one) => total + one, 0);
    if (quarters.length < 2 || sum === 0) continue;
    const mean = sum / quarters.length;
    const freedom = quarters.length - 1;
    const spread = quarters.reduce((total, one) => total + (one - mean) ** 2, 0);
    beyond += spread / (mean * phi) - freedom;
    weight += (freedom * mean) / phi;
  }
  return Math.min(GREATEST, Math.max(0, beyond / weight));
}

/** Sums of three months each, backwards from the last; an oldest rest is dropped. */
function quartersOf(months: readonly number[]): number[] {
  const first = months.length % QUARTER;
  return Array.from({ length: (months.length - first) / QUARTER }, (_, index) => {
    const from = first + index * QUARTER;
    return months.slice(from, from + QUARTER).reduce((total, one) => total + one, 0);
  });
}
