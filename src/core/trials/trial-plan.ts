/** (1.959964 + 0.841621)² × 4: 80 % power at 5 %, two arms of equal size. */
const POWER = 31.395519;
/** The deviation of ln(minutes) at equal estimates that METR found (2025). */
export const USUAL_SPREAD = 0.64;
const LEAST_TASKS = 12;

/**
 * How many tasks tell a change of time `effect` (−0.2 is a fifth less) 8 times in 10, at a deviation
 * `sigma` of ln(minutes): whole pairs, at least 12. `effect` is above −1 and not 0.
 */
export function tasksToTell(effect: number, sigma: number): number {
  return Math.max(LEAST_TASKS, upToEven((POWER * sigma ** 2) / Math.log1p(effect) ** 2));
}

/** The least changes that so many tasks tell 8 times in 10: faster (below 0) and slower. */
export function toldBy(tasks: number, sigma: number): { faster: number; slower: number } {
  const distance = Math.sqrt((POWER * sigma ** 2) / tasks);
  return { faster: Math.exp(-distance) - 1, slower: Math.exp(distance) - 1 };
}

// A last digit of rounding is no task more.
const upToEven = (tasks: number): number => 2 * Math.ceil(tasks / 2 - 1e-9);
