import { git } from './git/git.ts';
import type { Tracker } from './tracker.ts';

/** Every source of output that the app can read; a new one is a folder and a line here. */
export const TRACKERS: readonly Tracker[] = [git];

/** The tracker of this kind; `null` where the app knows none. */
export function findTracker(kind: string): Tracker | null {
  return TRACKERS.find((tracker) => tracker.kind === kind) ?? null;
}
