import { addMonths, firstDay, type IsoDay } from '../../../core/calendar.ts';
import { type Context, settingOf } from '../context.ts';

/** The first day from which a change may count: the months before are closed, and stay as they were. */
export function openFrom(context: Context): IsoDay {
  const month = context.book.closures.lastMonth();
  return month !== null ? firstDay(addMonths(month, 1)) : '0000-01-01';
}

/** Who decides what when, as it is written beside every entry. */
export const signature = (context: Context, why: string | undefined) => ({
  at: context.now(),
  by: context.who,
  why: why ?? '',
});

/** Whether whoever works with the book may decide as its owner: anybody, until owners are named. */
export function isOwner(context: Context): boolean {
  const owners = settingOf(context, 'company.owners');
  if (owners === 'none') return true;
  return owners
    .split(',')
    .some((one) => one.trim().toLowerCase() === context.who.trim().toLowerCase());
}
