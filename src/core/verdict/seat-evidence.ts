import type { Counts } from './effect-likelihood.ts';

/** What a gain is worth, in units of the base currency: a loaded monthly cost, or a value per weighted unit. */
export type Valuation =
  | { readonly by: 'loaded-cost'; readonly monthly: number }
  | { readonly by: 'unit'; readonly perUnit: number };

/** A seat's sums over window and baseline, with what it cost and what is asked of it. */
export type SeatEvidence = Counts & {
  /** Seats are taken in the order of their ids, so that no other order changes a digit. */
  readonly id: string;
  /** What the seat cost in the window, in units of the base currency. */
  readonly spend: number;
  readonly valuation: Valuation;
  readonly requiredReturn: number;
  readonly requiredUplift: number | null;
  /** A stated baseline is judged by the company's experience but does not feed it. */
  readonly isStated: boolean;
};

/** The same sums over the people without a seat, where there are enough, and how many they are. */
export type Controls = Counts & { readonly people: number };

const CONTROL_UNITS = 10;

/** The people without a seat, where they made enough on both sides to tell of everyone. */
export function telling(controls: Controls | null): Controls | null {
  return controls !== null && controls.y0 >= CONTROL_UNITS && controls.y1 >= CONTROL_UNITS
    ? controls
    : null;
}

/** The change c that just pays: e^c = 1 + h·S/(C·t1), or by units; infinite where none ever does. */
export function changeThatPays(seat: SeatEvidence, epsilon: number): number {
  const { t0, t1, spend, valuation, requiredReturn } = seat;
  const asked = requiredReturn * spend;
  if (valuation.by === 'loaded-cost') return Math.log(1 + asked / (valuation.monthly * t1));
  const total = unitsAtHand(seat);
  const x = asked / (valuation.perUnit * t1);
  const under = total - x * t1 * Math.exp(epsilon);
  return under > 0 ? Math.log((total + x * t0) / under) : Number.POSITIVE_INFINITY;
}

/** What a change is worth over the window, in units of the base currency. */
export function gainAt(seat: SeatEvidence, delta: number, epsilon: number): number {
  const { t1, valuation } = seat;
  return valuation.by === 'loaded-cost'
    ? (Math.exp(delta) - 1) * valuation.monthly * t1
    : extraUnitsAt(seat, delta, epsilon) * valuation.perUnit;
}

/** (e^δ − 1) × the rate without the seat × the window's months. */
export function extraUnitsAt(seat: SeatEvidence, delta: number, epsilon: number): number {
  const rate = unitsAtHand(seat) / (seat.t0 + seat.t1 * Math.exp(epsilon + delta));
  return (Math.exp(delta) - 1) * rate * seat.t1;
}

/** A = y0 + y1 + φ/2: all units, with half of one that varies as months do, so that nothing is no rate of 0. */
const unitsAtHand = ({ y0, y1, phi }: SeatEvidence): number => y0 + y1 + phi / 2;
