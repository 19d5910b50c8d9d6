import { dayNumber, type IsoDay } from '../../../core/calendar.ts';
import type { Query } from '../provider-client.ts';

export const OPENAI = 'OpenAI';
export const TOOL = 'OpenAI API';

/** A span of UTC days in Unix seconds: start included, end excluded. */
export function spanQuery(fromDay: IsoDay, toDay: IsoDay): Query {
  return [
    ['start_time', String(dayNumber(fromDay) * 86_400)],
    ['end_time', String((dayNumber(toDay) + 1) * 86_400)],
  ];
}
