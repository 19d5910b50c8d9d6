import {
  daysBetween,
  firstDay,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthOf,
  monthRange,
} from '../calendar.ts';
import { allocate, type Micro } from '../money.ts';
import type { InvoiceDraft } from './invoice.ts';

/** Calendar days, both included. */
export type Period = { readonly start: IsoDay; readonly end: IsoDay };

/**
 * The period an invoice bills: the stated one; else the calendar month of its date, and then
 * `isStated` is false. `null` without either.
 */
export function billedPeriod(
  invoice: Pick<InvoiceDraft, 'periodStart' | 'periodEnd' | 'issueDay'>,
): (Period & { readonly isStated: boolean }) | null {
  const start = invoice.periodStart?.value;
  const end = invoice.periodEnd?.value;
  if (start !== undefined && end !== undefined && start <= end)
    return { start, end, isStated: true };
  const day = start ?? end ?? invoice.issueDay?.value;
  if (day === undefined) return null;
  return { start: firstDay(monthOf(day)), end: lastDay(monthOf(day)), isStated: false };
}

/** How many days two periods share. */
export function sharedDays(a: Period, b: Period): number {
  const start = a.start > b.start ? a.start : b.start;
  const end = a.end < b.end ? a.end : b.end;
  return Math.max(0, daysBetween(start, end) + 1);
}

export type MonthPart = {
  readonly month: IsoMonth;
  readonly days: number;
  readonly amountMicro: Micro;
};

/** An amount spread over the calendar months of its period by days; the parts add up to it. */
export function splitByMonth(amountMicro: Micro, period: Period): MonthPart[] {
  const months = monthRange(monthOf(period.start), monthOf(period.end)).map((month) => ({
    month,
    days: sharedDays(period, { start: firstDay(month), end: lastDay(month) }),
  }));
  const parts = allocate(
    amountMicro,
    months.map(({ days }) => BigInt(days)),
  );
  return months.map((each, index) => ({ ...each, amountMicro: parts[index] ?? 0n }));
}
