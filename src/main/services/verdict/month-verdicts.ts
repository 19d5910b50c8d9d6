import { type IsoDay, type IsoMonth, lastDay, monthRange } from '../../../core/calendar.ts';
import { type Micro, parseMicro, unitsForStatistics } from '../../../core/money.ts';
import type { Lean } from '../../../core/verdict/company-verdicts.ts';
import { judgedWindow } from '../../../core/verdict/judged-window.ts';
import {
  type MonthVerdict,
  type MonthVerdictsResult,
  monthVerdicts,
  type SeatHolder,
} from '../../../core/verdict/month-verdicts.ts';
import type { MonthOutput } from '../../../core/verdict/output-months.ts';
import { rateTable } from '../../book/rate-store.ts';
import { monthsAtLimit } from '../allowances/months-at-limit.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { type KindMonth, kindMonths, kindWeights, weightIn } from '../output/output-months.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';
import type { SpendReader } from '../spend/spend-reader.ts';

export type PersonVerdict = MonthVerdict & {
  readonly p: number | null;
  readonly lean: Lean | null;
};

/** A month's verdicts with what they were worked out from, by person. */
export type MonthVerdicts = {
  readonly result: MonthVerdictsResult;
  readonly byPerson: ReadonlyMap<number, PersonVerdict>;
  readonly spendMicro: ReadonlyMap<number, ReadonlyMap<IsoMonth, Micro>>;
  readonly firstCharge: ReadonlyMap<number, IsoDay>;
  readonly output: ReadonlyMap<number, ReadonlyMap<IsoMonth, MonthOutput>>;
  readonly people: readonly HeldPerson[];
  outputOf(personId: number, month: IsoMonth): { units: number; items: number };
};

/** Gathers people, spend, output and settings, and asks the rules for the month's verdicts. */
export function monthVerdictsOf(
  context: Context,
  reader: SpendReader,
  month: IsoMonth,
  windowMonths: number = Number(settingOf(context, 'verdict.window')),
): MonthVerdicts {
  const people = heldPeople(context.book);
  const firstCharge = reader.firstChargeDays();
  const { from, to } = judgedWindow(month, [...firstCharge.values()], windowMonths);
  const months = monthRange(from, to);
  const spendMicro = spendByPerson(reader, months);
  const output = outputByPerson(context, people, month);
  const uplift = settingOf(context, 'verdict.required-uplift');
  const judged = monthVerdicts(
    month,
    seatHolders(
      context,
      people,
      months,
      firstCharge,
      spendMicro,
      waitingByPerson(reader, months),
      output,
      monthsAtLimit(context, reader, months),
    ),
    {
      windowMonths,
      requiredReturn: Number(settingOf(context, 'verdict.required-return')),
      requiredUplift: uplift === 'none' ? null : Number(uplift),
      sharedShock: settingOf(context, 'verdict.shared-shock') === 'on',
    },
  );
  const erased = erasedIds(context, people);
  const result = {
    ...judged,
    seats: judged.seats.map((seat) => (erased.has(seat.id) ? withoutVerdict(seat) : seat)),
  };
  return {
    result,
    byPerson: new Map(
      result.seats.map((seat) => [
        seat.id,
        { ...seat, p: seat.result?.p ?? null, lean: seat.result?.lean ?? null },
      ]),
    ),
    spendMicro,
    firstCharge,
    output,
    people,
    outputOf: (personId, of) => {
      const { units = 0, items = 0 } = output.get(personId)?.get(of) ?? {};
      return { units, items };
    },
  };
}

function erasedIds({ book }: Context, people: readonly HeldPerson[]): ReadonlySet<number> {
  const erased = new Set(book.people.erased());
  return new Set(people.filter(({ email }) => erased.has(email)).map(({ id }) => id));
}

/** Somebody who was erased has no verdict any more; what their months taught about the company stays. */
const withoutVerdict = (seat: MonthVerdict): MonthVerdict => ({
  ...seat,
  evidence: null,
  result: null,
  verdict: 'no data',
  missing: [],
  advice: { code: 'log-output' },
});

