import { projectedTo, runaway } from '../../../core/accounts/runaway.ts';
import {
  dayRange,
  isWorkingDay,
  plainCalendar,
} from '../../../core/allowances/company-calendar.ts';
import { addDays, daysBetween, type IsoDay } from '../../../core/calendar.ts';
import { type Micro, unitsForStatistics } from '../../../core/money.ts';
import { partsOn } from '../../../core/spend/attribution.ts';
import { assignments } from '../../book/spend-queries.ts';
import { AllowanceFacts } from '../allowances/allowance-facts.ts';
import type { Context } from '../context.ts';
import { DayBounds } from '../signals/day-bounds.ts';
import type { HeldAccount } from './account-record.ts';

const HISTORY_DAYS = 112;
/** Less than this a day, in base currency, is no runaway whatever it was before. */
const NOTEWORTHY_MICRO = 5_000_000n;

type DaySpend = { readonly identityId: number; readonly day: IsoDay; readonly spendMicro: bigint };
type Spender = {
  readonly personId: number | null;
  readonly byDay: Map<IsoDay, Micro>;
  readonly most: Map<IsoDay, DaySpend>;
};

/**
 * After a sync: whose yesterday or today, as far as it went, is above their bound or far
 * outside their own history of the same kind of day, with what follows if every day is like it.
 */
export function watchRunaways(context: Context, account: HeldAccount): void {
  const { book } = context;
  const today = context.today();
  const watched = [addDays(today, -1), today];
  book.syncs.forgetRunaways(account.id, watched[0] ?? today);
  let bounds: DayBounds | null = null;
  for (const spender of spendersOf(context, account, today)) {
    for (const day of watched) {
      if ((spender.byDay.get(day) ?? 0n) < NOTEWORTHY_MICRO) continue;
      bounds ??= new DayBounds(new AllowanceFacts(context));
      const found = runawayOn(spender, day, bounds);
      if (found === null) continue;
      const until = projectedTo(day);
      book.syncs.addRunaway(account.id, {
        ...found,
        day,
        projectedMicro: found.spendMicro * BigInt(daysBetween(day, until)),
        until,
        at: context.now(),
      });
    }
  }
}

/** What each person, or each identity that nobody carries as a whole, took through this account by day. */
function spendersOf(context: Context, account: HeldAccount, today: IsoDay): Spender[] {
  const { book } = context;
  const from = addDays(today, -HISTORY_DAYS);
  const rows = book.syncs.daySpend(account.id, from);
  const held = assignments(book);
  const spenders = new Map<string, Spender>();
  for (const row of rows) {
    const parts = partsOn(row.day, held.get(row.identityId) ?? []);
    const [only] = parts;
    const personId = parts.length === 1 ? (only?.personId ?? null) : null;
    const who = personId === null ? `identity ${row.identityId}` : `person ${personId}`;
    const spender = spenders.get(who) ?? { personId, byDay: new Map(), most: new Map() };
    spenders.set(who, spender);
    spender.byDay.set(row.day, (spender.byDay.get(row.day) ?? 0n) + row.spendMicro);
    const most = spender.most.get(row.day);
    if (!most || most.spendMicro < row.spendMicro) spender.most.set(row.day, row);
  }
  return [...spenders.values()];
}

type RunawayDay = {
  readonly identityId: number;
  readonly spendMicro: Micro;
  readonly usualMicro: Micro;
  /** The bound that it went past; `null` where its own history alone makes it one. */
  readonly boundMicro: Micro | null;
};

function runawayOn(
  { personId, byDay, most }: Spender,
  day: IsoDay,
  bounds: DayBounds,
): RunawayDay | null {
  const spendMicro = byDay.get(day) ?? 0n;
  const identityId = most.get(day)?.identityId;
  if (identityId === undefined) return null;
  const bound = personId === null ? bounds.ofOthers(day) : bounds.ofPerson(personId, day);
  const isAbove = bound !== null && spendMicro > bound.micro;
  const usual = usualBurst(byDay, day);
  if (!isAbove && usual === null) return null;
  return {
    identityId,
    spendMicro,
    usualMicro: BigInt(Math.round((usual ?? 0) * 1e6)),
    boundMicro: isAbove ? bound.micro : null,
  };
}

/** What a day of its kind usually costs, where this one is a burst against its own history; else `null`. */
function usualBurst(byDay: ReadonlyMap<IsoDay, Micro>, day: IsoDay): number | null {
  const first = [...byDay.keys()].sort()[0];
  if (first === undefined || first >= day) return null;
  const isWorking = isWorkingDay(day, plainCalendar);
  const history = dayRange(first, addDays(day, -1))
    .filter((one) => isWorkingDay(one, plainCalendar) === isWorking)
    .map((one) => unitsForStatistics(byDay.get(one) ?? 0n));
  const answer = runaway({ history, latest: unitsForStatistics(byDay.get(day) ?? 0n) });
  return answer.state === 'burst' ? answer.usual : null;
}
