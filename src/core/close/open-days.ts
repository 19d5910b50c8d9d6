import { addMonths, firstDay, type IsoDay, type IsoMonth } from '../calendar.ts';

/** The month itself where it is open, else the first open one after it: what comes late is posted there. */
export function firstOpenMonth(month: IsoMonth, closed: ReadonlySet<IsoMonth>): IsoMonth {
  let open = month;
  while (closed.has(open)) open = addMonths(open, 1);
  return open;
}

/**
 * The first day from which a change may count: the months up to the last closed one stay as they
 * were. With none closed every day is open.
 */
export function openFrom(lastClosed: IsoMonth | null): IsoDay {
  return lastClosed === null ? '0000-01-01' : firstDay(addMonths(lastClosed, 1));
}
