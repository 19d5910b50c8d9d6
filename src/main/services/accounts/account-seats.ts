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
  return context.book
    .all<{
      identity: string;
      tool: string;
      plan: string | null;
      priceMicro: bigint | null;
      currency: string;
      lastActivity: IsoDay | null;
      ends: IsoDay | null;
      firstSeen: IsoDay;
      person: string | null;
      hasPlan: number;
    }>(
      `SELECT seat.identity, seat.tool, seat.plan, seat.price_micro AS priceMicro, seat.currency,
         seat.last_activity_day AS lastActivity, seat.first_seen_day AS firstSeen, seat.ends_day AS ends, person.email AS person,
         EXISTS (SELECT 1 FROM subscription WHERE subscription.email = person.email
           AND (subscription.tool = seat.tool OR subscription.account_id = seat.account_id)) AS hasPlan
       FROM account_seat AS seat
       LEFT JOIN account_member AS member
         ON member.account_id = seat.account_id AND member.identity = seat.identity
       LEFT JOIN person ON person.email = coalesce(member.email, seat.identity)
         OR person.id = (SELECT person_id FROM identity_assignment
           JOIN identity ON identity.id = identity_id JOIN source ON source.id = identity.source_id
           WHERE source.account_id = seat.account_id AND identity.key = seat.identity LIMIT 1)
       WHERE seat.account_id = ? GROUP BY seat.identity, seat.tool ORDER BY seat.identity, seat.tool`,
      account.id,
    )
    .map(({ priceMicro, currency, hasPlan, ...seat }) => ({
      ...seat,
      price: priceMicro === null ? null : moneyText(priceMicro, currency),
      hasPlan: hasPlan === 1,
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