/** What each person carried, month by month. */
export function spendByPerson(
  reader: SpendReader,
  months: readonly IsoMonth[],
): Map<number, Map<IsoMonth, Micro>> {
  const spend = new Map<number, Map<IsoMonth, Micro>>();
  for (const month of months) {
    for (const { carrierId, baseMicro } of reader.month(month)) {
      if (carrierId === null) continue;
      const mine = spend.get(carrierId) ?? new Map<IsoMonth, Micro>();
      mine.set(month, (mine.get(month) ?? 0n) + baseMicro);
      spend.set(carrierId, mine);
    }
  }
  return spend;
}

/** In which months charges that a person carries wait for a rate. */
function waitingByPerson(
  reader: SpendReader,
  months: readonly IsoMonth[],
): Map<number, Set<IsoMonth>> {
  const found = new Map<number, Set<IsoMonth>>();
  for (const month of months) {
    for (const { carrierId, waiting } of reader.month(month)) {
      if (carrierId === null || waiting === 0) continue;
      found.set(carrierId, (found.get(carrierId) ?? new Set()).add(month));
    }
  }
  return found;
}

/** Weighted output per person and month; thousandths of items times thousandths of weight, exact until the sum. */
export function outputByPerson(
  context: Context,
  people: readonly HeldPerson[],
  upTo: IsoMonth,
): Map<number, Map<IsoMonth, MonthOutput>> {
  const ids = new Map(people.map((one) => [one.email.toLowerCase(), one.id]));
  const weights = kindWeights(context.book);
  const output = new Map<number, Map<IsoMonth, MonthOutput>>();
  for (const row of kindMonths(context.book, upTo)) {
    const id = ids.get(row.email);
    if (id === undefined) continue;
    const mine = output.get(id) ?? new Map<IsoMonth, MonthOutput>();
    const { weightMilli } = weightIn(row.month, weights.get(row.kind.toLowerCase()));
    mine.set(row.month, withKind(mine.get(row.month), row, weightMilli));
    output.set(id, mine);
  }
  return output;
}

function withKind(held: MonthOutput | undefined, row: KindMonth, weightMilli: number): MonthOutput {
  const units = (row.countedMilli * weightMilli) / 1e6;
  const felt = row.minutesSaved;
  return {
    units: (held?.units ?? 0) + units,
    unitsByWeight: (held?.unitsByWeight ?? 0) + (units * weightMilli) / 1000,
    items: (held?.items ?? 0) + row.counted,
    logged: (held?.logged ?? 0) + row.logged,
    reopened: (held?.reopened ?? 0) + row.reopened,
    feltMinutes: felt === null ? (held?.feltMinutes ?? null) : (held?.feltMinutes ?? 0) + felt,
  };
}

function seatHolders(
  context: Context,
  people: readonly HeldPerson[],
  months: readonly IsoMonth[],
  firstCharge: ReadonlyMap<number, IsoDay>,
  spendMicro: ReadonlyMap<number, ReadonlyMap<IsoMonth, Micro>>,
  waiting: ReadonlyMap<number, ReadonlySet<IsoMonth>>,
  output: ReadonlyMap<number, ReadonlyMap<IsoMonth, MonthOutput>>,
  atLimit: ReadonlyMap<number, number>,
): SeatHolder[] {
  const valuationOf = valuations(context, months, output);
  const erased = erasedIds(context, people);
  const stated = statedUnits(context);
  const ticks = ticksOfNothing(context);
  return people.map((one) => ({
    id: one.id,
    key: one.email.toLowerCase(),
    role: one.role,
    startDay: one.startDay,
    endDay: one.endDay,
    firstChargeDay: firstCharge.get(one.id) ?? null,
    output: output.get(one.id) ?? new Map(),
    spend: new Map(
      [...(spendMicro.get(one.id) ?? [])].map(([month, micro]) => [
        month,
        unitsForStatistics(micro),
      ]),
    ),
    waitingMonths: waiting.get(one.id) ?? new Set(),
    // What a gain of theirs was worth is not kept; without any worth their months would tell nothing of others'.
    valuation: valuationOf(one) ?? (erased.has(one.id) ? { by: 'loaded-cost', monthly: 1 } : null),
    nothingFinished: ticks.get(one.id) ?? new Set(),
    statedUnits: stated.person.get(one.id) ?? stated.role.get(one.role ?? '') ?? null,
    monthsAtLimit: atLimit.get(one.id) ?? null,
  }));
}

