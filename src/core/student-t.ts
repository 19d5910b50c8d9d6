/**
 * The value that Student's t with `freedom` (whole, at least 1) degrees of freedom stays below with
 * probability `p`: the closed sums for its distribution function (Abramowitz and Stegun 26.7.3 and
 * 26.7.4), halved in on until no digit moves.
 */
export function studentQuantile(p: number, freedom: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  let low = 0;
  let high = 1;
  while (below(high, freedom) < p) high *= 2;
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (below(middle, freedom) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T ≤ t) for t ≥ 0. */
function below(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const squaredCosine = Math.cos(angle) ** 2;
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k < freedom; k += 2) {
    term *= ((k - 1) / k) * squaredCosine;
    sum += term;
  }
  const within = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
  return 0.5 + within / 2;
}

/** From so many degrees of freedom on the forecast takes one value: the quantile falls only from 1.383 to 1.282. */
const MANY = 9;
const OF_MANY = 1.35;

/**
 * Half the width of an 80 % range in standard deviations, for a mean of `freedom + 1` values: the 0.90
 * quantile to three places, as tables print it (RULES.md, The run-out date, step 4).
 */
export function studentT90(freedom: number): number {
  if (freedom >= MANY) return OF_MANY;
  return Math.round(studentQuantile(0.9, Math.max(1, freedom)) * 1000) / 1000;
}
