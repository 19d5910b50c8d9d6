import type { Arm } from './draw-arms.ts';
import {
  type TimedTask,
  type TimeEffect,
  type TimeRatio,
  timeEffect,
  twoArmed,
} from './time-effect.ts';

/** Why a task of a file counts as dropped, as the book keeps it; the window says it in its language. */
export const NO_MINUTES = 'no minutes in the file';

/** A task as it was entered, drawn and, where it was, done. Minutes; whole or not. */
export type TrialTask = {
  readonly person: string;
  readonly arm: Arm;
  /** What it would take in arm B, and in arm A: both said before the draw. */
  readonly estimate: number;
  readonly forecast: number | null;
  /** `null` until it is done. */
  readonly minutes: number | null;
  /** What it would have taken in the other arm, as its person feels. */
  readonly felt: number | null;
  readonly isDropped: boolean;
};

export type TrialResult = {
  readonly tasks: number;
  readonly people: number;
  readonly dropped: Readonly<Record<Arm, number>>;
  readonly done: Readonly<Record<Arm, number>>;
  /** `null`: too few tasks to say anything. */
  readonly effect: TimeEffect | null;
  readonly withPersons: TimeRatio | null;
  /** People with done tasks in one arm alone. */
  readonly oneArmOnly: readonly string[];
  /** What people expected of arm A before, and felt after; as a change of time. */
  readonly expectedChange: number | null;
  readonly feltChange: number | null;
};

const LEAST_DONE = 12;
const LEAST_IN_ARM = 5;

/**
 * What a trial measured, by the arms as they were drawn, whatever was used: tasks that were dropped
 * are counted, not timed. Under 12 done tasks, or 5 in an arm, nothing is measured.
 */
export function trialResult(tasks: readonly TrialTask[]): TrialResult {
  const done = tasks.flatMap((task): (TrialTask & TimedTask)[] =>
    task.minutes === null || task.isDropped ? [] : [{ ...task, minutes: task.minutes }],
  );
  const inArm = (list: readonly TrialTask[], arm: Arm): number =>
    list.filter((task) => task.arm === arm).length;
  const dropped = tasks.filter((task) => task.isDropped);
  const counts = { A: inArm(done, 'A'), B: inArm(done, 'B') };
  const isEnough =
    done.length >= LEAST_DONE && counts.A >= LEAST_IN_ARM && counts.B >= LEAST_IN_ARM;
  const people = [...new Set(done.map(({ person }) => person))];
  const both = new Set(twoArmed(done));
  const withPersons = isEnough ? timeEffect(done, true) : null;
  return {
    tasks: done.length,
    people: people.length,
    dropped: { A: inArm(dropped, 'A'), B: inArm(dropped, 'B') },
    done: counts,
    effect: isEnough ? timeEffect(done, false) : null,
    withPersons: withPersons && {
      ratio: withPersons.ratio,
      low95: withPersons.low95,
      high95: withPersons.high95,
    },
    oneArmOnly: people.filter((person) => !both.has(person)).sort(),
    expectedChange: meanChange(
      done.flatMap(({ forecast, estimate }) =>
        forecast === null || forecast <= 0 ? [] : [Math.log(forecast / estimate)],
      ),
    ),
    feltChange: meanChange(
      done.flatMap(({ felt, minutes, arm }) =>
        felt === null || felt <= 0
          ? []
          : [arm === 'A' ? Math.log(minutes / felt) : Math.log(felt / minutes)],
      ),
    ),
  };
}

/** exp(mean) − 1; `null` of nothing. */
function meanChange(logs: readonly number[]): number | null {
  if (logs.length === 0) return null;
  return Math.expm1(logs.reduce((sum, one) => sum + one, 0) / logs.length);
}
