import type { IsoDay } from '../../../core/calendar.ts';

/** A change of an issue's status: when, by whom, and whether it is done afterwards. */
export type StatusChange = {
  readonly at: string;
  readonly by: string | null;
  readonly isDone: boolean;
};

/** When an issue was last accepted, by whom, and since when it is open again. */
export function lastAcceptance(
  changes: readonly StatusChange[],
  dayOf: (instant: string) => IsoDay,
): { readonly day: IsoDay | null; readonly by: string | null; readonly openSince: IsoDay | null } {
  let accepted: StatusChange | null = null;
  let opened: StatusChange | null = null;
  let isDone = false;
  for (const change of [...changes].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    if (change.isDone && !isDone) {
      accepted = change;
      opened = null;
    } else if (!change.isDone && isDone) opened = change;
    isDone = change.isDone;
  }
  return {
    day: accepted === null ? null : dayOf(accepted.at),
    by: accepted?.by ?? null,
    openSince: opened === null ? null : dayOf(opened.at),
  };
}
