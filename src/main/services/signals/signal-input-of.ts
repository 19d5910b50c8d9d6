import { countedSpend } from '../../../core/allowances/day-spend.ts';
import { LONGEST_HISTORY_DAYS } from '../../../core/allowances/spend-pace.ts';
import {
  addDays,
  addMonths,
  firstDay,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthRange,
} from '../../../core/calendar.ts';
import { isSameTool } from '../../../core/claims/vendor-match.ts';
import { type Micro, parseMicro } from '../../../core/money.ts';
import type { SignalInput, ToolUse } from '../../../core/signals/signal-input.ts';
import { partsOn, splitOver } from '../../../core/spend/attribution.ts';
import { chargesBetween, subscriptions } from '../../book/spend-queries.ts';
import { modelsPerDay, usePerDay } from '../../book/use-queries.ts';
import { AllowanceDesk } from '../allowances/allowance-desk.ts';
import { outputDays, unitsBetween } from '../allowances/output-days.ts';
import { type Context, settingOf } from '../context.ts';
import { listPrices } from '../list-prices.ts';
import type { SpendReader } from '../spend.ts';
import { renewalAfter } from '../subscriptions.ts';
import { planOfTool, toolJobs } from './tool-jobs.ts';

const MONTHS_BACK = 6;
const PERIODS_BACK = 3;

/** Gathers what a month's signals are drawn from. */
export function signalInputOf(context: Context, reader: SpendReader, month: IsoMonth): SignalInput {
  const desk = new AllowanceDesk(context, reader);
  const end = lastDay(month) < desk.known.lastWhole ? lastDay(month) : desk.known.lastWhole;
  const from = addDays(end, 1 - LONGEST_HISTORY_DAYS);
  const own = usesBetween(desk, from, end);
  const prices = listPrices(context);
  const providerSeats = seatsOfProviders(context);
  const uses = [
    ...toolUses(context, reader, own, month),
    ...providerSeats.flatMap(({ person, tool, day }) =>
      day === null || day > end ? [] : [{ person, tool, day, micro: 0n }],
    ),
  ];
  return {
    month,
    lastDay: end,
    calendar: desk.calendar,
    currency: desk.base,
    noteworthyMicro: parseMicro(settingOf(context, 'signals.noteworthy')) ?? 0n,
    people: desk.people.map(({ id, name, startDay, endDay }) => ({
      id: String(id),
      name,
      startDay,
      endDay,
    })),
    daySpend: sumsPerDay(own),
    hourSpend: [],
    months: monthFacts(context, reader, desk, month, end),
    periods: pastPeriods(desk, month, end),
    seats: seatsOf(context, end, uses, providerSeats),
    toolUse: uses,
    jobs: toolJobs(context),
    modelUse: modelUses(context, reader, firstDay(month), end),
    lowerClass: (model, day) => prices.lowerClass(model, day),
    claimLines: claimLines(context, addMonths(month, -3), end),
  };
}

type Use = {
  readonly person: string;
  readonly day: IsoDay;
  readonly tool: string;
  readonly micro: Micro;
};

/** What each person's use cost between two days, or what it would have cost by the price list where a plan covers it. */
function usesBetween(desk: AllowanceDesk, from: IsoDay, to: IsoDay): Use[] {
  const { book } = desk.context;
  const assignments = desk.reader.assignments();
  const used = usePerDay(book, from, to).map(({ coveredMicro, ...use }) => ({
    ...use,
    micro:
      coveredMicro === 0n
        ? use.baseMicro
        : use.baseMicro + (desk.convert(coveredMicro, 'USD', desk.base, use.day) ?? 0n),
  }));
  const reported = chargesBetween(book, from, to).flatMap((one) =>
    one.source === 'cost-report' && one.identityId !== null
      ? [{ identityId: one.identityId, day: one.day, tool: one.tool ?? '', micro: one.baseMicro }]
      : [],
  );
  return [...used, ...reported].flatMap(({ identityId, day, tool, micro }) => {
    const parts = partsOn(day, assignments.get(identityId) ?? []);
    const shares = parts.length === 1 ? [micro] : splitOver(micro, parts);
    return parts.flatMap(({ personId }, index) =>
      personId === null
        ? []
        : [{ person: String(personId), day, tool, micro: shares[index] ?? 0n }],
    );
  });
}

/** Requests to flagship models, by whoever carries most of them: those are the ones asked about. */
function modelUses(
  context: Context,
  reader: SpendReader,
  from: IsoDay,
  to: IsoDay,
): SignalInput['modelUse'] {
  const prices = listPrices(context);
  const assignments = reader.assignments();
  const isFlagship = (model: string): boolean => prices.classOf(model) === 'flagship';
  return modelsPerDay(context.book, from, to, isFlagship).flatMap(
    ({ identityId, day, model, requests, ...tokens }) => {
      const [most] = [...partsOn(day, assignments.get(identityId) ?? [])].sort(
        (a, b) => b.sharePpm - a.sharePpm,
      );
      if (!most || most.personId === null) return [];
      return [{ person: String(most.personId), day, model, requests, tokens }];
    },
  );
}

