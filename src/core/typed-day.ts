import { type IsoDay, isIsoDay } from './calendar.ts';
import { printedDays } from './invoices/printed-day.ts';

/** Why a text is no day; `code` is stable and translated. */
export type DayFault = { readonly code: 'date_unknown' | 'date_ambiguous' };

/**
 * The day that a person typed (`2026-06-30`, `30 Jun 2026`, `30.6.2026`, `2026年6月30日`, `20260630`);
 * `03/04/2026`, which is one of two days, is refused. An empty text is empty.
 */
export function typedDay(text: string): IsoDay | '' | DayFault {
  const bare = text.trim();
  if (bare === '') return '';
  if (isIsoDay(bare)) return bare;
  const digits = /^(\d{4})(\d{2})(\d{2})$/.exec(bare);
  if (digits) {
    const day = `${digits[1]}-${digits[2]}-${digits[3]}`;
    return isIsoDay(day) ? day : { code: 'date_unknown' };
  }
  const [found, another] = printedDays(bare, null);
  const isWhole = found?.start === 0 && found.end === bare.length && another === undefined;
  if (found === undefined || !isWhole) return { code: 'date_unknown' };
  return found.isOrderGuessed || found.isYearGuessed ? { code: 'date_ambiguous' } : found.day;
}
