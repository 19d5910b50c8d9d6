import type { OverviewDoc, overviewMonth, seatsMonth } from '../../../contract/month.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { addMonths, type IsoMonth, monthRange } from '../../../core/calendar.ts';
import { moneyText } from '../../../core/money.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import { AllowanceFacts } from '../allowances/allowance-facts.ts';
import { budgetOf, forecastWith } from '../allowances/forecast.ts';
import { seatAllowances } from '../allowances/list-allowances.ts';
import { closedOverview, frozenDocument } from '../close/frozen-month.ts';
import { bookMonths } from '../company/company.ts';
import { baseCurrency, type Context } from '../context.ts';
import { monthlyUnits } from '../output/output-months.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { listPrices } from '../rates/list-prices.ts';
import { overviewSignals } from '../signals/signals.ts';
import { alphabetical, bySourceShape, waitingIn } from '../spend/cell-sums.ts';
import { seatSpendShape } from '../spend/seat-spend.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { estimate } from '../verdict/estimate.ts';
import { type MonthVerdicts, monthVerdictsOf } from '../verdict/month-verdicts.ts';

const HISTORY_MONTHS = 12;

/** The month in one look: what it cost, what that is made of, and how its seats stand. */
export function showOverview(
  context: Context,
  { month, withSignals = true }: InputOf<typeof overviewMonth>,
): OutputOf<typeof overviewMonth> {
  const { book } = context;
  const currency = baseCurrency(context);
  const reader = new SpendReader(context);
  const cells = reader.month(month);
  const total = sumBase(cells);
  const unassigned = sumBase(cells.filter((cell) => cell.carrierId === null));
  const coverage = bookMonths(book);
  const before = addMonths(month, -1);
  const verdicts = monthVerdictsOf(context, reader, month);
  return closedOverview(book, {
    month,
    currency,
    isClosed: Boolean(book.closures.isClosed(month)),
    total: moneyText(total, currency),
    previousTotal:
      coverage && coverage.from <= before ? moneyText(reader.total(before), currency) : null,
    bySource: bySourceShape(cells, currency),
    seats: verdictCounts(cells, verdicts),
    seatTotal: moneyText(total - unassigned, currency),
    unassigned: moneyText(unassigned, currency),
    waitingForRate: waitingIn(cells),
    waitingForPrice: waitingForPrice(cells),
    budget: budgetIn(context, reader, month),
    felt: feltIn(context, month),
    signals: withSignals ? overviewSignals(context, reader, month) : [],
    history: historyOf(context, reader, month, coverage?.from ?? month),
    coverage,
  });
}

/** The budget of the month's year as it stood at the month's end; `null` where none was set. */
function budgetIn(context: Context, reader: SpendReader, month: IsoMonth): OverviewDoc['budget'] {
  const year = Number(month.slice(0, 4));
  if (budgetOf(context, year) === null) return null;
  const { budget, used, runsOut } = forecastWith(context, reader, year, month);
  return budget && { budget, used, runsOut };
}

function verdictCounts(cells: readonly SpendCell[], verdicts: MonthVerdicts): OverviewDoc['seats'] {
  const counts = {
    count: 0,
    justified: 0,
    notJustified: 0,
    undecided: 0,
    leansKeep: 0,
    leansDrop: 0,
    noData: 0,
  };
  for (const id of seatHolders(cells)) {
    counts.count += 1;
    const held = verdicts.byPerson.get(id);
    switch (held?.verdict ?? 'no data') {
      case 'justified':
        counts.justified += 1;
        break;
      case 'not justified':
        counts.notJustified += 1;
        break;
      case 'undecided':
        counts.undecided += 1;
        counts[held?.lean === 'drop' ? 'leansDrop' : 'leansKeep'] += 1;
        break;
      default:
        counts.noData += 1;
    }
  }
  return counts;
}

/** Who has a seat in the month: everyone who carries a charge or use of it. */
function seatHolders(cells: readonly SpendCell[]): Set<number> {
  return new Set(cells.flatMap((cell) => (cell.carrierId === null ? [] : [cell.carrierId])));
}

