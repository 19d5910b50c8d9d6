import { CELLS, type EffectDistribution, NO_EFFECT } from './effect-grid.ts';
import { fillLikelihood } from './effect-likelihood.ts';
import {
  mixtureOf,
  NO_EFFECT_SHARES,
  overlapWith,
  SHARE_LOG_WEIGHTS,
  SLABS,
} from './effect-prior.ts';
import { type Controls, type SeatEvidence, telling } from './seat-evidence.ts';

/** One value of what happened to everyone, with how likely it is and the company's experience under it. */
export type Shock = {
  readonly epsilon: number;
  readonly weight: number;
  readonly prior: EffectDistribution;
};

/** What the company's seats together say: of a season, of levels that move, of what a tool does. */
export type Experience = {
  readonly shocks: readonly Shock[];
  readonly meanShock: number;
  /** ω²: how much levels move from quarter to quarter. */
  readonly omega2: number;
};

const STEPS: readonly number[] = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];
/** So that a seat which no triple can explain does not wipe out the others' experience. */
const LEAST_SEEN = 1e-300;

/** The company's experience, from the seats with an own or a role's baseline, in the order of their ids. */
export function companyExperience(
  seats: readonly SeatEvidence[],
  without: Controls | null,
  omega2: number,
): Experience {
  const pooled = seats
    .filter((seat) => !seat.isStated)
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const shocks = controlShocks(without, omega2);
  const found = shocks.map(({ z, epsilon }) => {
    const logs = tripleLogWeights(pooled, omega2, epsilon);
    const top = Math.max(...logs);
    let sum = 0;
    for (const log of logs) sum += Math.exp(log - top);
    const weights = Float64Array.from(logs, (log) => Math.exp(log - top) / sum);
    return { epsilon, log: -0.5 * z * z + top + Math.log(sum), prior: mixtureOf(weights) };
  });
  const top = Math.max(...found.map((one) => one.log));
  const sum = found.reduce((total, one) => total + Math.exp(one.log - top), 0);
  return {
    shocks: found.map(({ epsilon, log, prior }) => ({
      epsilon,
      weight: Math.exp(log - top) / sum,
      prior,
    })),
    meanShock: shocks[(shocks.length - 1) / 2]?.epsilon ?? 0,
    omega2,
  };
}

/** What may have happened to everyone, in steps of half a deviation about its mean; nothing without telling controls. */
export function controlShocks(
  without: Controls | null,
  omega2: number,
): { readonly z: number; readonly epsilon: number }[] {
  const controls = telling(without);
  if (controls === null) return [{ z: 0, epsilon: 0 }];
  const mean = shockMean(controls);
  const deviation = shockDeviation(controls, omega2);
  return STEPS.map((z) => ({ z, epsilon: mean + z * deviation }));
}

function shockMean({ y0, t0, y1, t1 }: Controls): number {
  return Math.log(y1 / t1 / (y0 / t0));
}

/** Chance in the counts, and the movement of the levels of a few people. */
function shockDeviation({ y0, y1, phi, people }: Controls, omega2: number): number {
  return Math.sqrt(phi * (1 / y0 + 1 / y1) + omega2 / people);
}

/** ln of each triple's prior weight times the product of what it makes of every pooled seat. */
function tripleLogWeights(
  pooled: readonly SeatEvidence[],
  omega2: number,
  epsilon: number,
): Float64Array {
  const logs = new Float64Array(SLABS.length * NO_EFFECT_SHARES.length);
  SLABS.forEach((slab, row) => {
    SHARE_LOG_WEIGHTS.forEach((logWeight, column) => {
      logs[row * NO_EFFECT_SHARES.length + column] = slab.logWeight + logWeight;
    });
  });
  const likelihood = new Float64Array(CELLS);
  for (const seat of pooled) {
    fillLikelihood(seat, omega2, epsilon, likelihood);
    const atNothing = likelihood[NO_EFFECT] ?? 0;
    for (let row = 0; row < SLABS.length; row += 1) {
      const overlap = overlapWith(row, likelihood);
      NO_EFFECT_SHARES.forEach((share, column) => {
        const index = row * NO_EFFECT_SHARES.length + column;
        const seen = (1 - share) * overlap + share * atNothing + LEAST_SEEN;
        logs[index] = (logs[index] ?? 0) + Math.log(seen);
      });
    }
  }
  return logs;
}

/** Several distributions as one, each with its weight. */
export function blend(
  parts: readonly { readonly weight: number; readonly effect: EffectDistribution }[],
): EffectDistribution {
  const cells = new Float64Array(CELLS);
  let point = 0;
  for (const { weight, effect } of parts) {
    point += weight * effect.point;
    for (let cell = 0; cell < CELLS; cell += 1) {
      cells[cell] = (cells[cell] ?? 0) + weight * (effect.cells[cell] ?? 0);
    }
  }
  return { cells, point };
}
