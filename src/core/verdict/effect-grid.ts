/** The grid of the verdict: δ = ln(λ1/λ0) from −3.00 to 3.00 in cells 0.01 wide. */
export const CELL = 0.01;
const HALF = 300;
export const CELLS: number = 2 * HALF + 1;
/** The cell in whose middle "exactly no effect" lies. */
export const NO_EFFECT = HALF;

export function deltaAt(cell: number): number {
  return (cell - HALF) / 100;
}

/** A distribution of δ: mass per cell, spread evenly over it, and a point at 0. */
export type EffectDistribution = { readonly cells: Float64Array; readonly point: number };

/** P(δ ≥ c); a cell counts in part, the point counts when c ≤ 0. */
export function massFrom({ cells, point }: EffectDistribution, c: number): number {
  let mass = c <= 0 ? point : 0;
  for (let cell = CELLS - 1; cell >= 0; cell -= 1) {
    const low = deltaAt(cell) - CELL / 2;
    const part = Math.min(1, Math.max(0, (low + CELL - c) / CELL));
    if (part === 0) break;
    mass += part * (cells[cell] ?? 0);
  }
  return mass;
}

/** P(δ > 0): neither the point at 0 nor the lower half of its cell. */
export function massAbove0({ cells }: EffectDistribution): number {
  let mass = (cells[NO_EFFECT] ?? 0) / 2;
  for (let cell = NO_EFFECT + 1; cell < CELLS; cell += 1) mass += cells[cell] ?? 0;
  return mass;
}

/** The δ below which the share `at` of the mass lies. */
export function quantile({ cells, point }: EffectDistribution, at: number): number {
  let below = 0;
  for (let cell = 0; cell < CELLS; cell += 1) {
    const mass = cells[cell] ?? 0;
    const low = deltaAt(cell) - CELL / 2;
    if (cell === NO_EFFECT) {
      const half = mass / 2;
      if (below + half >= at) return low + within(at - below, mass);
      if (below + half + point >= at) return 0;
      below += point;
      if (below + mass >= at) return low + within(at - below, mass);
      below += mass;
      continue;
    }
    if (below + mass >= at) return low + within(at - below, mass);
    below += mass;
  }
  return deltaAt(CELLS - 1) + CELL / 2;
}

function within(mass: number, of: number): number {
  return of > 0 ? (mass / of) * CELL : 0;
}
