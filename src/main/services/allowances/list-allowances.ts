import type {
  AllowanceDoc,
  allowanceList,
  PoolDoc,
  poolList,
} from '../../../contract/allowances.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { isWithin, periodOf } from '../../../core/allowances/allowance-period.ts';
import type { Allowance } from '../../../core/allowances/allowances-on.ts';
import { countedSpend } from '../../../core/allowances/day-spend.ts';
import type { Pool } from '../../../core/allowances/pool.ts';
import { firstDay, type IsoDay, type IsoMonth, monthOf } from '../../../core/calendar.ts';
import { modelsOfMonth } from '../../book/unpriced-usage.ts';
import { frozenDocument } from '../close/frozen-month.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, personByEmail } from '../people/people.ts';
import { listPrices } from '../rates/list-prices.ts';
import { AllowanceFacts } from './allowance-facts.ts';
import { allowanceShape, poolShape } from './allowance-shapes.ts';

type AllowanceListDoc = OutputOf<typeof allowanceList>;

/**
 * What everyone (or one person) may spend, why, and what is used of it: every period that a month
 * touches, as of the month's last day or today; or those that hold a day. By name.
 */
export function listAllowances(
  context: Context,
  { month, day, week, person }: InputOf<typeof allowanceList>,
): AllowanceListDoc {
  if (day === undefined && week === undefined && month !== undefined) {
    const frozen = frozenDocument(context.book, month, 'allowances') as AllowanceListDoc | null;
    if (frozen) return person === undefined ? frozen : ofPerson(context, frozen, person);
  }
  const facts = new AllowanceFacts(context);
  return listWith(facts, { month, day: week === undefined ? day : lastDayOf(facts, week), person });
}

/** The day as of which a week is told: its last, or today in the week that runs. */
function lastDayOf({ calendar, known }: AllowanceFacts, week: IsoDay): IsoDay {
  const { from, to } = periodOf('week', week, calendar.weekStart);
  return from <= known.today && known.today < to ? known.today : to;
}

/** A closed month's list, of one person: pools are the team's, and not shown to one. */
function ofPerson(context: Context, frozen: AllowanceListDoc, email: string): AllowanceListDoc {
  const wanted = personByEmail(context.book, email).email.toLowerCase();
  return {
    ...frozen,
    pools: [],
    allowances: frozen.allowances.filter((one) => one.person.email.toLowerCase() === wanted),
  };
}

/** The same with what was read already. */
export function listWith(
  facts: AllowanceFacts,
  { month, day, person }: InputOf<typeof allowanceList>,
): AllowanceListDoc {
  const { context, people, known } = facts;
  const asOf = day ?? facts.asOf(month ?? monthOf(known.today));
  const of = month ?? monthOf(asOf);
  const one = person === undefined ? null : personByEmail(context.book, person);
  if (facts.isEmpty) return { month: of, asOf, allowances: [], pools: poolsWith(facts, asOf, one) };
  const from = day ?? firstDay(of);
  facts.read(from, asOf);
  const listed = people.filter(
    (held) => (one === null || held.id === one.id) && isEmployed(held, from, asOf),
  );
  const days = day === undefined && hasWeeks(facts) ? facts.daysOf(of) : [asOf];
  const allowances = listed.flatMap((held) =>
    periodsOf(facts, held, days).map((allowance) => allowanceShape(allowance, held, people)),
  );
  return {
    month: of,
    asOf,
    allowances,
    pools: poolsWith(facts, asOf, one),
    withoutClass: modelsWithoutClass(facts, of),
  };
}

/** Models that were used in the month and have no class, where a line or a pool caps one. */
function modelsWithoutClass({ context, lines, pools }: AllowanceFacts, month: IsoMonth): string[] {
  if (![...lines, ...pools].some(({ modelClass }) => modelClass !== 'all')) return [];
  const prices = listPrices(context);
  return modelsOfMonth(context.book, month).filter((model) => prices.classOf(model) === null);
}

/** Allowances by week on each of the days, all others on the last of them. */
function periodsOf(
  facts: AllowanceFacts,
  person: HeldPerson,
  days: readonly IsoDay[],
): Allowance[] {
  const last = days.at(-1);
  return days.flatMap((day) =>
    facts
      .on(person.id, day)
      .filter(
        ({ key, period }) =>
          (day === last || key.cadence === 'week') &&
          isEmployed(person, period.from, period.to ?? day),
      ),
  );
}

const hasWeeks = ({ lines, pools }: AllowanceFacts): boolean =>
  [...lines, ...pools].some(({ cadence }) => cadence === 'week');

export function isEmployed(person: HeldPerson, from: IsoDay, to: IsoDay): boolean {
  return (
    (person.startDay === null || person.startDay <= to) &&
    (person.endDay === null || person.endDay >= from)
  );
}

/** Every pool in force on a day, by team. */
export function listPools(
  context: Context,
  { day }: InputOf<typeof poolList>,
): OutputOf<typeof poolList> {
  const facts = new AllowanceFacts(context);
  return { pools: poolsWith(facts, day ?? facts.known.today, null) };
}

export function poolsInForce(pools: readonly Pool[], day: IsoDay): Pool[] {
  return pools.filter((pool) => isWithin(day, pool));
}

function poolsWith(facts: AllowanceFacts, day: IsoDay, one: HeldPerson | null): PoolDoc[] {
  if (one !== null) return [];
  const pools = poolsInForce(facts.pools, day);
  if (pools.length === 0) return [];
  facts.read(firstDay(monthOf(day)), day);
  return pools
    .map((pool) => {
      const state = facts.poolState(pool, day);
      const period = { from: state.period.from, to: day };
      const used = facts.people
        .filter(({ team }) => team === pool.team)
        .reduce(
          (sum, { id }) =>
            sum + countedSpend(facts.spendOf(id), pool, period, facts.base, facts.convert).total,
          0n,
        );
      return poolShape(state, { people: facts.people, used });
    })
    .sort((a, b) => a.team.localeCompare(b.team, 'en'));
}

/** The allowance that a seat shows: for spend on all models in money, by month where there is one. */
export function mainAllowance(allowances: readonly Allowance[]): Allowance | null {
  const rank = ({ key }: Allowance): number =>
    (key.purse === 'spend' ? 0 : 100) +
    (key.modelClass === 'all' ? 0 : 50) +
    (key.unit === 'money' ? 0 : 20) +
    ['month', 'week', 'quarter', 'year', 'once'].indexOf(key.cadence);
  return [...allowances].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** Each seat's allowance of a month, by the person's id. */
export function seatAllowances(facts: AllowanceFacts, month: IsoMonth): Map<number, AllowanceDoc> {
  const found = new Map<number, AllowanceDoc>();
  if (facts.isEmpty) return found;
  const asOf = facts.asOf(month);
  facts.read(firstDay(month), asOf);
  for (const person of facts.people) {
    const main = mainAllowance(facts.on(person.id, asOf));
    if (main) found.set(person.id, allowanceShape(main, person, facts.people));
  }
  return found;
}
