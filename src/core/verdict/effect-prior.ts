import { CELLS, deltaAt, type EffectDistribution } from './effect-grid.ts';

/** The prior: with probability q exactly no effect, else normal (m, s). */
const MEANS = [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4, 0.6] as const;
const DEVIATIONS = [0.1, 0.2, 0.3, 0.45, 0.7] as const;
export const NO_EFFECT_SHARES = [0, 0.2, 0.4, 0.6] as const;

/** A normal distribution of δ on the grid, with how much it weighs before anything was seen. */
export type Slab = { readonly density: Float64Array; readonly logWeight: number };

const squared = (value: number): number => value * value;

function slabOf(mean: number, deviation: number): Slab {
  const density = new Float64Array(CELLS);
  let sum = 0;
  for (let cell = 0; cell < CELLS; cell += 1) {
    const height = Math.exp(-0.5 * squared((deltaAt(cell) - mean) / deviation));
    density[cell] = height;
    sum += height;
  }
  for (let cell = 0; cell < CELLS; cell += 1) density[cell] = (density[cell] ?? 0) / sum;
  return {
    density,
    logWeight: -0.5 * squared((mean - 0.05) / 0.2) - 0.5 * squared(Math.log(deviation / 0.3) / 0.6),
  };
}

export const SLABS: readonly Slab[] = MEANS.flatMap((mean) =>
  DEVIATIONS.map((deviation) => slabOf(mean, deviation)),
);

export const SHARE_LOG_WEIGHTS: readonly number[] = NO_EFFECT_SHARES.map(
  (share) => -0.5 * squared((share - 0.15) / 0.15),
);

/** The mixture of all triples, given what each weighs (slabs outside, shares inside; adding up to 1). */
export function mixtureOf(weights: Float64Array): EffectDistribution {
  const cells = new Float64Array(CELLS);
  let point = 0;
  let index = 0;
  for (const slab of SLABS) {
    let mass = 0;
    for (const share of NO_EFFECT_SHARES) {
      const weight = weights[index] ?? 0;
      mass += weight * (1 - share);
      point += weight * share;
      index += 1;
    }
    for (let cell = 0; cell < CELLS; cell += 1) {
      cells[cell] = (cells[cell] ?? 0) + mass * (slab.density[cell] ?? 0);
    }
  }
  return { cells, point };
}

/** Σ likelihood × density of a slab, in four running sums that do not wait for one another. */
export function overlapWith(slab: number, likelihood: Float64Array): number {
  const density = SLABS[slab]?.density ?? NOTHING;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let cell = 0; cell + 3 < CELLS; cell += 4) {
    a += (likelihood[cell] ?? 0) * (density[cell] ?? 0);
    b += (likelihood[cell + 1] ?? 0) * (density[cell + 1] ?? 0);
    c += (likelihood[cell + 2] ?? 0) * (density[cell + 2] ?? 0);
    d += (likelihood[cell + 3] ?? 0) * (density[cell + 3] ?? 0);
  }
  for (let cell = CELLS - (CELLS % 4); cell < CELLS; cell += 1) {
    a += (likelihood[cell] ?? 0) * (density[cell] ?? 0);
  }
  return a + b + (c + d);
}

const NOTHING = new Float64Array(CELLS);
