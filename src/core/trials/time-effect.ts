import type { Arm } from './draw-arms.ts';

/** A task that was done: whose it is, its drawn arm, its estimate before the draw and what it took, in minutes. */
export type TimedTask = {
  readonly person: string;
  readonly arm: Arm;
  readonly estimate: number;
  readonly minutes: number;
};

/** The ratio of time in arm A to time in arm B, with its 95 % interval. */
export type TimeRatio = {
  readonly ratio: number;
  readonly low95: number;
  readonly high95: number;
};

export type TimeEffect = TimeRatio & {
  /** Whether it is adjusted for the estimates: not where all are equal. */
  readonly adjusted: boolean;
  /** The residual deviation of ln(minutes), for the planner. */
  readonly sigma: number;
};

/** The normal distribution's 0.975 quantile, at any number of tasks. */
const NORMAL_975 = 1.959963985;
/** Above it a task determines its own fit: its residual says nothing. */
const FULL_LEVERAGE = 1 - 1e-9;
/** Of sums of squares: less of them is rounding. */
const NOTHING = 1e-12;

/**
 * Least squares of ln(minutes) on a constant, the arm and ln(estimate), with HC3 standard errors
 * (MacKinnon and White 1985): exp(b) is the ratio of times, exp(b ± 1.959963985·SE) its interval. With
 * `byPerson` the constant is each person's own: `null` unless two people have tasks in both arms.
 * `null` where the arms cannot be told apart from the estimates.
 */
export function timeEffect(tasks: readonly TimedTask[], byPerson: boolean): TimeEffect | null {
  if (byPerson && twoArmed(tasks).length < 2) return null;
  const groups = new Map<string, TimedTask[]>();
  for (const task of tasks) {
    const key = byPerson ? task.person : '';
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  // A constant per group is the same as all of it relative to the group's mean (Frisch and Waugh 1933).
  const rows = [...groups.values()].flatMap((group) => centred(group));
  const sizes = rows.reduce((sum, { size }) => sum + size ** 2, 0) / rows.length;
  const adjusted = sizes > NOTHING;
  const solved = adjusted ? twoTerms(rows) : oneTerm(rows);
  if (solved === null) return null;
  const terms = groups.size + (adjusted ? 2 : 1);
  const residuals = rows.map(({ time, arm, size }) => time - solved.b * arm - solved.c * size);
  let meat = 0;
  for (const [index, row] of rows.entries()) {
    // The row of (X'X)⁻¹X' that belongs to the arm, and the task's leverage on its own fit.
    const weight = solved.armArm * row.arm + solved.armSize * row.size;
    const leverage =
      1 / row.among +
      weight * row.arm +
      (solved.armSize * row.arm + solved.sizeSize * row.size) * row.size;
    if (leverage > FULL_LEVERAGE) continue;
    meat += (weight * ((residuals[index] ?? 0) / (1 - leverage))) ** 2;
  }
  const error = NORMAL_975 * Math.sqrt(meat);
  const squares = residuals.reduce((sum, one) => sum + one ** 2, 0);
  return {
    ratio: Math.exp(solved.b),
    low95: Math.exp(solved.b - error),
    high95: Math.exp(solved.b + error),
    adjusted,
    sigma: rows.length > terms ? Math.sqrt(squares / (rows.length - terms)) : 0,
  };
}

/** The people with tasks in both arms. */
export function twoArmed(tasks: readonly Pick<TimedTask, 'person' | 'arm'>[]): string[] {
  const arms = new Map<string, Set<Arm>>();
  for (const { person, arm } of tasks) arms.set(person, (arms.get(person) ?? new Set()).add(arm));
  return [...arms].flatMap(([person, seen]) => (seen.size === 2 ? [person] : []));
}

type Row = { time: number; arm: number; size: number; among: number };

function centred(group: readonly TimedTask[]): Row[] {
  const raw = group.map(({ minutes, arm, estimate }) => ({
    time: Math.log(minutes),
    arm: arm === 'A' ? 1 : 0,
    size: Math.log(estimate),
  }));
  const mean = (pick: (row: (typeof raw)[number]) => number): number =>
    raw.reduce((sum, row) => sum + pick(row), 0) / raw.length;
  const [time, arm, size] = [
    mean((row) => row.time),
    mean((row) => row.arm),
    mean((row) => row.size),
  ];
  return raw.map((row) => ({
    time: row.time - time,
    arm: row.arm - arm,
    size: row.size - size,
    among: raw.length,
  }));
}

/** The coefficients of arm and size, and the inverse of X'X. */
type Solved = { b: number; c: number; armArm: number; armSize: number; sizeSize: number };

const sumOf = (rows: readonly Row[], pick: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + pick(row), 0);

function twoTerms(rows: readonly Row[]): Solved | null {
  const aa = sumOf(rows, ({ arm }) => arm * arm);
  const as = sumOf(rows, ({ arm, size }) => arm * size);
  const ss = sumOf(rows, ({ size }) => size * size);
  const determinant = aa * ss - as * as;
  if (determinant <= NOTHING * aa * ss || aa === 0) return null;
  const at = sumOf(rows, ({ arm, time }) => arm * time);
  const st = sumOf(rows, ({ size, time }) => size * time);
  return {
    b: (ss * at - as * st) / determinant,
    c: (aa * st - as * at) / determinant,
    armArm: ss / determinant,
    armSize: -as / determinant,
    sizeSize: aa / determinant,
  };
}

function oneTerm(rows: readonly Row[]): Solved | null {
  const aa = sumOf(rows, ({ arm }) => arm * arm);
  if (aa <= NOTHING) return null;
  const at = sumOf(rows, ({ arm, time }) => arm * time);
  return { b: at / aa, c: 0, armArm: 1 / aa, armSize: 0, sizeSize: 0 };
}
