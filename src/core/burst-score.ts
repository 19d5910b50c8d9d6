import { median } from './median.ts';

/** Above this robust z-score an amount is a burst (RULES.md, The run-out date, step 1). */
export const BURST_Z = 5;

/**
 * How far out an amount is of its own history: `(ln(1 + x/m) − median) / max(0.25, 1.4826·MAD)`, the
 * median and the MAD being those of the history's `ln(1 + x/m)`, `scale` its m (RULES.md, The run-out date, step 1).
 */
export function burstScore(history: readonly number[], amount: number, scale: number): number {
  const logOf = (value: number): number => Math.log1p(Math.max(0, value) / scale);
  const logs = history.map(logOf);
  const middle = median(logs);
  const deviation = median(logs.map((log) => Math.abs(log - middle)));
  return (logOf(amount) - middle) / Math.max(0.25, 1.4826 * deviation);
}