function sumsPerDay(uses: readonly Use[]): SignalInput['daySpend'] {
  const sums = new Map<string, { person: string; day: IsoDay; micro: Micro }>();
  for (const { person, day, micro } of uses) {
    const key = `${person} ${day}`;
    const known = sums.get(key);
    if (known) known.micro += micro;
    else sums.set(key, { person, day, micro });
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
  for (const { person, day, tool, micro } of uses) {
    if (tool !== '') add(person, planOfTool(tool), day, micro);
  }
  const assignments = reader.assignments();
  const earlier = context.book.all<{ identityId: number; tool: string; day: IsoDay }>(
    `SELECT identity_id AS identityId, label.text AS tool, max(last_day) AS day
     FROM usage_month JOIN label ON label.id = tool_id
     WHERE month < ? AND label.text <> '' GROUP BY 1, 2`,
    month,
  );
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
  desk: AllowanceDesk,
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
    return desk.people.flatMap(({ id, email }) => {
      const days = output.get(email.toLowerCase());
      const outputUnits = unitsBetween(days, firstDay(one), lastDay(one));
      const spendMicro = sums.get(id) ?? 0n;
      if (spendMicro === 0n && outputUnits === 0) return [];
      return [{ person: String(id), month: one, spendMicro, outputUnits }];
    });
  });
}

/** The last allowance periods that ended with a month, with what each day took. */
function pastPeriods(desk: AllowanceDesk, month: IsoMonth, end: IsoDay): SignalInput['periods'] {
  if (desk.isEmpty) return [];
  const months = monthRange(addMonths(month, 1 - PERIODS_BACK), month);
  const ends = months.map(lastDay).filter((day) => day <= end);
  if (ends.length === 0) return [];
  desk.read(firstDay(months[0] ?? month), end);
  return desk.people.flatMap(({ id }) =>
    ends.flatMap((day) =>
      desk.on(id, day).flatMap(({ key, line, limit, period }) => {
        const { from, to } = period;
        if (limit === null || to !== day) return [];
        const spend = desk.spendOf(id).filter(({ isAgreed }) => !isAgreed);
        const { days } = countedSpend(spend, line, { from, to }, desk.base, desk.convert);
        return [{ person: String(id), key, from, to, limit, days }];
      }),
    ),
  );
}

/** Plans as their use is judged. Silence is no disuse where nobody tells who uses a tool. */
function seatsOf(
  context: Context,
  end: IsoDay,
  uses: readonly ToolUse[],
  providerSeats: readonly ProviderSeat[],
): SignalInput['seats'] {
  const told = context.book
    .all<{ tool: string }>(
      "SELECT DISTINCT label.text AS tool FROM usage_month JOIN label ON label.id = tool_id WHERE label.text <> ''",
    )
    .map(({ tool }) => tool);
  return subscriptions(context.book)
    .filter(({ startDay }) => startDay <= end)
    .map((plan) => {
      const person = plan.personId === null ? null : String(plan.personId);
      return {
        id: String(plan.id),
        tool: plan.tool,
        person,
        startDay: plan.startDay,
        endDay: plan.endDay,
        renewalDay: renewalAfter(plan, end),
        priceMicro: plan.priceMicro,
        currency: plan.currency,
        cadence: plan.cadence,
        hasAccess: null,
        isUseSeen:
          isTold(uses, person, plan.tool) ||
          isTold(providerSeats, person, plan.tool) ||
          told.some((tool) => isSameTool(tool, plan.tool)),
      };
    });
}

const isTold = (
  told: readonly { readonly person: string; readonly tool: string }[],
  person: string | null,
  tool: string,
): boolean => told.some((one) => one.person === person && isSameTool(one.tool, tool));

type ProviderSeat = {
  readonly person: string;
  readonly tool: string;
  readonly day: IsoDay | null;
};

/** Seats that a provider lists, with the last day on which it saw somebody use them. */
function seatsOfProviders(context: Context): ProviderSeat[] {
  return context.book
    .all<{ person: number; tool: string; day: IsoDay | null }>(
      `SELECT DISTINCT person_id AS person, account_seat.tool, last_activity_day AS day
       FROM account_seat
       JOIN source ON source.account_id = account_seat.account_id
       JOIN identity ON identity.source_id = source.id AND identity.key = account_seat.identity
       JOIN identity_assignment ON identity_assignment.identity_id = identity.id`,
    )
    .map(({ person, ...seat }) => ({ ...seat, person: String(person) }));
}

/** Claims that stand, by the tool or vendor that they name. */
function claimLines(context: Context, from: IsoMonth, to: IsoDay): SignalInput['claimLines'] {
  return context.book
    .all<{ person: number; tool: string | null; day: IsoDay; micro: Micro; currency: string }>(
      `SELECT claim.person_id AS person, coalesce(claim_line.tool, claim_line.vendor) AS tool, day,
         amount_micro AS micro, currency
       FROM claim_line JOIN claim ON claim.id = claim_id
       WHERE claim.state IN ('submitted', 'needs information', 'approved', 'paid')
         AND day BETWEEN ? AND ? ORDER BY day, claim_id, line_no`,
      firstDay(from),
      to,
    )
    .flatMap(({ person, tool, ...line }) =>
      tool === null ? [] : [{ ...line, person: String(person), tool }],
    );
}
