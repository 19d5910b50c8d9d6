import { blend, type Experience, type Shock } from './company-experience.ts';
import { CELLS, deltaAt, type EffectDistribution, massFrom, NO_EFFECT } from './effect-grid.ts';
import { fillLikelihood } from './effect-likelihood.ts';
import { changeThatPays, gainAt, type SeatEvidence } from './seat-evidence.ts';

/** What is believed of a seat under one shock. */
export type Under = {
  readonly epsilon: number;
  readonly weight: number;
  readonly effect: EffectDistribution;
};

/** One buffer for each shock, to be used again from seat to seat. */
export type Buffers = readonly Float64Array[];

export function buffersFor({ shocks }: Experience): Buffers {
  return shocks.map(() => new Float64Array(CELLS));
}

/** The seat's belief under every shock; it holds until the buffers are filled anew. */
export function beliefUnder(
  seat: SeatEvidence,
  { shocks, omega2 }: Experience,
  buffers: Buffers,
): Under[] {
  return buffers.flatMap((cells, index) => {
    const shock = shocks[index];
    if (!shock) return [];
    const { epsilon, weight } = shock;
    return { epsilon, weight, effect: posterior(seat, omega2, shock, cells) };
  });
}

/** The belief averaged over the shocks. */
export const averaged: (parts: readonly Under[]) => EffectDistribution = blend;

/** The seat's likelihood times the company's experience under one shock; its cells are written into `cells`. */
function posterior(
  seat: SeatEvidence,
  omega2: number,
  { epsilon, prior }: Shock,
  cells: Float64Array,
): EffectDistribution {
  fillLikelihood(seat, omega2, epsilon, cells);
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

export type Chances = {
  readonly p: number;
  readonly pValue: number;
  readonly pUplift: number | null;
};

/** How likely it is that the gain pays, and exceeds the required uplift, averaged over the shocks. */
export function chancesOf(seat: SeatEvidence, parts: readonly Under[]): Chances {
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

const GROWTH = Float64Array.from({ length: CELLS }, (_, cell) => Math.exp(deltaAt(cell)));

/**
 * The net gain per month that is expected, in units of the base currency, and what it would be worth
 * per month to know it: the mean of what an owner who knew would gain, less what is gained by
 * following the expectation. The point at no effect brings nothing and costs the spend.
 */
export function expectedNet(
  seat: SeatEvidence,
  parts: readonly Under[],
): { readonly expected: number; readonly worthKnowing: number } {
  const { t1, spend, requiredReturn } = seat;
  const asked = requiredReturn * spend;
  let expected = 0;
  let ifKnown = 0;
  for (const { epsilon, weight, effect } of parts) {
    let net = 0;
    let gained = 0;
    const gain = gainByGrowth(seat, epsilon);
    for (let cell = 0; cell < CELLS; cell += 1) {
      const mass = effect.cells[cell] ?? 0;
      const each = gain(GROWTH[cell] ?? 1) - asked;
      net += mass * each;
      if (each > 0) gained += mass * each;
    }
    expected += weight * (net - effect.point * asked);
    ifKnown += weight * gained;
  }
  return {
    expected: expected / t1,
    worthKnowing: Math.max(0, (ifKnown - Math.max(expected, 0)) / t1),
  };
}

/** `gainAt` for every cell of one shock, by e^δ, with what does not depend on δ worked out once. */
function gainByGrowth(seat: SeatEvidence, epsilon: number): (growth: number) => number {
  const { t0, t1, valuation } = seat;
  const ofOne = gainAt(seat, Math.LN2, epsilon);
  if (valuation.by === 'loaded-cost') return (growth) => (growth - 1) * ofOne;
  const season = t1 * Math.exp(epsilon);
  const ofTwice = ofOne * (t0 + 2 * season);
  return (growth) => ((growth - 1) * ofTwice) / (t0 + season * growth);
}
