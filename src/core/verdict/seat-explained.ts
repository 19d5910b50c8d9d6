import type { Experience } from './company-experience.ts';
import { wordFor } from './company-verdicts.ts';
import {
  CELL,
  CELLS,
  deltaAt,
  type EffectDistribution,
  massFrom,
  quantile,
} from './effect-grid.ts';
import { splitDispersion } from './effect-likelihood.ts';
import { averaged, type Buffers, beliefUnder, buffersFor, chancesOf } from './seat-belief.ts';
import { changeThatPays, gainAt, type SeatEvidence } from './seat-evidence.ts';

/** What an owner can follow of one seat's verdict, and what would turn it. */
export type SeatExplained = {
  /** φ_s: how many times as much as by chance alone the seat's output varies between the two spans. */
  readonly seatPhi: number;
  /** By what share two spans as long as these differ with nothing having happened: one standard deviation. */
  readonly byChance: number;
  /** The change that just pays; `null` where no change could. */
  readonly neededUplift: number | null;
  readonly belief: Belief;
  readonly turn: Turn;
  /** Tasks of a trial that would tell; `null` where it would take too many. */
  readonly trialTasks: number | null;
};

/** The density of the gain's worth over the window, in units of the base currency, at rising worth. */
export type Belief = {
  readonly points: readonly {
    readonly worth: number;
    readonly density: number;
    /** How likely it is worth this much or more. */
    readonly above: number;
  }[];
  /** How much of the belief lies on exactly no effect, which has no width. */
  readonly noEffect: number;
};

/**
 * What would change the call. Of a seat that is not justified: the least units a month more, and the
 * greatest spend a month, that would make it so. Of a justified one: the most units a month fewer,
 * and the greatest spend a month, with which it stays so. `null` where nothing within reach does.
 */
export type Turn = { readonly units: number | null; readonly spend: number | null };

/** A seat's verdict in parts; the company's experience is kept as it is. */
export function explainSeat(seat: SeatEvidence, experience: Experience): SeatExplained {
  const buffers = buffersFor(experience);
  const parts = beliefUnder(seat, experience, buffers);
  const effect = averaged(parts);
  const { p } = chancesOf(seat, parts);
  const { meanShock, omega2 } = experience;
  const seatPhi = splitDispersion(seat, omega2);
  const needed = changeThatPays(seat, meanShock);
  const isJustified = wordFor(p) === 'justified';
  const holds = (other: SeatEvidence): boolean =>
    wordFor(chancesOf(other, parts).p) === 'justified';
  const spend = greatestSpend(seat, holds, isJustified);
  return {
    seatPhi,
    // Half a unit on either side, so that nothing at all has a rate as well.
    byChance: Math.exp(Math.sqrt(seatPhi * (1 / (seat.y0 + 0.5) + 1 / (seat.y1 + 0.5)))) - 1,
    neededUplift: Number.isFinite(needed) ? Math.exp(needed) - 1 : null,
    belief: beliefOf(seat, effect, meanShock),
    turn: { units: turningUnits(seat, experience, buffers, isJustified), spend },
    trialTasks: trialTasks(quantile(effect, 0.5) - needed),
  };
}

/** Equal steps of δ make unequal steps of worth: bars of this many cells each are fine enough to draw. */
const CELLS_A_POINT = 4;
const TAIL = 0.004;

function beliefOf(seat: SeatEvidence, effect: EffectDistribution, meanShock: number): Belief {
  const from = quantile(effect, TAIL);
  const to = quantile(effect, 1 - TAIL);
  const points: Belief['points'][number][] = [];
  const worth = (delta: number): number => gainAt(seat, delta, meanShock);
  for (let cell = 0; cell + CELLS_A_POINT <= CELLS; cell += CELLS_A_POINT) {
    const low = deltaAt(cell) - CELL / 2;
    const high = low + CELLS_A_POINT * CELL;
    if (high < from || low > to) continue;
    const mass = effect.cells
      .subarray(cell, cell + CELLS_A_POINT)
      .reduce((sum, one) => sum + one, 0);
    const middle = (low + high) / 2;
    points.push({
      worth: worth(middle),
      density: mass / (worth(high) - worth(low)),
      above: massFrom(effect, middle),
    });
  }
  return { points, noEffect: effect.point };
}

const DOUBLINGS = 40;
const HALVINGS = 50;

/** The greatest spend a month that is justified, to the whole unit below; nothing under 1. */
function greatestSpend(
  seat: SeatEvidence,
  holds: (seat: SeatEvidence) => boolean,
  isJustified: boolean,
): number | null {
  const monthly = seat.spend / seat.t1;
  const at = (spend: number): boolean => holds({ ...seat, spend: spend * seat.t1 });
  let low = isJustified ? monthly : 0;
  let high = monthly;
  if (isJustified) {
    for (let step = 0; step < DOUBLINGS && at(high); step += 1) [low, high] = [high, high * 2];
    if (at(high)) return null;
  }
  for (let step = 0; step < HALVINGS && high - low > 0.01; step += 1) {
    const middle = (low + high) / 2;
    if (at(middle)) low = middle;
    else high = middle;
  }
  const whole = Math.floor(low);
  return whole >= 1 && at(whole) ? whole : null;
}

/** Beyond four times the greater of both rates nobody would set a target. */
const REACH = 4;

function turningUnits(
  seat: SeatEvidence,
  experience: Experience,
  buffers: Buffers,
  isJustified: boolean,
): number | null {
  const { y0, t0, y1, t1 } = seat;
  const holdsWith = (units: number): boolean => {
    const other = { ...seat, y1: y1 + units * t1 };
    return wordFor(chancesOf(other, beliefUnder(other, experience, buffers)).p) === 'justified';
  };
  const most = isJustified
    ? Math.floor(y1 / t1)
    : Math.ceil(REACH * Math.max(y0 / t0, y1 / t1)) + 1;
  if (isJustified) {
    // The last of 0, 1, 2 … fewer that holds; 0 does.
    let holds = 0;
    let fails = most + 1;
    while (fails - holds > 1) {
      const middle = Math.floor((holds + fails) / 2);
      if (y0 + y1 - middle * t1 > 0 && holdsWith(-middle)) holds = middle;
      else fails = middle;
    }
    return holds;
  }
  if (!holdsWith(most)) return null;
  let fails = 0;
  let holds = most;
  while (holds - fails > 1) {
    const middle = Math.floor((holds + fails) / 2);
    if (holdsWith(middle)) holds = middle;
    else fails = middle;
  }
  return holds;
}

/** (1.959964 + 0.841621)² × 4: 80 % power at 5 %, two arms of equal size. */
const POWER = 31.395519;
/** The spread of the logarithm of a task's time that METR found. */
const TASK_SPREAD = 0.64;
const LEAST_TASKS = 12;
const MOST_TASKS = 2000;

/** How many tasks tell the effect as it looks now from the one that just pays, `distance` apart in ln. */
function trialTasks(distance: number): number | null {
  const tasks = Math.max(LEAST_TASKS, Math.ceil((POWER * TASK_SPREAD ** 2) / distance ** 2));
  return tasks <= MOST_TASKS ? tasks + (tasks % 2) : null;
}
