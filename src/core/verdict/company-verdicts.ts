import { CELLS, type EffectDistribution, massFrom, NO_EFFECT, quantile } from './effect-grid.ts';
import { type Counts, fillLikelihood } from './effect-likelihood.ts';
import {
  mixtureOf,
  NO_EFFECT_SHARES,
  overlapWith,
  SHARE_LOG_WEIGHTS,
  SLABS,
} from './effect-prior.ts';

export type VerdictWord = 'justified' | 'not justified' | 'undecided' | 'no data';

/** What a gain is worth, in units of the base currency: a loaded monthly cost, or a value per weighted unit. */
export type Valuation =
  | { readonly by: 'loaded-cost'; readonly monthly: number }
  | { readonly by: 'unit'; readonly perUnit: number };

/** A seat's sums over window and baseline, with what it cost and what is asked of it. */
export type SeatEvidence = Counts & {
  /** What the seat cost in the window, in units of the base currency. */
  readonly spend: number;
  readonly valuation: Valuation;
  readonly requiredReturn: number;
  readonly requiredUplift: number | null;
  /** A stated baseline is judged by the company's experience but does not feed it. */
  readonly isStated: boolean;
};

/** The same sums over the people without a seat, where there are enough. */
export type Controls = Counts;

export type Range = { readonly low80: number; readonly median: number; readonly high80: number };

export type SeatVerdict = {
  readonly p: number;
  readonly pValue: number;
  readonly pUplift: number | null;
  readonly verdict: Exclude<VerdictWord, 'no data'>;
  /** Least number of further months that would decide it; `null` where decided, or never at this size. */
  readonly moreMonths: number | null;
  /** What the gain is worth over the window, in units of the base currency. */
  readonly value: Range;
  /** e^δ − 1. */
  readonly uplift: Range;
  /** Weighted units more than without the seat, over the window, at the middle of the range. */
  readonly extraUnits: number;
};

export type CompanyVerdicts = {
  readonly seats: readonly SeatVerdict[];
  /** What a further seat may be expected to bring. */
  readonly company: Range & { readonly noEffectShare: number };
};

const JUSTIFIED_FROM = 0.8;
const NOT_JUSTIFIED_UP_TO = 0.2;
const MOST_MONTHS = 12;
const STEPS: readonly number[] = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];

/** One value of what happened to everyone, with how likely it is and the company's experience under it. */
type Shock = {
  readonly epsilon: number;
  readonly weight: number;
  readonly prior: EffectDistribution;
};

/**
 * Is each seat's spend justified by its output (DESIGN §8)? All seats at once, because the company's
 * own experience sets what is believable. Sums over a grid: the same input gives the same digits.
 */
export function companyVerdicts(
  seats: readonly SeatEvidence[],
  controls: Controls | null,
): CompanyVerdicts {
  const shocks = shocksOf(
    seats.filter((seat) => !seat.isStated),
    controls,
  );
  const mean = controls === null ? 0 : shockMean(controls);
  const prior = blend(shocks.map(({ weight, prior: effect }) => ({ weight, effect })));
  return {
    seats: seats.map((seat) => seatVerdict(seat, shocks, mean)),
    company: { ...upliftOf(prior), noEffectShare: prior.point },
  };
}

function shockMean({ y0, t0, y1, t1 }: Controls): number {
  return Math.log(y1 / t1 / (y0 / t0));
}

function shocksOf(pooled: readonly SeatEvidence[], controls: Controls | null): Shock[] {
  const deviation =
    controls === null ? 0 : Math.sqrt(controls.phi * (1 / controls.y0 + 1 / controls.y1));
  const mean = controls === null ? 0 : shockMean(controls);
  const steps = controls === null ? [0] : STEPS;
  const found = steps.map((z) => {
    const epsilon = mean + z * deviation;
    const logs = tripleLogWeights(pooled, epsilon);
    const top = Math.max(...logs);
    let sum = 0;
    for (const log of logs) sum += Math.exp(log - top);
    const weights = Float64Array.from(logs, (log) => Math.exp(log - top) / sum);
    return { epsilon, log: -0.5 * z * z + top + Math.log(sum), prior: mixtureOf(weights) };
  });
  const top = Math.max(...found.map((one) => one.log));
  const sum = found.reduce((total, one) => total + Math.exp(one.log - top), 0);
  return found.map(({ epsilon, log, prior }) => ({
    epsilon,
    weight: Math.exp(log - top) / sum,
    prior,
  }));
}

/** ln of each triple's prior weight times the product of what it makes of every pooled seat. */
function tripleLogWeights(pooled: readonly SeatEvidence[], epsilon: number): Float64Array {
  const logs = new Float64Array(SLABS.length * NO_EFFECT_SHARES.length);
  SLABS.forEach((slab, row) => {
    SHARE_LOG_WEIGHTS.forEach((logWeight, column) => {
      logs[row * NO_EFFECT_SHARES.length + column] = slab.logWeight + logWeight;
    });
  });
  const likelihood = new Float64Array(CELLS);
  for (const seat of pooled) {
    fillLikelihood(seat, epsilon, likelihood);
    const atNothing = likelihood[NO_EFFECT] ?? 0;
    for (let row = 0; row < SLABS.length; row += 1) {
      const overlap = overlapWith(row, likelihood);
      NO_EFFECT_SHARES.forEach((share, column) => {
        const index = row * NO_EFFECT_SHARES.length + column;
        // A seat that no triple can explain at all must not wipe out the others' experience.
        const seen = Math.max(Number.MIN_VALUE, (1 - share) * overlap + share * atNothing);
        logs[index] = (logs[index] ?? 0) + Math.log(seen);
      });
    }
  }
  return logs;
}