/**
 * What a gain is worth: the owner's value per unit; else the kinds' own values, averaged over what
 * the person did in the window, where all of it has one; else the loaded monthly cost.
 */
export function valuations(
  context: Context,
  months: readonly IsoMonth[],
  output: ReadonlyMap<number, ReadonlyMap<IsoMonth, MonthOutput>>,
): (person: HeldPerson) => SeatHolder['valuation'] {
  const base = baseCurrency(context);
  const set = settingOf(context, 'verdict.unit-value');
  const perUnit = set === 'none' ? null : parseMicro(set);
  const rates = rateTable(context.book);
  const byKind = perUnit === null ? kindValues(context, months) : new Map<string, number>();
  const last = lastDay(months.at(-1) ?? '1970-01');
  return (person) => {
    if (perUnit !== null) return { by: 'unit', perUnit: unitsForStatistics(perUnit) };
    const worth = byKind.get(person.email.toLowerCase());
    const units = months.reduce(
      (sum, month) => sum + (output.get(person.id)?.get(month)?.units ?? 0),
      0,
    );
    if (worth !== undefined && units > 0) return { by: 'unit', perUnit: worth / units };
    if (person.monthlyCostMicro === null || person.monthlyCostMicro <= 0n) return null;
    const cost = rates.convert(person.monthlyCostMicro, person.costCurrency ?? base, base, last);
    return cost === null ? null : { by: 'loaded-cost', monthly: unitsForStatistics(cost) };
  };
}

/** What each person's accepted items of the window are worth by their kinds' values, where all have one. */
function kindValues(context: Context, months: readonly IsoMonth[]): Map<string, number> {
  const weights = kindWeights(context.book);
  if (![...weights.values()].some((list) => list.some((one) => one.valueMicro !== null))) {
    return new Map();
  }
  const wanted = new Set(months);
  const worth = new Map<string, number>();
  const unknown = new Set<string>();
  for (const row of kindMonths(context.book, months.at(-1) ?? '')) {
    if (!wanted.has(row.month) || row.countedMilli === 0) continue;
    const { valueMicro } = weightIn(row.month, weights.get(row.kind.toLowerCase()));
    if (valueMicro === null) unknown.add(row.email);
    else {
      const value = (unitsForStatistics(valueMicro) * row.countedMilli) / 1000;
      worth.set(row.email, (worth.get(row.email) ?? 0) + value);
    }
  }
  for (const email of unknown) worth.delete(email);
  return worth;
}

function statedUnits(context: Context): { person: Map<number, number>; role: Map<string, number> } {
  const person = new Map<number, number>();
  const role = new Map<string, number>();
  const rows = context.book.output.baselines();
  for (const row of rows) {
    if (row.personId !== null) person.set(row.personId, row.unitsMilli / 1000);
    else if (row.role !== null) role.set(row.role, row.unitsMilli / 1000);
  }
  return { person, role };
}

/** The months for which people said that nothing was finished. */
export function ticksOfNothing(context: Context): Map<number, Set<IsoMonth>> {
  const ticks = new Map<number, Set<IsoMonth>>();
  for (const { personId, month } of context.book.output.nothingFinished()) {
    ticks.set(personId, (ticks.get(personId) ?? new Set<IsoMonth>()).add(month));
  }
  return ticks;
}
