import type { IsoDay } from '../../../core/calendar.ts';
import { firstDay, lastDay, monthOf } from '../../../core/calendar.ts';
import type { BilledAccount } from '../../../core/invoices/posted-bill.ts';
import type { ChargeSource, SpendCell } from '../../../core/spend/spend-cells.ts';
import type { SpendReader } from '../spend/spend-reader.ts';

/** What an invoice can bill: not its own variance, and not what the company pays back to people. */
const BILLED: ReadonlySet<ChargeSource> = new Set([
  'usage',
  'cost-report',
  'subscription',
  'manual',
]);

export const isBillable = ({ source }: SpendCell): boolean => BILLED.has(source);

/** What is metered: an account that buys credits draws it from them, and no later invoice bills it. */
const METERED: ReadonlySet<ChargeSource> = new Set(['usage', 'cost-report']);

/**
 * The account's charges between two days that an invoice may bill, as every screen adds them up. A
 * charge that names no account belongs to the one that bears its tool's name (a source is
 * the account, or the tool where no account is given).
 */
export function accountSpend(
  reader: SpendReader,
  { account, creditsSince }: BilledAccount,
  from: IsoDay,
  to: IsoDay,
): SpendCell[] {
  const month = monthOf(from);
  const isWholeMonth = from === firstDay(month) && to === lastDay(month);
  const cells = isWholeMonth ? reader.month(month) : reader.days(from, to);
  const name = account.toLowerCase();
  return cells.filter(
    (cell) =>
      isBillable(cell) &&
      (cell.account ?? cell.tool ?? '').toLowerCase() === name &&
      (creditsSince === null || cell.day < creditsSince || !METERED.has(cell.source)),
  );
}
