import { addMonths, type IsoMonth, isIsoMonth, monthRange } from './calendar.ts';

/** Months from and to, both of them in it. */
export type MonthSpan = { readonly from: IsoMonth; readonly to: IsoMonth };

/** The months of `2026-Q2`, `2026` or `2026-06`; `null` where it is none of them. */
export function monthSpanOf(text: string): MonthSpan | null {
  const quarter = /^(\d{4})-?Q([1-4])$/i.exec(text);
  if (quarter) {
    const from = `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}`;
    return isIsoMonth(from) ? { from, to: addMonths(from, 2) } : null;
  }
  if (/^\d{4}$/.test(text)) {
    const from = `${text}-01`;
    return isIsoMonth(from) ? { from, to: `${text}-12` } : null;
  }
  return isIsoMonth(text) ? { from: text, to: text } : null;
}

/** The quarter or year that a month is in. */
export function spanAround(month: IsoMonth, by: 'month' | 'quarter' | 'year'): MonthSpan {
  if (by === 'month') return { from: month, to: month };
  const year = month.slice(0, 4);
  if (by === 'year') return { from: `${year}-01`, to: `${year}-12` };
  const first = Math.floor((Number(month.slice(5)) - 1) / 3) * 3 + 1;
  const from = `${year}-${String(first).padStart(2, '0')}`;
  return { from, to: addMonths(from, 2) };
}

/** The span of the same length just before. */
export function spanBefore({ from, to }: MonthSpan): MonthSpan {
  const length = monthRange(from, to).length;
  return { from: addMonths(from, -length), to: addMonths(from, -1) };
}

/** The last month of a span that the book reaches, whose verdicts stand for it; its first where it reaches none. */
export function lastReached({ from, to }: MonthSpan, reached: IsoMonth | null): IsoMonth {
  if (reached === null || reached >= to) return to;
  return reached < from ? from : reached;
}
