import {
  CELLS,
  deltaAt,
  type EffectDistribution,
  massFrom,
  NO_EFFECT,
  quantile,
} from './effect-grid.ts';
import { mixtureOf, NO_EFFECT_SHARES, SHARE_LOG_WEIGHTS, SLABS } from './effect-prior.ts';

export type VerdictWord = 'justified' | 'not justified' | 'undecided' | 'no data';

/** What a gain is worth, in units of the base currency: a loaded monthly cost, or a value per weighted unit. */
export type Valuation =
  | { readonly by: 'loaded-cost'; readonly monthly: number }
  | { readonly by: 'unit'; readonly perUnit: number };

/** A seat's sums: weighted accepted output and months, in the window (1) and the baseline (0). */
export type SeatEvidence = {
  readonly y0: number;
  readonly t0: number;
  readonly y1: number;
  readonly t1: number;
  /** What the seat cost in the window, in units of the base currency. */
  readonly spend: number;
  readonly phi: number;
  readonly valuation: Valuation;
  readonly requiredReturn: number;
  readonly requiredUplift: number | null;
  /** A stated baseline is judged by the company's experience but does not feed it. */
  readonly isStated: boolean;
};

/** The same sums over the people without a seat, where there are enough. */
export type Controls = {
  readonly y0: number;
  readonly t0: number;
  readonly y1: number;
  readonly t1: number;
  readonly phi: number;
};

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

export const JUSTIFIED_FROM = 0.8;
export const NOT_JUSTIFIED_UP_TO = 0.2;
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
  const prior = blend(shocks.map(({ weight, prior: one }) => ({ weight, one })));
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
  for (const seat of pooled) {
    const likelihood = likelihoodOf(seat, epsilon);
    const atNothing = likelihood[NO_EFFECT] ?? 0;
    SLABS.forEach((slab, row) => {
      let overlap = 0;
      for (let cell = 0; cell < CELLS; cell += 1) {
        overlap += (likelihood[cell] ?? 0) * (slab.density[cell] ?? 0);
      }
      NO_EFFECT_SHARES.forEach((share, column) => {
        const index = row * NO_EFFECT_SHARES.length + column;
        // A seat that no triple can explain at all must not wipe out the others' experience.
        const seen = Math.max(Number.MIN_VALUE, (1 - share) * overlap + share * atNothing);
        logs[index] = (logs[index] ?? 0) + Math.log(seen);
      });
    });
  }
  return logs;
}

/**
 * The likelihood of δ given the total, scaled by the dispersion, relative to its greatest possible
 * value: a constant of the seat alone, so that different shocks compare.
 */
function likelihoodOf(
  seat: Pick<SeatEvidence, 'y0' | 't0' | 'y1' | 't1' | 'phi'>,
  epsilon: number,
): Float64Array {
  const { y0, t0, y1, t1, phi } = seat;
  const likelihood = new Float64Array(CELLS);
  const best = times(y1, Math.log(y1 / (y0 + y1))) + times(y0, Math.log(y0 / (y0 + y1)));
  const logRatio = Math.log(t1 / t0) + epsilon;
  for (let cell = 0; cell < CELLS; cell += 1) {
    // ln π and ln(1 − π) of the odds e^odds, without losing digits at either end.
    const odds = logRatio + deltaAt(cell);
    const log1p = Math.log1p(Math.exp(-Math.abs(odds)));
    const logPi = odds >= 0 ? -log1p : odds - log1p;
    const logRest = odds >= 0 ? -odds - log1p : -log1p;
    likelihood[cell] = Math.exp((times(y1, logPi) + times(y0, logRest) - best) / phi);
  }
  return likelihood;
}

const times = (count: number, log: number): number => (count === 0 ? 0 : count * log);

function posterior(seat: SeatEvidence, { epsilon, prior }: Shock): EffectDistribution {
  const cells = likelihoodOf(seat, epsilon);
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

function blend(
  parts: readonly { readonly weight: number; readonly one: EffectDistribution }[],
): EffectDistribution {
  const cells = new Float64Array(CELLS);
  let point = 0;
  for (const { weight, one } of parts) {
    point += weight * one.point;
    for (let cell = 0; cell < CELLS; cell += 1) {
      cells[cell] = (cells[cell] ?? 0) + weight * (one.cells[cell] ?? 0);
    }
  }
  return { cells, point };
}

type Judged = {
  p: number;
  pValue: number;
  pUplift: number | null;
  parts: { weight: number; one: EffectDistribution }[];
};

function judge(seat: SeatEvidence, shocks: readonly Shock[]): Judged {
  let pValue = 0;
  let pUplift = 0;
  const least = seat.requiredUplift === null ? null : Math.log(1 + seat.requiredUplift);
  const parts = shocks.map((shock) => {
    const one = posterior(seat, shock);
    pValue += shock.weight * massFrom(one, changeThatPays(seat, shock.epsilon));
    if (least !== null) pUplift += shock.weight * massFrom(one, least);
    return { weight: shock.weight, one };
  });
  if (least === null) return { p: pValue, pValue, pUplift: null, parts };
  return { p: Math.min(pValue, pUplift), pValue, pUplift, parts };
}

/** The change c that just pays; infinite where none ever does (DESIGN §8, step 4). */
export function changeThatPays(seat: SeatEvidence, epsilon: number): number {
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
  const { p, pValue, pUplift, parts } = judge(seat, shocks);
  const verdict = wordFor(p);
  const effect = blend(parts);
  return {
    p,
    pValue,
    pUplift,
    verdict,
    moreMonths: verdict === 'undecided' ? monthsToDecide(seat, shocks) : null,
    value: gainOf(seat, effect, meanShock),
    extraUnits: extraUnits(seat, quantile(effect, 0.5), meanShock),
    uplift: upliftOf(effect),
  };
}

/** At the present rates of output and spend, the prior kept. */
function monthsToDecide(seat: SeatEvidence, shocks: readonly Shock[]): number | null {
  for (let months = 1; months <= MOST_MONTHS; months += 1) {
    const factor = (seat.t1 + months) / seat.t1;
    const later = {
      ...seat,
      y1: seat.y1 * factor,
      t1: seat.t1 + months,
      spend: seat.spend * factor,
    };
    if (wordFor(judge(later, shocks).p) !== 'undecided') return months;
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
