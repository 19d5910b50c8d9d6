import { addDays, addMonthsToDay, type IsoDay, monthOf, monthsBetween } from '../calendar.ts';
import type { Period } from './invoice-period.ts';

/** An invoice as reconciliation needs it: whose account, which days it bills. */
export type Bill = { readonly id: number; readonly accountId: number; readonly period: Period };

/** The invoices of one account whose days overlap, and the days that they cover together. */
export type BillGroup<B extends Bill> = {
  readonly accountId: number;
  readonly period: Period;
  readonly bills: readonly (B & { readonly covered: Period })[];
};

/**
 * The days a stated period covers. Vendors print `Jun 3 – Jul 3` for one month: an end that is the
 * start so many whole months later is the first day of the next period and not part of this one.
 */
export function coveredDays(period: Period): Period {
  const months = monthsBetween(monthOf(period.start), monthOf(period.end));
  const isNextStart = months > 0 && addMonthsToDay(period.start, months) === period.end;
  return isNextStart ? { start: period.start, end: addDays(period.end, -1) } : period;
}

/**
 * Groups invoices by account and overlapping days, so that no charge is held against two of them.
 * Where one ends on the day on which the next begins, that day is the next one's.
 */
export function billGroups<B extends Bill>(bills: readonly B[]): BillGroup<B>[] {
  const starts = new Set(bills.map((bill) => `${bill.accountId} ${bill.period.start}`));
  const covered = bills.map((bill) => ({ ...bill, covered: withoutShared(bill, starts) }));
  covered.sort(
    (a, b) => a.accountId - b.accountId || compare(a.covered.start, b.covered.start) || a.id - b.id,
  );
  const groups: { accountId: number; start: IsoDay; end: IsoDay; bills: typeof covered }[] = [];
  for (const bill of covered) {
    const last = groups.at(-1);
    if (last && last.accountId === bill.accountId && bill.covered.start <= last.end) {
      last.bills.push(bill);
      if (bill.covered.end > last.end) last.end = bill.covered.end;
    } else {
      groups.push({ accountId: bill.accountId, ...bill.covered, bills: [bill] });
    }
  }
  return groups.map(({ accountId, start, end, bills: held }) => ({
    accountId,
    period: { start, end },
    bills: held,
  }));
}

function withoutShared(bill: Bill, starts: ReadonlySet<string>): Period {
  const period = coveredDays(bill.period);
  const { start, end } = period;
  return start < end && starts.has(`${bill.accountId} ${end}`)
    ? { start, end: addDays(end, -1) }
    : period;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
