import { dayNumber, type IsoDay } from '../../../core/calendar.ts';

export const CURSOR = 'Cursor';
export const TOOL = 'Cursor';

/** A span of UTC days in milliseconds, both ends included: the last one is a millisecond before midnight. */
export function spanBody(fromDay: IsoDay, toDay: IsoDay): { startDate: number; endDate: number } {
  return {
    startDate: dayNumber(fromDay) * 86_400_000,
    endDate: (dayNumber(toDay) + 1) * 86_400_000 - 1,
  };
}
