import { periodOf } from '../../../core/allowances/allowance-period.ts';
import { countedSpend } from '../../../core/allowances/day-spend.ts';
import { LONGEST_HISTORY_DAYS } from '../../../core/allowances/spend-pace.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  firstDay,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthRange,
} from '../../../core/calendar.ts';
import { isSameTool } from '../../../core/claims/vendor-match.ts';
import { type Micro, parseMicro } from '../../../core/money.ts';
import { renewalAfter } from '../../../core/renewals/renewal.ts';
import { RUSH_PERIODS } from '../../../core/signals/period-end-rush.ts';
import type { SignalInput, ToolUse } from '../../../core/signals/signal-input.ts';
import { partsOn } from '../../../core/spend/attribution.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';
import type { HeldSubscription } from '../../book/stores/subscriptions.ts';
import { AllowanceFacts } from '../allowances/allowance-facts.ts';
import { outputDays, unitsBetween } from '../allowances/output-days.ts';
import { type Context, settingOf } from '../context.ts';
import { renewalTerms } from '../people/subscriptions.ts';
import { listPrices } from '../rates/list-prices.ts';
import type { SpendReader } from '../spend/spend-reader.ts';
import { spenderDays } from './spender-days.ts';
import { planOfTool, toolJobs } from './tool-jobs.ts';
import { watchedAllowances } from './watched-allowances.ts';

const MONTHS_BACK = 6;
/** So long after its last day a month is still the one that providers' lists speak of. */
const LISTED_DAYS = 31;
/** Providers still restate the last days: what they lack of them is not missing yet. */
const SETTLED_DAYS = 3;
const RECURRING = ['week', 'month', 'quarter', 'year'] as const;
type Recurring = (typeof RECURRING)[number];

/** Gathers what a month's signals are drawn from. */
export function signalInputOf(context: Context, reader: SpendReader, month: IsoMonth): SignalInput {
  const facts = new AllowanceFacts(context, reader);
  const end = lastDay(month) < facts.known.lastWhole ? lastDay(month) : facts.known.lastWhole;
  const from = addDays(end, 1 - LONGEST_HISTORY_DAYS);
  const first = firstDay(month);
  // Models are looked at within the month only.
  const within = end < first ? [] : reader.days(first > from ? first : from, end);
  const cells = [
    ...(from < first ? reader.days(from, least(addDays(first, -1), end), 'tool') : []),
    ...within,
  ].filter(({ carrierId, source }) => carrierId !== null && isUse(source));
  const worth = worthOf(facts);
  const own = cells.map((cell) => ({ cell, person: String(cell.carrierId), micro: worth(cell) }));
  const prices = listPrices(context);
  const providerSeats = seatsOfProviders(context);
  const uses = [
    ...toolUses(context, reader, own, month),
    ...providerSeats.flatMap(({ person, tool, day }) =>
      person === null || day === null || day > end ? [] : [{ person, tool, day, micro: 0n }],
    ),
  ];
  return {
    month,
    lastDay: end,
    calendar: facts.calendar,
    currency: facts.base,
    noteworthyMicro: parseMicro(settingOf(context, 'signals.noteworthy')) ?? 0n,
    people: facts.people.map(({ id, name, startDay, endDay }) => ({
      id: String(id),
      name,
      startDay,
      endDay,
    })),
    daySpend: sumsPerDay(own),
    spenderDays: spenderDays(facts, [
      ...within,
      ...reader.days(later(addDays(end, 1), first), lastDay(month)),
    ]),
    watched: watchedAllowances(facts, month),
    months: monthFacts(context, reader, facts, month, end),
    periods: pastPeriods(facts, month, end),
    seats: seatsOf(facts, end, uses, providerSeats),
    toolUse: uses,
    jobs: toolJobs(context),
    beyondAccounts: reader
      .beyondAccounts(first, least(lastDay(month), addDays(context.today(), -SETTLED_DAYS)))
      .map((one) => ({
        ...one,
        baseMicro:
          one.listMicro === null
            ? null
            : facts.convert(one.listMicro, 'USD', facts.base, one.toDay),
      })),
    modelUse: own.flatMap(({ cell, person }) =>
      cell.model === null || cell.day < firstDay(month)
        ? []
        : [{ person, day: cell.day, model: cell.model, requests: cell.requests, tokens: cell }],
    ),
    lowerClass: (model, day) => prices.lowerClass(model, day),
    claimLines: claimLines(context, addMonths(month, -3), end),
  };
}

