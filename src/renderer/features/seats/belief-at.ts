type Point = {
  readonly worth: number;
  readonly density: number;
  /** `null` in months that were closed without it. */
  readonly above: number | null;
};

/** The belief at a worth, straight between its neighbours at rising worth; `null` beyond the last ones. */
export function beliefAt(
  points: readonly Point[],
  worth: number,
): { readonly density: number; readonly above: number | null } | null {
  const place = points.findIndex((point) => point.worth >= worth);
  const right = points[place];
  const left = points[place - 1];
  if (!right) return null;
  if (!left) return right.worth === worth ? right : null;
  const share = (worth - left.worth) / (right.worth - left.worth);
  const between = (from: number, to: number): number => from + share * (to - from);
  return {
    density: between(left.density, right.density),
    above: left.above === null || right.above === null ? null : between(left.above, right.above),
  };
}
