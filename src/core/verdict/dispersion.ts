import { type PersonMonth, sumMonths } from './output-months.ts';

/** The prior's weight in months, and what it expects: output varies half as much again as chance. */
const PRIOR_MONTHS = 8;
const PRIOR_PHI = 1.5;

/**
 * How much monthly output varies beyond chance: Pearson's X² of each person's months
 * about that person's own rate, shrunk towards 1.5·g; g accounts for unequal weights. One list of
 * months per person.
 */
export function dispersion(people: readonly (readonly PersonMonth[])[]): number {
  const g = weightSpread(people.flat());
  let x2 = 0;
  let freedom = 0;
  for (const months of people) {
    const { units, months: time } = sumMonths(months);
    if (months.length < 2 || units === 0) continue;
    const rate = units / time;
    for (const { units: seen, share } of months) x2 += (seen - rate * share) ** 2 / (rate * share);
    freedom += months.length - 1;
  }
  return Math.max(g, (PRIOR_MONTHS * PRIOR_PHI * g + x2) / (PRIOR_MONTHS + freedom));
}

/** g = Σ q·w² / Σ q·w; 1 when all weights are 1, or nothing was done. */
function weightSpread(months: readonly PersonMonth[]): number {
  const { units } = sumMonths(months);
  return units === 0 ? 1 : months.reduce((sum, one) => sum + one.unitsByWeight, 0) / units;
}
