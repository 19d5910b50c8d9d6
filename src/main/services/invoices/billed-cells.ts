import { addDays, firstDay, type IsoDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import { billGroups } from '../../../core/invoices/bill-groups.ts';
import {
  groupNumber,
  isCreditsOnly,
  type PostedGroup,
} from '../../../core/invoices/posted-bill.ts';
import { togetherByMonth } from '../../../core/spend/log-projects.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';
import type { Context } from '../context.ts';
import { Charging } from '../spend/charging.ts';
import type { SpendReader } from '../spend/spend-reader.ts';
import { accountSpend, isBillable } from './account-spend.ts';
import { postedBills } from './posted-bills.ts';

/** A cell, and the number of the invoice that bills it; `null` where none does. */
export type BilledCell = {
  readonly cell: SpendCell;
  readonly invoiceNumber: string | null;
  /** The last day of the part of the month that it sums; `null`: the month's. */
  readonly to: IsoDay | null;
};

/**
 * A month's cells with the invoices that bill them, so that with its variance they add up to each
 * invoice in its currency. An account that is billed for a part of the month has that part apart.
 */
export function billedCells(
  context: Context,
  reader: SpendReader,
  month: IsoMonth,
  cells: readonly SpendCell[],
): BilledCell[] {
  const bills = postedBills(context, new Charging(context));
  const groups = billGroups(bills.filter((bill) => !isCreditsOnly(bill))).filter(
    ({ period }) => period.start <= lastDay(month) && period.end >= firstDay(month),
  );
  const byAccount = Map.groupBy(groups, ({ bills: [bill] }) => (bill?.account ?? '').toLowerCase());
  const isBilled = (cell: SpendCell): boolean =>
    isBillable(cell) && byAccount.has((cell.account ?? cell.tool ?? '').toLowerCase());
  const parts = [...byAccount].flatMap(([account, own]) =>
    segments(month, own).flatMap(({ from, to, group }) =>
      togetherByMonth(accountSpend(reader, { account, creditsSince: null }, from, to)).map(
        (cell) => ({ cell, to, invoiceNumber: group && numberFor(cell, group) }),
      ),
    ),
  );
  return [
    ...cells
      .filter((cell) => !isBilled(cell))
      .map((cell) => ({ cell, invoiceNumber: null, to: null })),
    ...parts,
  ];
}

/** The month cut where the account's billed days begin and end. */
function segments(
  month: IsoMonth,
  groups: readonly PostedGroup[],
): { from: IsoDay; to: IsoDay; group: PostedGroup | null }[] {
  const found: { from: IsoDay; to: IsoDay; group: PostedGroup | null }[] = [];
  let next = firstDay(month);
  const last = lastDay(month);
  for (const group of groups.toSorted((a, b) => (a.period.start < b.period.start ? -1 : 1))) {
    const from = group.period.start > next ? group.period.start : next;
    const to = group.period.end < last ? group.period.end : last;
    if (from > to) continue;
    if (from > next) found.push({ from: next, to: addDays(from, -1), group: null });
    found.push({ from, to, group });
    next = addDays(to, 1);
  }
  if (next <= last) found.push({ from: next, to: last, group: null });
  return found;
}

/** Only what is in the invoice's currency adds up to it, and only what its credits have not paid. */
function numberFor(cell: SpendCell, group: PostedGroup): string | null {
  const { creditsSince } = group.bills[0] ?? { creditsSince: null };
  const isMetered = cell.source === 'usage' || cell.source === 'cost-report';
  if (isMetered && creditsSince !== null && cell.day >= creditsSince) return null;
  return group.bills.some(({ currency }) => currency === cell.currency) ? groupNumber(group) : null;
}
