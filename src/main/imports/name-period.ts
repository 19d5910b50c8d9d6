import {
  type DaySpan,
  firstDay,
  type IsoDay,
  isIsoDay,
  isIsoMonth,
  lastDay,
  monthOf,
} from '../../core/calendar.ts';
import { printedPeriod } from '../../core/invoices/printed-day.ts';

const MONTH = /(?<!\d)(20\d{2})[ ._年-]?(0[1-9]|1[0-2])(?![\d])(?![ ._-]\d{1,2}(?!\d))/;
const MONTH_BEFORE = /(?<![\d._ -])(0[1-9]|1[0-2])[ ._-](20\d{2})(?!\d)/;
const DAYS = /(?<!\d)(20\d{2})[._-]?(\d{2})[._-]?(\d{2})(?!\d)/g;

/**
 * The last day of the one month that a file's name speaks of (`licences-2026-07.csv`,
 * `Juli 2026.xlsx`, `…-2026-10-01-to-2026-10-31.csv`); `null` where it names none, or several. A
 * single day is when a file was made, not what it is about.
 */
export function periodOfName(name: string): IsoDay | null {
  const span = spanOfName(name);
  return span !== null && span.from < span.to && monthOf(span.from) === monthOf(span.to)
    ? span.to
    : null;
}

/** The days from the first to the last that a file's name speaks of, of several months too; a month's are all of it. */
export function spanOfName(name: string): DaySpan | null {
  const stem = name.replace(/\.[a-z0-9]{2,5}$/i, '');
  const days = [...stem.matchAll(DAYS)]
    .map(([, year, month, day]) => `${year}-${month}-${day}`)
    .filter(isIsoDay);
  const [from, to] = days;
  if (from !== undefined) return to !== undefined && from <= to ? { from, to } : null;
  const month = MONTH.exec(stem);
  if (month) return wholeMonth(`${month[1]}-${month[2]}`);
  const before = MONTH_BEFORE.exec(stem);
  if (before) return wholeMonth(`${before[2]}-${before[1]}`);
  const named = printedPeriod(stem.replace(/[_.-]+/g, ' '), null, true);
  return named === null ? null : { from: named.start, to: named.end };
}

const wholeMonth = (month: string): DaySpan => ({ from: firstDay(month), to: lastDay(month) });

/** The days that an answer to "which period?" stands for: a month's, or those of a month up to a day. */
export function spanOfAnswer(answer: string): DaySpan | null {
  const to = dayOfAnswer(answer);
  return to === null ? null : { from: firstDay(monthOf(to)), to };
}

/** The day that an answer to "which period?" stands for: a day, or a month's last. */
export function dayOfAnswer(answer: string): IsoDay | null {
  const text = answer.trim();
  if (isIsoMonth(text)) return lastDay(text);
  return isIsoDay(text) ? text : null;
}
