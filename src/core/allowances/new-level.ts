import type { IsoDay } from '../calendar.ts';
import { runningMedians } from '../median.ts';
import type { CleanedDay } from './day-bursts.ts';

export type NewLevel = {
  /** The first working day of the new level. */
  readonly since: IsoDay;
  /** What a working day usually took before and since. */
  readonly before: number;
  readonly after: number;
};

const LEAST_SCORE = 4;
const LEAST_RATIO = 1.6;
/** A working week on either side: fewer days are a busy week, not a level. */
const LEAST_DAYS = 5;
/** Keeps days that are all alike from making every whim a new level. */
const LEAST_DEVIATION = 0.05;

/**
 * Whether spend has moved to a new level (RULES.md, The run-out date, step 2): over working days with any use, the split
 * with the greatest `|median after − median before| / (1.25·s·√(1/n1 + 1/n2))` of ln x, s being the
 * deviation of both sides about their own means; above 4, and with medians apart by more than 1.6
 * times. Of equal splits the earliest. `null` where there is none.
 */
export function newLevel(days: readonly CleanedDay[]): NewLevel | null {
  const working = days.filter((day) => day.isWorkingDay && day.paceAmount > 0);
  const logs = working.map((day) => Math.log(day.paceAmount));
  const mediansBefore = runningMedians(logs);
  const mediansAfter = runningMedians([...logs].reverse());
  let best: { at: number; score: number; before: number; after: number } | null = null;
  for (let at = LEAST_DAYS; at <= logs.length - LEAST_DAYS; at += 1) {
    const left = logs.slice(0, at);
    const right = logs.slice(at);
    const before = mediansBefore[at - 1] ?? 0;
    const after = mediansAfter[right.length - 1] ?? 0;
    const deviation = Math.sqrt((squares(left) + squares(right)) / (logs.length - 2));
    const error =
      1.25 * Math.max(LEAST_DEVIATION, deviation) * Math.sqrt(1 / left.length + 1 / right.length);
    const score = Math.abs(after - before) / error;
    if (best === null || score > best.score) best = { at, score, before, after };
  }
  if (best === null || best.score <= LEAST_SCORE) return null;
  if (Math.abs(best.after - best.before) <= Math.log(LEAST_RATIO)) return null;
  const since = working[best.at]?.day;
  if (since === undefined) return null;
  return { since, before: Math.exp(best.before), after: Math.exp(best.after) };
}

/** The sum of squared distances from the mean. */
function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
