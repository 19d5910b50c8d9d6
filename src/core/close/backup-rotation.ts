import { type IsoDay, monthOf, weekStart } from '../calendar.ts';

/** How many copies are kept: of the last days, weeks and months that have one. */
const KEPT = { days: 7, weeks: 4, months: 12 } as const;

/** Whether the daily copy is due: none was made today. A clock that was set back makes none. */
export function isBackupDue(copies: readonly IsoDay[], today: IsoDay): boolean {
  return copies.every((day) => day < today);
}

/**
 * The copies that may go: all but the newest of each of the last 7 days, 4 weeks (from Monday) and
 * 12 months that have one. Days that lie in the future of `today` are kept.
 */
export function copiesToDrop(copies: readonly IsoDay[], today: IsoDay): IsoDay[] {
  const newestFirst = [...new Set(copies)].sort((a, b) => (a < b ? 1 : -1));
  const kept = new Set(newestFirst.filter((day) => day > today));
  const keepNewest = (nameOf: (day: IsoDay) => string, count: number): void => {
    const periods = new Set<string>();
    for (const day of newestFirst) {
      if (day > today || periods.has(nameOf(day))) continue;
      if (periods.size === count) return;
      periods.add(nameOf(day));
      kept.add(day);
    }
  };
  keepNewest((day) => day, KEPT.days);
  keepNewest((day) => weekStart(day, 'monday'), KEPT.weeks);
  keepNewest(monthOf, KEPT.months);
  return newestFirst.filter((day) => !kept.has(day)).sort();
}