const least = (a: IsoDay, b: IsoDay): IsoDay => (a < b ? a : b);
const later = (a: IsoDay, b: IsoDay): IsoDay => (a > b ? a : b);

const isUse = (source: SpendCell['source']): boolean =>
  source === 'usage' || source === 'cost-report';

type Use = { readonly cell: SpendCell; readonly person: string; readonly micro: Micro };

/** What a cell cost, or what it would have cost by the price list where a plan covers it. */
function worthOf(facts: AllowanceFacts): (cell: SpendCell) => Micro {
  return ({ baseMicro, listMicro, day }) => {
    if (baseMicro !== 0n || listMicro === null) return baseMicro;
    return facts.convert(listMicro, 'USD', facts.base, day) ?? 0n;
  };
}

function sumsPerDay(uses: readonly Use[]): SignalInput['daySpend'] {
  const sums = new Map<string, { person: string; day: IsoDay; micro: Micro }>();
  for (const { cell, person, micro } of uses) {
    const key = `${person} ${cell.day}`;
    const known = sums.get(key);
    if (known) known.micro += micro;
    else sums.set(key, { person, day: cell.day, micro });
  }
  return [...sums.values()];
}

/** Day by day in the month; before it only the last use of each tool, which is all that is asked. */
function toolUses(
  context: Context,
  reader: SpendReader,
  uses: readonly Use[],
  month: IsoMonth,
): ToolUse[] {
  const first = firstDay(month);
  const found = new Map<string, { person: string; tool: string; day: IsoDay; micro: Micro }>();
  const add = (person: string, tool: string, day: IsoDay, micro: Micro): void => {
    const key = `${person}\n${tool}\n${day < first ? '' : day}`;
    const known = found.get(key);
    if (!known) found.set(key, { person, tool, day, micro });
    else if (day === known.day) known.micro += micro;
    else if (day > known.day) Object.assign(known, { day, micro });
  };
  for (const { cell, person, micro } of uses) {
    if (cell.tool !== null) add(person, planOfTool(cell.tool), cell.day, micro);
  }
  const assignments = reader.assignments();
  const earlier = context.book.usage.lastToolDays(month);
  for (const { identityId, tool, day } of earlier) {
    for (const { personId } of partsOn(day, assignments.get(identityId) ?? [])) {
      if (personId !== null) add(String(personId), planOfTool(tool), day, 0n);
    }
  }
  return [...found.values()];
}

function monthFacts(
  context: Context,
  reader: SpendReader,
  facts: AllowanceFacts,
  month: IsoMonth,
  end: IsoDay,
): SignalInput['months'] {
  const months = monthRange(addMonths(month, 1 - MONTHS_BACK), month);
  const output = outputDays(context.book, firstDay(months[0] ?? month), end);
  return months.flatMap((one) => {
    const sums = new Map<number, Micro>();
    for (const { carrierId, baseMicro } of reader.month(one)) {
      if (carrierId !== null) sums.set(carrierId, (sums.get(carrierId) ?? 0n) + baseMicro);
    }
    return facts.people.flatMap(({ id, email }) => {
      const days = output.get(email.toLowerCase());
      const outputUnits = unitsBetween(days, firstDay(one), lastDay(one));
      const spendMicro = sums.get(id) ?? 0n;
      if (spendMicro === 0n && outputUnits === 0) return [];
      return [{ person: String(id), month: one, spendMicro, outputUnits }];
    });
  });
}

/** The last allowance periods of each cadence that are over, with what each day took. */
function pastPeriods(facts: AllowanceFacts, month: IsoMonth, end: IsoDay): SignalInput['periods'] {
  if (facts.isEmpty) return [];
  const since = firstDay(addMonths(month, -1));
  const cadences = new Set([...facts.lines, ...facts.pools].map(({ cadence }) => cadence));
  const ended = RECURRING.filter((cadence) => cadences.has(cadence)).flatMap((cadence) => {
    const ends = lastEnds(cadence, end, facts);
    // What ended long before the month looked at was asked about then.
    return (ends[0] ?? '') < since ? [] : ends.map((day) => ({ cadence, day }));
  });
  const first = ended.map(({ cadence, day }) => periodFrom(cadence, day, facts)).sort()[0];
  if (first === undefined) return [];
  facts.read(first, end);
  return facts.people.flatMap(({ id, startDay, endDay }) =>
    ended.flatMap(({ cadence, day }) =>
      facts.on(id, day).flatMap(({ key, line, limit, period }) => {
        const { from, to } = period;
        if (limit === null || key.cadence !== cadence || to !== day) return [];
        // Whoever began or left within a period has no usual day in it.
        if ((startDay ?? from) > from || (endDay ?? to) < to) return [];
        const spend = facts.spendOf(id).filter(({ isAgreed }) => !isAgreed);
        const { days } = countedSpend(spend, line, { from, to }, facts.base, facts.convert);
        return [{ person: String(id), key, from, to, limit, days }];
      }),
    ),
  );
}

