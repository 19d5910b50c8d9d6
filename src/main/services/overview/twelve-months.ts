import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { outputMonths, spendMonths } from '../../../contract/spend-months.ts';
import { addMonths, type IsoMonth, monthRange } from '../../../core/calendar.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import { CHARGE_SOURCES, type SpendCell } from '../../../core/spend/spend-cells.ts';
import { bookMonths } from '../company/company.ts';
import { baseCurrency, type Context } from '../context.ts';
import { kindMonths, kindWeights, weightIn } from '../output/output-months.ts';
import { type HeldPerson, heldPeople, personByEmail } from '../people/people.ts';
import { sumsBy, waitingIn } from '../spend/cell-sums.ts';
import { SpendReader } from '../spend/spend-reader.ts';

const MONTHS = 12;

/** The months shown: twelve that end with the one looked at, none before the book begins. */
function monthsTo(context: Context, month: IsoMonth): IsoMonth[] {
  const first = bookMonths(context.book)?.from ?? month;
  const start = addMonths(month, 1 - MONTHS);
  return monthRange(first > start ? (first < month ? first : month) : start, month);
}

/** Spend month by month, by tool, team, person or source; all lines of a month add up to its total. */
export function showSpendMonths(
  context: Context,
  { month, by, person }: InputOf<typeof spendMonths>,
): OutputOf<typeof spendMonths> {
  const currency = baseCurrency(context);
  const reader = new SpendReader(context);
  const people = heldPeople(context.book);
  const held = new Map(people.map((one) => [one.id, one]));
  const keyOf = (cell: SpendCell): string | null => {
    if (by === 'tool') return cell.tool;
    if (by === 'source') return cell.source;
    const carrier = cell.carrierId === null ? undefined : held.get(cell.carrierId);
    return (by === 'team' ? carrier?.team : carrier?.email) ?? null;
  };
  const months = monthsTo(context, month);
  const only = person === undefined ? null : personByEmail(context.book, person).id;
  const cells = months.map((one) =>
    reader.month(one).filter((cell) => only === null || cell.carrierId === only),
  );
  const sums = cells.map((some) => sumsBy(some, keyOf));
  const waiting = cells.flat().filter((cell) => cell.waiting > 0 || cell.waitingMicro !== 0n);
  const keys = inOrder(by, sums, people);
  return {
    currency,
    months,
    lines: keys.map((key) => ({
      key,
      name: by === 'person' ? (people.find((one) => one.email === key)?.name ?? null) : key,
      amounts: sums.map((sum) => moneyText(sum.get(key) ?? 0n, currency)),
      waitingForRate: waitingIn(waiting.filter((cell) => keyOf(cell) === key)),
    })),
    totals: sums.map((sum) =>
      moneyText(
        [...sum.values()].reduce((a, b) => a + b, 0n),
        currency,
      ),
    ),
    waitingForRate: waitingIn(waiting),
  };
}

/** Never by what a person or a team spent: those stand by name. */
function inOrder(
  by: InputOf<typeof spendMonths>['by'],
  sums: readonly ReadonlyMap<string | null, Micro>[],
  people: readonly HeldPerson[],
): (string | null)[] {
  const seen = new Set(sums.flatMap((sum) => [...sum.keys()]));
  const last = seen.has(null) ? [null] : [];
  if (by === 'source') return CHARGE_SOURCES.filter((one) => seen.has(one));
  if (by === 'person') {
    return [...people.map((one) => one.email).filter((email) => seen.has(email)), ...last];
  }
  const named = [...seen].filter((one): one is string => one !== null).sort();
  if (by === 'team') return [...named, ...last];
  const total = (key: string): Micro => sums.reduce((sum, one) => sum + (one.get(key) ?? 0n), 0n);
  return [
    ...named.sort((a, b) => (total(b) > total(a) ? 1 : total(b) < total(a) ? -1 : 0)),
    ...last,
  ];
}

/** Weighted accepted output month by month, by kind or by person. */
export function showOutputMonths(
  context: Context,
  { month, by }: InputOf<typeof outputMonths>,
): OutputOf<typeof outputMonths> {
  const { book } = context;
  const months = monthsTo(context, month);
  const place = new Map(months.map((one, index) => [one, index]));
  const weights = kindWeights(book);
  const people = heldPeople(book);
  const units = new Map<string, number[]>();
  for (const row of kindMonths(book, month)) {
    const index = place.get(row.month);
    if (index === undefined || row.countedMilli === 0) continue;
    const key = by === 'kind' ? row.kind : row.email;
    const line = units.get(key) ?? months.map(() => 0);
    const { weightMilli } = weightIn(row.month, weights.get(row.kind.toLowerCase()));
    line[index] = (line[index] ?? 0) + (row.countedMilli * weightMilli) / 1e6;
    units.set(key, line);
  }
  const keys =
    by === 'kind'
      ? [...units.keys()].sort()
      : people.map((one) => one.email.toLowerCase()).filter((email) => units.has(email));
  const nameOf = (key: string): string =>
    by === 'kind' ? key : (people.find((one) => one.email.toLowerCase() === key)?.name ?? key);
  return {
    months,
    lines: keys.map((key) => ({ key, name: nameOf(key), units: units.get(key) ?? [] })),
    totals: months.map((_, index) =>
      [...units.values()].reduce((sum, line) => sum + (line[index] ?? 0), 0),
    ),
  };
}
