import { CELL, CELLS, deltaAt } from './effect-grid.ts';

/** Weighted accepted output and months, in the window (1) and the baseline (0). */
export type Counts = {
  readonly y0: number;
  readonly t0: number;
  readonly y1: number;
  readonly t1: number;
  readonly phi: number;
};

const DELTAS = Float64Array.from({ length: CELLS }, (_, cell) => deltaAt(cell));

/**
 * φ_s, by how much more than chance the split of a seat's output between baseline and window varies:
 * the months' own dispersion, and the level's movement `omega2` between the two spans.
 */
export function splitDispersion({ y0, t0, y1, t1, phi }: Counts, omega2: number): number {
  return phi + (omega2 * (y0 + y1) * t0 * t1) / (t0 + t1) ** 2;
}

/**
 * The likelihood of every δ given the total, scaled by the seat's own dispersion, written into
 * `into`, one value per cell. It is relative to its greatest possible value, a constant of the
 * counts alone, so that the likelihoods under different shocks `epsilon` compare. With the odds
 * e^v = t1·e^(ε+δ)/t0 it is y1·v − (y0 + y1)·ln(1 + e^v), over φ_s. Where even the greatest on the
 * grid is next to nothing, all are raised alike, so that the grid's edge is believed, not nothing.
 */
export function fillLikelihood(
  counts: Counts,
  omega2: number,
  epsilon: number,
  into: Float64Array,
): void {
  const { y0, t0, y1, t1 } = counts;
  const scale = splitDispersion(counts, omega2);
  const total = y0 + y1;
  const best = times(y1, Math.log(y1 / total)) + times(y0, Math.log(y0 / total));
  const logOdds = Math.log(t1 / t0) + epsilon;
  const slope = y1 / scale;
  const weight = total / scale;
  const unraised = (y1 * logOdds - best) / scale;
  const logAt = (cell: number): number =>
    unraised + slope * deltaAt(cell) - weight * softplus(logOdds + deltaAt(cell));
  const likeliest = Math.log(y1 / t1 / (y0 / t0)) - epsilon;
  const below = cellBelow(likeliest);
  const greatest = Math.max(logAt(below), logAt(Math.min(CELLS - 1, below + 1)));
  const constant = unraised + Math.max(0, LEAST_GREATEST - greatest);
  fillSoftplus(logOdds, into);
  for (let cell = 0; cell < CELLS; cell += 1) {
    into[cell] = expBelow0(constant + slope * (DELTAS[cell] ?? 0) - weight * (into[cell] ?? 0));
  }
}

/** ln of what the greatest likelihood on the grid is raised to at least. */
const LEAST_GREATEST = -600;

/** The cell whose middle lies just below a change, within the grid. */
function cellBelow(delta: number): number {
  const first = DELTAS[0] ?? 0;
  return Math.min(CELLS - 1, Math.max(0, Math.floor((delta - first) / CELL)));
}

/** 0·ln 0 is 0: no output in one of the two spans leaves only the other's factor. */
const times = (count: number, log: number): number => (count === 0 ? 0 : count * log);

const STEPS = 128;
const STEP = Math.LN2 / STEPS;
const STEPS_PER_ONE = STEPS / Math.LN2;
const THIRD = 1 / 6;
const FOURTH = 1 / 24;
const FIFTH = 1 / 120;
const FRACTIONS = Float64Array.from({ length: STEPS }, (_, step) => 2 ** (-step / STEPS));
const HALVINGS = Float64Array.from({ length: 1024 }, (_, times) => 2 ** -times);
/** e^−700 is 10⁻³⁰⁴: nothing beside a likelihood's peak, which is 1. */
const NOTHING_BELOW = -700;

/**
 * e^x for x up to 0 (rounding may put the peak a last digit above), to 13 digits: whole steps of
 * ln 2/128 from two tables, the rest by five terms of the series. Half the time of `Math.exp`, of
 * which a verdict would take ten thousands, and the same digits on every machine.
 */
function expBelow0(x: number): number {
  if (x < NOTHING_BELOW) return 0;
  if (x >= 0) return 1;
  const steps = Math.floor(-x * STEPS_PER_ONE);
  const rest = x + steps * STEP;
  const series = 1 + rest * (1 + rest * (0.5 + rest * (THIRD + rest * (FOURTH + rest * FIFTH))));
  return series * (HALVINGS[steps >> 7] ?? 0) * (FRACTIONS[steps & (STEPS - 1)] ?? 0);
}

const softplus = (v: number): number => Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));

/** ln(1 + e^v) at the multiples of a cell's width, far beyond any odds that months and shocks make. */
const TABLE_FROM = -20;
const TABLE = Float64Array.from({ length: -2 * TABLE_FROM * 100 + 1 }, (_, index) =>
  softplus(TABLE_FROM + index / 100),
);

/**
 * ln(1 + e^(v + δ)) for every δ of the grid. The grid is as fine as the table, so one set of six
 * weights (Lagrange's, through the three nearest points on either side) serves all cells; its error,
 * at most h⁶·max|f⁽⁶⁾|·225/64/720 ≈ 10⁻¹⁵, is that of the last digit. A logarithm per cell would
 * take most of a verdict's time.
 */
function fillSoftplus(v: number, into: Float64Array): void {
  const place = (v + (DELTAS[0] ?? 0) - TABLE_FROM) / CELL;
  const first = Math.floor(place) - 2;
  if (first < 0 || first + CELLS + 5 > TABLE.length) {
    for (let cell = 0; cell < CELLS; cell += 1) into[cell] = softplus(v + (DELTAS[cell] ?? 0));
    return;
  }
  const x = place - Math.floor(place);
  const a = (-(x + 1) * x * (x - 1) * (x - 2) * (x - 3)) / 120;
  const b = ((x + 2) * x * (x - 1) * (x - 2) * (x - 3)) / 24;
  const c = (-(x + 2) * (x + 1) * (x - 1) * (x - 2) * (x - 3)) / 12;
  const d = ((x + 2) * (x + 1) * x * (x - 2) * (x - 3)) / 12;
  const e = (-(x + 2) * (x + 1) * x * (x - 1) * (x - 3)) / 24;
  const f = ((x + 2) * (x + 1) * x * (x - 1) * (x - 2)) / 120;
  for (let cell = 0; cell < CELLS; cell += 1) {
    const at = first + cell;
    into[cell] =
      a * (TABLE[at] ?? 0) +
      b * (TABLE[at + 1] ?? 0) +
      c * (TABLE[at + 2] ?? 0) +
      (d * (TABLE[at + 3] ?? 0) + e * (TABLE[at + 4] ?? 0) + f * (TABLE[at + 5] ?? 0));
  }
}