const periodFrom = (cadence: Recurring, day: IsoDay, { calendar }: AllowanceFacts): IsoDay =>
  periodOf(cadence, day, calendar.weekStart).from;

/** The last days of the last periods that are over by a day, the latest first. */
function lastEnds(cadence: Recurring, end: IsoDay, facts: AllowanceFacts): IsoDay[] {
  const ends: IsoDay[] = [];
  let day = addDays(periodFrom(cadence, addDays(end, 1), facts), -1);
  while (ends.length < RUSH_PERIODS[cadence].lookedAt) {
    ends.push(day);
    day = addDays(periodFrom(cadence, day, facts), -1);
  }
  return ends;
}

/** Plans as their use is judged. Silence is no disuse where nobody tells who uses a tool. */
function seatsOf(
  facts: AllowanceFacts,
  end: IsoDay,
  uses: readonly ToolUse[],
  providerSeats: readonly ProviderSeat[],
): SignalInput['seats'] {
  const { context } = facts;
  const usedTools = context.book.usage.tools();
  const isOfNow = daysBetween(end, context.today()) <= LISTED_DAYS;
  return context.book.subscriptions
    .all()
    .filter(({ startDay }) => startDay <= end)
    .map((plan) => {
      const person = plan.personId === null ? null : String(plan.personId);
      return {
        id: String(plan.id),
        tool: plan.tool,
        person,
        startDay: plan.startDay,
        endDay: plan.endDay,
        renewalDay: renewalAfter(renewalTerms(plan), end),
        priceMicro: plan.priceMicro,
        currency: plan.currency,
        cadence: plan.cadence,
        monthMicro: facts.convert(
          plan.cadence === 'month' ? plan.priceMicro : plan.priceMicro / 12n,
          plan.currency,
          facts.base,
          end,
        ),
        hasAccess: isOfNow ? accessOf(plan, providerSeats) : null,
        isUseSeen:
          isListed(uses, person, plan.tool) ||
          isListed(providerSeats, person, plan.tool) ||
          usedTools.some((tool) => isSameTool(tool, plan.tool)),
      };
    });
}

const isListed = (
  listed: readonly { readonly person: string | null; readonly tool: string }[],
  person: string | null,
  tool: string,
): boolean => listed.some((one) => one.person === person && isSameTool(one.tool, tool));

type ProviderSeat = {
  readonly account: string;
  readonly tool: string;
  /** `null` where nobody knows whose identity it is. */
  readonly person: string | null;
  readonly day: IsoDay | null;
};

/** Seats that a provider lists, with the last day on which it saw somebody use them. */
function seatsOfProviders(context: Context): ProviderSeat[] {
  return context.book.accounts
    .seatDays()
    .map(({ person, ...seat }) => ({ ...seat, person: person === null ? null : String(person) }));
}

/**
 * Whether the provider that lists its seats of a tool lists one for the plan's holder. Lists are of
 * today: they say nothing of a month that is long over, nor where one of their seats is nobody's yet.
 */
function accessOf(
  { personId, tool, account }: HeldSubscription,
  listed: readonly ProviderSeat[],
): boolean | null {
  const seats = listed.filter(
    (one) => isSameTool(one.tool, tool) && (account === null || one.account === account),
  );
  if (personId === null || seats.length === 0) return null;
  if (seats.some(({ person }) => person === String(personId))) return true;
  return seats.some(({ person }) => person === null) ? null : false;
}

/** Claims that stand, by the tool or vendor that they name. */
function claimLines(context: Context, from: IsoMonth, to: IsoDay): SignalInput['claimLines'] {
  return context.book.claims
    .spent(firstDay(from), to)
    .flatMap(({ person, tool, ...line }) =>
      tool === null ? [] : [{ ...line, person: String(person), tool }],
    );
}
