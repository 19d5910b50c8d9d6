import type { AccountDoc } from '../../../contract/accounts.ts';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { moneyText } from '../../../core/money.ts';
import type { Context } from '../context.ts';
import type { HeldAccount } from './account-record.ts';

export type AccountSeat = AccountDoc['seatList'][number];

/** A seat without use for so long is worth a question; one that is newer is not (RULES.md, Signals). */
const QUIET_DAYS = 30;

/** The seats that the account listed last, with whom the book takes each for. */
export function accountSeats(context: Context, account: HeldAccount): AccountSeat[] {
  const since = addDays(context.today(), -QUIET_DAYS);
  return context.book.accountLists
    .seats(account.id)
    .map(({ priceMicro, currency, hasPlan, ...seat }) => ({
      ...seat,
      price: priceMicro === null ? null : moneyText(priceMicro, currency),
      hasPlan,
      use: useOf(seat.lastActivity, seat.firstSeen, since),
    }));
}

function useOf(lastActivity: IsoDay | null, firstSeen: IsoDay, since: IsoDay): AccountSeat['use'] {
  if (lastActivity !== null && lastActivity >= since) return 'used';
  if (lastActivity !== null) return 'not for 30 days';
  return firstSeen > since ? 'new' : 'never used';
}

/** Paid for and not used. */
export function isUnused({ use }: AccountSeat): boolean {
  return use === 'never used' || use === 'not for 30 days';
}
