import type { IsoDay } from '../../../core/calendar.ts';
import { openFrom } from '../../../core/close/open-days.ts';
import type { Context } from '../context.ts';

/** The first day from which a change may count: the months before are closed, and stay as they were. */
export function openDaysFrom(context: Context): IsoDay {
  return openFrom(context.book.closures.lastMonth());
}

/** Who decides what when, as it is written beside every entry. */
export const signature = (context: Context, why: string | undefined) => ({
  at: context.now(),
  by: context.who,
  why: why ?? '',
});
