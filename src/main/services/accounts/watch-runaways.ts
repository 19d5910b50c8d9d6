import { runaway } from '../../../core/accounts/runaway.ts';
import {
  dayRange,
  isWorkingDay,
  plainCalendar,
} from '../../../core/allowances/company-calendar.ts';
import { addDays, daysBetween, type IsoDay, lastDay, monthOf } from '../../../core/calendar.ts';
import { type Micro, unitsForStatistics } from '../../../core/money.ts';
import { partsOn } from '../../../core/spend/attribution.ts';
import { assignments } from '../../book/spend-queries.ts';
import type { Context } from '../context.ts';
import type { HeldAccount } from './account-record.ts';

const HISTORY_DAYS = 112;
/** Less than this a day, in base currency, is no runaway whatever it was before. */
const NOTEWORTHY_MICRO = 5_000_000n;

type DaySpend = { readonly identityId: number; readonly day: IsoDay; readonly spendMicro: bigint };
type Spender = { readonly byDay: Map<IsoDay, Micro>; readonly most: Map<IsoDay, DaySpend> };

/**
 * After a sync: whose yesterday or today, as far as it went, is far outside their own history of the
 * same kind of day, with what the rest of the month costs if every day is like it (DESIGN §5, 9).
 */
export function watchRunaways(context: Context, account: HeldAccount): void {
  const { book } = context;
  const today = context.today();
  const watched = [addDays(today, -1), today];
  book.run(
    'DELETE FROM runaway_day WHERE account_id = ? AND day >= ?',
    account.id,
    watched[0] ?? today,
  );
  for (const spender of spendersOf(context, account, today)) {
    for (const day of watched) {
      const found = runawayOn(spender, day);
      if (found === null) continue;
      const until = lastDay(monthOf(day));
      book.run(
        `INSERT INTO runaway_day (account_id, identity_id, day, spend_micro, usual_micro, projected_micro, projected_to, found_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        account.id,
        found.identityId,
        day,
        found.spendMicro,
        found.usualMicro,
        found.spendMicro * BigInt(daysBetween(day, until)),
        until,
        context.now(),
      );
    }
  }
}

/** What each person, or each identity that nobody carries as a whole, took through this account by day. */
function spendersOf(context: Context, account: HeldAccount, today: IsoDay): Spender[] {
  const { book } = context;
  const from = addDays(today, -HISTORY_DAYS);
  const rows = book.all<DaySpend>(
    `SELECT identityId, day, sum(micro) AS spendMicro FROM (
       SELECT usage.identity_id AS identityId, usage.day, coalesce(usage.base_micro, 0) AS micro
       FROM source JOIN identity ON identity.source_id = source.id
       CROSS JOIN usage ON usage.identity_id = identity.id AND usage.day >= ?
       WHERE source.account_id = ? AND identity.key <> ''
       UNION ALL
       SELECT charge.identity_id, charge.day, coalesce(charge.base_micro, 0)
       FROM charge JOIN source ON source.id = charge.source_id
       WHERE charge.day >= ? AND source.account_id = ? AND charge.identity_id IS NOT NULL)
     GROUP BY identityId, day`,
    from,
    account.id,
    from,
    account.id,
  );
  const held = assignments(book);
  const spenders = new Map<string, Spender>();
  for (const row of rows) {
    const parts = partsOn(row.day, held.get(row.identityId) ?? []);
    const [only] = parts;
    const who =
      parts.length === 1 && only !== undefined && only.personId !== null
        ? `person ${only.personId}`
        : `identity ${row.identityId}`;
    const spender = spenders.get(who) ?? { byDay: new Map(), most: new Map() };
    spenders.set(who, spender);
    spender.byDay.set(row.day, (spender.byDay.get(row.day) ?? 0n) + row.spendMicro);
    const most = spender.most.get(row.day);
    if (!most || most.spendMicro < row.spendMicro) spender.most.set(row.day, row);
  }
  return [...spenders.values()];
}

function runawayOn(
  { byDay, most }: Spender,
  day: IsoDay,
): { identityId: number; spendMicro: Micro; usualMicro: Micro } | null {
  const spendMicro = byDay.get(day) ?? 0n;
  const first = [...byDay.keys()].sort()[0];
  if (spendMicro < NOTEWORTHY_MICRO || first === undefined || first >= day) return null;
  const isWorking = isWorkingDay(day, plainCalendar);
  const history = dayRange(first, addDays(day, -1))
    .filter((one) => isWorkingDay(one, plainCalendar) === isWorking)
    .map((one) => unitsForStatistics(byDay.get(one) ?? 0n));
  const answer = runaway({ history, latest: unitsForStatistics(spendMicro) });
  if (answer.state !== 'burst') return null;
  const identityId = most.get(day)?.identityId;
  if (identityId === undefined) return null;
  return { identityId, spendMicro, usualMicro: BigInt(Math.round(answer.usual * 1e6)) };
}
