type Point = { readonly worth: number; readonly density: number; readonly above: number };

/** The belief at a worth, straight between its neighbours at rising worth; `null` beyond the last ones. */
export function beliefAt(
  points: readonly Point[],
  worth: number,
): { readonly density: number; readonly above: number } | null {
  const place = points.findIndex((point) => point.worth >= worth);
  const right = points[place];
  const left = points[place - 1];
  if (!right) return null;
  if (!left) return right.worth === worth ? right : null;
  const share = (worth - left.worth) / (right.worth - left.worth);
  const between = (from: number, to: number): number => from + share * (to - from);
  return {
    density: between(left.density, right.density),
    above: between(left.above, right.above),
  };
}