export function waitingForPrice(cells: readonly SpendCell[]): OverviewDoc['waitingForPrice'] {
  const counts = new Map<string | null, number>();
  for (const { model, unpriced } of cells) {
    if (unpriced > 0) counts.set(model, (counts.get(model) ?? 0) + unpriced);
  }
  return [...counts]
    .map(([model, count]) => ({ model, count }))
    .sort((a, b) => alphabetical(a.model, b.model));
}

/** Hours that people estimate they saved: felt, never measured. */
export function feltIn(context: Context, month: IsoMonth): OverviewDoc['felt'] {
  const row = context.book.output.felt(month);
  return { hours: Math.round(((row?.minutes ?? 0) / 60) * 10) / 10, items: row?.items ?? 0 };
}

function historyOf(
  context: Context,
  reader: SpendReader,
  month: IsoMonth,
  first: IsoMonth,
): OverviewDoc['history'] {
  const currency = baseCurrency(context);
  const start = addMonths(month, 1 - HISTORY_MONTHS);
  const months = monthRange(first > start ? first : start, month);
  const units = monthlyUnits(context, months);
  return months.map((one) => ({
    month: one,
    total: moneyText(reader.total(one), currency),
    units: units.get(one) ?? 0,
  }));
}

/** Every seat of the month, by name. */
export function showSeats(
  context: Context,
  { month }: InputOf<typeof seatsMonth>,
): OutputOf<typeof seatsMonth> {
  const reader = new SpendReader(context);
  const cells = reader.month(month);
  const frozen = frozenDocument(context.book, month, 'seats');
  if (frozen) return withWaiting(context, frozen, cells);
  const currency = baseCurrency(context);
  const verdicts = monthVerdictsOf(context, reader, month);
  const prices = listPrices(context);
  const allowances = seatAllowances(new AllowanceFacts(context, reader), month);
  const byCarrier = new Map<number, SpendCell[]>();
  for (const cell of cells) {
    if (cell.carrierId === null) continue;
    const list = byCarrier.get(cell.carrierId);
    if (list) list.push(cell);
    else byCarrier.set(cell.carrierId, [cell]);
  }
  const seats = heldPeople(context.book).flatMap((person) => {
    const mine = byCarrier.get(person.id);
    if (!mine) return [];
    const verdict = verdicts.byPerson.get(person.id);
    return [
      {
        person: personShape(person),
        ...seatSpendShape(mine, currency, prices),
        allowance: allowances.get(person.id) ?? null,
        output: verdicts.outputOf(person.id, month),
        verdict: verdict?.verdict ?? ('no data' as const),
        lean: verdict?.lean ?? null,
        expectedNet: verdict?.result ? estimate(verdict.result.expectedNet, currency) : null,
        p: verdict?.p ?? null,
      },
    ];
  });
  const leaning = (lean: 'keep' | 'drop') => seats.filter((one) => one.lean === lean).length;
  return { month, currency, seats, leans: { keep: leaning('keep'), drop: leaning('drop') } };
}

/** What waited when the month was closed stands in its frozen cells, also where the seats do not say it. */
function withWaiting(
  { book }: Context,
  frozen: OutputOf<typeof seatsMonth>,
  cells: readonly SpendCell[],
): OutputOf<typeof seatsMonth> {
  const waiting = cells.filter((cell) => cell.waiting > 0 || cell.waitingMicro !== 0n);
  if (waiting.length === 0) return frozen;
  const then = frozenDocument(book, frozen.month, 'people') ?? [];
  const emails = new Map(then.map(({ id, email }) => [id, email]));
  return {
    ...frozen,
    seats: frozen.seats.map((seat) => ({
      ...seat,
      waitingForRate: waitingIn(
        waiting.filter((cell) => emails.get(cell.carrierId ?? -1) === seat.person.email),
      ),
    })),
  };
}
