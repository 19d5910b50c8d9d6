import type { OverviewDoc, overviewSpan, seatsSpan } from '../../../contract/month.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { type IsoMonth, monthRange } from '../../../core/calendar.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import { lastReached, type MonthSpan, spanBefore } from '../../../core/month-span.ts';
import { sumBase } from '../../../core/spend/spend-cells.ts';
import { frozenDocument } from '../close/frozen-month.ts';
import { bookMonths } from '../company/company.ts';
import { baseCurrency, type Context } from '../context.ts';
import { type HeldPerson, heldPeople, personShape } from '../people/people.ts';
import { listPrices } from '../rates/list-prices.ts';
import { bySourceShape, waitingIn } from '../spend/cell-sums.ts';
import { seatSpendShape } from '../spend/seat-spend.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { judgedSeats } from '../verdict/judged-seats.ts';
import { outputByPerson } from '../verdict/month-verdicts.ts';
import { feltIn, showOverview, showSeats, waitingForPrice } from './overview.ts';

/** A quarter or year in one look; its cells are the frozen ones where a month is closed. */
export function showOverviewSpan(
  context: Context,
  { from, to }: InputOf<typeof overviewSpan>,
): OutputOf<typeof overviewSpan> {
  const coverage = bookMonths(context.book);
  const month = lastReached({ from, to }, coverage?.to ?? null);
  const last = showOverview(context, { month, withSignals: false });
  const currency = baseCurrency(context);
  const reader = new SpendReader(context);
  const months = monthRange(from, month);
  const cells = months.flatMap((one) => [...reader.month(one)]);
  const total = sumBase(cells);
  const unassigned = sumBase(cells.filter((cell) => cell.carrierId === null));
  const before = spanBefore({ from, to });
  return {
    ...last,
    from,
    to,
    isClosed: months.every((one) => context.book.closures.isClosed(one)),
    total: moneyText(total, currency),
    previousTotal:
      coverage && coverage.from <= before.from
        ? moneyText(totalOf(reader, before), currency)
        : null,
    bySource: bySourceShape(cells, currency),
    seatTotal: moneyText(total - unassigned, currency),
    unassigned: moneyText(unassigned, currency),
    waitingForRate: waitingIn(cells),
    waitingForPrice: waitingForPrice(cells),
    felt: feltOf(context, months),
  };
}

function totalOf(reader: SpendReader, { from, to }: MonthSpan): Micro {
  return monthRange(from, to).reduce((sum, month) => sum + reader.total(month), 0n);
}

function feltOf(context: Context, months: readonly IsoMonth[]): OverviewDoc['felt'] {
  const parts = months.map(
    (month) => frozenDocument(context.book, month, 'overview')?.felt ?? feltIn(context, month),
  );
  return {
    hours: Math.round(parts.reduce((sum, { hours }) => sum + hours, 0) * 10) / 10,
    items: parts.reduce((sum, { items }) => sum + items, 0),
  };
}

/** Everybody who had a seat in a quarter or year, by name. */
export function showSeatsSpan(
  context: Context,
  { from, to }: InputOf<typeof seatsSpan>,
): OutputOf<typeof seatsSpan> {
  const { book } = context;
  const month = lastReached({ from, to }, bookMonths(book)?.to ?? null);
  const months = monthRange(from, month);
  const reader = new SpendReader(context);
  const currency = baseCurrency(context);
  const prices = listPrices(context);
  const judged = judgedSeats(context, reader, month);
  const allowances = allowancesIn(context, month);
  const outputs = outputIn(context, months);
  const cells = Map.groupBy(
    months.flatMap((one) => [...reader.month(one)]),
    (cell) => cell.carrierId,
  );
  const seats = heldPeople(book).flatMap((person) => {
    const mine = cells.get(person.id);
    if (!mine) return [];
    const seat = judged.byPerson.get(person.id);
    return [
      {
        person: personShape(person),
        ...seatSpendShape(mine, currency, prices),
        allowance: allowances(person),
        output: outputs(person),
        verdict: seat?.verdict ?? ('no data' as const),
        lean: seat?.lean ?? null,
        expectedNet: seat?.expectedNet ?? null,
        p: seat?.p ?? null,
      },
    ];
  });
  const leaning = (lean: 'keep' | 'drop') => seats.filter((one) => one.lean === lean).length;
  return {
    from,
    to,
    month,
    currency,
    seats,
    leans: { keep: leaning('keep'), drop: leaning('drop') },
  };
}

/** Each person's allowance in the month, as the month was closed with where it is closed. */
function allowancesIn(context: Context, month: IsoMonth): (person: HeldPerson) => unknown {
  const held = new Map(
    showSeats(context, { month }).seats.map((one) => [one.person.email.toLowerCase(), one]),
  );
  const then = emailsThen(context, month);
  return (person) => held.get(then(person))?.allowance ?? null;
}

/** What each person produced in the months, in closed ones as frozen. */
function outputIn(
  context: Context,
  months: readonly IsoMonth[],
): (person: HeldPerson) => { units: number; items: number } {
  const people = heldPeople(context.book);
  const now = outputByPerson(context, people, months.at(-1) ?? '');
  const parts = months.map((month) => {
    const frozen = frozenDocument(context.book, month, 'seats');
    if (!frozen) {
      return (person: HeldPerson) => now.get(person.id)?.get(month) ?? { units: 0, items: 0 };
    }
    const then = emailsThen(context, month);
    const held = new Map(
      frozen.seats.map((one) => [one.person.email.toLowerCase(), one.output] as const),
    );
    return (person: HeldPerson) => held.get(then(person)) ?? { units: 0, items: 0 };
  });
  return (person) => {
    const all = parts.map((of) => of(person));
    return {
      units: all.reduce((sum, { units }) => sum + units, 0),
      items: all.reduce((sum, { items }) => sum + items, 0),
    };
  };
}

/** The e-mail that a person had when the month was closed; while it is open, today's. */
function emailsThen({ book }: Context, month: IsoMonth): (person: HeldPerson) => string {
  const then = new Map(
    (frozenDocument(book, month, 'people') ?? []).map(({ id, email }) => [id, email]),
  );
  return ({ id, email }) => (then.get(id) ?? email).toLowerCase();
}