/** The seat's likelihood times the company's experience under one shock; its cells are written into `cells`. */
function posterior(
  seat: SeatEvidence,
  { epsilon, prior }: Shock,
  cells: Float64Array,
): EffectDistribution {
  fillLikelihood(seat, epsilon, cells);
  let point = prior.point * (cells[NO_EFFECT] ?? 0);
  let sum = point;
  for (let cell = 0; cell < CELLS; cell += 1) {
    const mass = (cells[cell] ?? 0) * (prior.cells[cell] ?? 0);
    cells[cell] = mass;
    sum += mass;
  }
  if (sum === 0) return prior;
  for (let cell = 0; cell < CELLS; cell += 1) cells[cell] = (cells[cell] ?? 0) / sum;
  point /= sum;
  return { cells, point };
}

function blend(parts: readonly Pick<Under, 'weight' | 'effect'>[]): EffectDistribution {
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

/** A seat's posterior under one shock. */
type Under = {
  readonly epsilon: number;
  readonly weight: number;
  readonly effect: EffectDistribution;
};

/** The seat's posterior under every shock, worked out in `buffers`, one for each. */
function posteriors(
  seat: SeatEvidence,
  shocks: readonly Shock[],
  buffers: readonly Float64Array[],
): Under[] {
  return buffers.flatMap((cells, index) => {
    const shock = shocks[index];
    if (!shock) return [];
    const { epsilon, weight } = shock;
    return { epsilon, weight, effect: posterior(seat, shock, cells) };
  });
}

/** How likely it is that the gain pays, and exceeds the required uplift, averaged over the shocks. */
function judge(
  seat: SeatEvidence,
  parts: readonly Under[],
): Pick<SeatVerdict, 'p' | 'pValue' | 'pUplift'> {
  let pValue = 0;
  let pUplift = 0;
  const least = seat.requiredUplift === null ? null : Math.log(1 + seat.requiredUplift);
  for (const { epsilon, weight, effect } of parts) {
    pValue += weight * massFrom(effect, changeThatPays(seat, epsilon));
    if (least !== null) pUplift += weight * massFrom(effect, least);
  }
  // Sums of shares can end a last digit above 1.
  pValue = Math.min(1, pValue);
  pUplift = Math.min(1, pUplift);
  if (least === null) return { p: pValue, pValue, pUplift: null };
  return { p: Math.min(pValue, pUplift), pValue, pUplift };
}

/** The change c that just pays; infinite where none ever does (DESIGN §8, step 4). */
function changeThatPays(seat: SeatEvidence, epsilon: number): number {
  const { y0, t0, y1, t1, spend, phi, valuation, requiredReturn } = seat;
  const asked = requiredReturn * spend;
  if (valuation.by === 'loaded-cost') return Math.log(1 + asked / (valuation.monthly * t1));
  const total = y0 + y1 + phi / 2;
  const x = asked / (valuation.perUnit * t1);
  const under = total - x * t1 * Math.exp(epsilon);
  return under > 0 ? Math.log((total + x * t0) / under) : Number.POSITIVE_INFINITY;
}

function wordFor(p: number): SeatVerdict['verdict'] {
  if (p >= JUSTIFIED_FROM) return 'justified';
  return p <= NOT_JUSTIFIED_UP_TO ? 'not justified' : 'undecided';
}

function seatVerdict(seat: SeatEvidence, shocks: readonly Shock[], meanShock: number): SeatVerdict {
  const buffers = shocks.map(() => new Float64Array(CELLS));
  const parts = posteriors(seat, shocks, buffers);
  const { p, pValue, pUplift } = judge(seat, parts);
  const verdict = wordFor(p);
  const effect = blend(parts);
  return {
    p,
    pValue,
    pUplift,
    verdict,
    moreMonths: verdict === 'undecided' ? monthsToDecide(seat, shocks, buffers) : null,
    value: gainOf(seat, effect, meanShock),
    extraUnits: extraUnits(seat, quantile(effect, 0.5), meanShock),
    uplift: upliftOf(effect),
  };
}

/** At the present rates of output and spend, the prior kept. */
function monthsToDecide(
  seat: SeatEvidence,
  shocks: readonly Shock[],
  buffers: readonly Float64Array[],
): number | null {
  for (let months = 1; months <= MOST_MONTHS; months += 1) {
    const factor = (seat.t1 + months) / seat.t1;
    const later = {
      ...seat,
      y1: seat.y1 * factor,
      t1: seat.t1 + months,
      spend: seat.spend * factor,
    };
    const { p } = judge(later, posteriors(later, shocks, buffers));
    if (wordFor(p) !== 'undecided') return months;
  }
  return null;
}

function rangeOf(effect: EffectDistribution, worth: (delta: number) => number): Range {
  return {
    low80: worth(quantile(effect, 0.1)),
    median: worth(quantile(effect, 0.5)),
    high80: worth(quantile(effect, 0.9)),
  };
}

function upliftOf(effect: EffectDistribution): Range {
  return rangeOf(effect, (delta) => Math.exp(delta) - 1);
}

function gainOf(seat: SeatEvidence, effect: EffectDistribution, meanShock: number): Range {
  const { t1, valuation } = seat;
  return rangeOf(effect, (delta) =>
    valuation.by === 'loaded-cost'
      ? (Math.exp(delta) - 1) * valuation.monthly * t1
      : extraUnits(seat, delta, meanShock) * valuation.perUnit,
  );
}

/** (e^δ − 1) × the rate without the seat × the window's months. */
function extraUnits(seat: SeatEvidence, delta: number, meanShock: number): number {
  const { y0, t0, y1, t1, phi } = seat;
  const rate = (y0 + y1 + phi / 2) / (t0 + t1 * Math.exp(meanShock + delta));
  return (Math.exp(delta) - 1) * rate * t1;
}
