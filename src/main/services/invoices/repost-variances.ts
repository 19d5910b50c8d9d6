import {
  addDays,
  firstDay,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthOf,
  monthRange,
} from '../../../core/calendar.ts';
import { firstOpenMonth } from '../../../core/close/open-days.ts';
import { billGroups } from '../../../core/invoices/bill-groups.ts';
import { daysIn, isCreditsOnly, type PostedGroup } from '../../../core/invoices/posted-bill.ts';
import {
  type BaseRates,
  lateVariances,
  lessPosted,
  monthVariances,
} from '../../../core/invoices/variance-posting.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';
import type { Context } from '../context.ts';
import { Charging } from '../spend/charging.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { accountSpend } from './account-spend.ts';
import { postedBills } from './posted-bills.ts';
import { spreadOf } from './spread-rules.ts';
import { replaceVariances, varianceHeld } from './variance-rows.ts';

/** Which days changed; `null` is open. Closed months are looked at only where an invoice changed. */
export type RepostScope = {
  readonly from: IsoDay | null;
  readonly to: IsoDay | null;
  readonly withClosed?: boolean;
};

/**
 * Brings the variance charges in line with invoices and charges: for each account and month, what the
 * invoices bill for its days less what is charged on them (RULES.md, Invoices), so that the
 * month's total equals the invoices. What belongs to a closed month is posted in the first open one
 * after it. Doing it again changes nothing.
 */
export function repostVariances(context: Context, scope: RepostScope): void {
  const { book } = context;
  const isAny = book.invoices.isAnyToReconcile();
  if (!isAny) return;
  const charging = new Charging(context);
  const rates: BaseRates = {
    base: charging.base,
    inBase: (micro, currency, day) => charging.inBase(micro, currency, day),
  };
  const bills = postedBills(context, charging);
  const groups = billGroups(bills.filter((bill) => !isCreditsOnly(bill)));
  const closed = new Set(book.closures.months());
  const reader = new SpendReader(context);
  for (const [accountId, months] of monthsInScope(context, groups, scope)) {
    for (const month of months) {
      if (closed.has(month) && scope.withClosed !== true) continue;
      const own = groups.filter(
        (group) =>
          group.accountId === accountId &&
          group.period.start <= lastDay(month) &&
          group.period.end >= firstDay(month),
      );
      const posted = varianceHeld(book, accountId, month, 'frozen');
      const charged = own.map((group) => {
        const { from, to } = daysIn(group, month);
        return { group, cells: chargesOf(reader, group, from, to) };
      });
      if (closed.has(month)) {
        const open = firstOpenMonth(month, closed);
        const rows = lateVariances(charged, month, posted.byCurrency, open, rates);
        replaceVariances(context, accountId, month, rows);
        continue;
      }
      const isSpread = spreadOf(context, accountId) === 'by-use';
      const rows = charged.flatMap(({ group, cells }) =>
        monthVariances(group, month, cells, rates, isSpread),
      );
      replaceVariances(context, accountId, month, [...rows, ...lessPosted(posted.baseMicro, rows)]);
    }
  }
}

function monthsInScope(
  { book }: Context,
  groups: readonly PostedGroup[],
  scope: RepostScope,
): Map<number, IsoMonth[]> {
  const from = scope.from === null ? null : monthOf(scope.from);
  const to = scope.to === null ? null : monthOf(scope.to);
  const found = new Map<number, Set<IsoMonth>>();
  const note = (accountId: number, month: IsoMonth): void => {
    if ((from !== null && month < from) || (to !== null && month > to)) return;
    found.set(accountId, (found.get(accountId) ?? new Set()).add(month));
  };
  // A bill that came or went can move its neighbours' days as well: groups are taken whole.
  for (const { accountId, period } of groups) {
    if (scope.from !== null && addDays(period.end, 1) < scope.from) continue;
    if (scope.to !== null && addDays(period.start, -1) > scope.to) continue;
    for (const month of monthRange(monthOf(period.start), monthOf(period.end))) {
      found.set(accountId, (found.get(accountId) ?? new Set()).add(month));
    }
  }
  const held = book.variances.months();
  for (const { accountId, month } of held) note(accountId, month);
  return new Map([...found].map(([accountId, months]) => [accountId, [...months].sort()]));
}

/** The charges of the group's account between two days. */
export function chargesOf(
  reader: SpendReader,
  { bills: [bill] }: PostedGroup,
  from: IsoDay,
  to: IsoDay,
): SpendCell[] {
  return bill ? accountSpend(reader, bill, from, to) : [];
}
