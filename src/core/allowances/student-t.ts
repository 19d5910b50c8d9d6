/**
 * Student's t, 0.90 quantile by degrees of freedom from 1 on (NIST/SEMATECH e-Handbook of Statistical
 * Methods, 1.3.6.7.2). From 9 on the forecast takes 1.35 (RULES.md, The run-out date, step 4; the table falls from 1.383 at 9 to 1.341 at 15).
 */
const QUANTILES = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397] as const;

/** Half the width of an 80 % range in standard deviations, for a mean of `freedom + 1` values. */
export function studentT90(freedom: number): number {
  return QUANTILES[Math.max(1, freedom) - 1] ?? 1.35;
}
