import { addDays, type IsoDay, type Weekday } from '../calendar.ts';
import {
  type AllowanceKey,
  type AllowanceLine,
  type AllowancePerson,
  isSameKey,
  keyOf,
  lineInForce,
} from './allowance-line.ts';
import type { AllowanceEntry, AllowanceMove } from './allowance-move.ts';
import { isWithin, type Period, periodOf } from './allowance-period.ts';
import { type Convert, countedSpend, type DaySpend } from './day-spend.ts';
import type { HeldLine } from './pool.ts';

/** What the entries of one person's allowance depend on. */
export type EntryInput = {
  readonly person: AllowancePerson;
  readonly key: AllowanceKey;
  /** Lines and slices of all scopes. */
  readonly lines: readonly HeldLine[];
  readonly moves: readonly AllowanceMove[];
  /** The person's own, since the allowance began. */
  readonly spend: readonly DaySpend[];
  readonly weekStart: Weekday;
  readonly baseCurrency: string;
  readonly convert: Convert;
};

/** The period a line runs in on a day; of a grant given once, from its first day on. */
export function periodOfLine(input: EntryInput, line: AllowanceLine, day: IsoDay): Period {
  if (line.cadence !== 'once') return periodOf(line.cadence, day, input.weekStart);
  const { startDay } = input.person;
  const from = startDay !== null && startDay > line.from ? startDay : line.from;
  return { from, to: line.to };
}

/**
 * Every entry that makes up a person's limit on a day, in the order of their days: what the line or slice in force gives and each
 * change of it within the period, what is carried over, top-ups and transfers. They add up to the
 * limit in force, in micro-units of its currency or in tokens. None where the line is unlimited or none holds.
 */
export function entriesOn(day: IsoDay, input: EntryInput): AllowanceEntry[] {
  const line = lineInForce(input.lines, input.person, input.key, day);
  if (line === null || line.limit.amount === null) return [];
  const period = periodOfLine(input, line, day);
  const carried = line.cadence === 'once' ? [] : carriedOver(day, input, line);
  return [
    ...baseEntries(day, input, line, period),
    ...carried.map(({ amount, period: left }) => ({
      kind: 'carry-over' as const,
      amount,
      at: period.from,
      by: line.by,
      why: `${left.from}/${left.to}`,
    })),
    ...movedEntries(day, input, line, period).map(({ entry }) => entry),
  ];
}

/** What the line in force gives on the period's first day, and what each later change up to the day adds or takes. */
function baseEntries(
  day: IsoDay,
  input: EntryInput,
  held: HeldLine,
  period: Period,
): AllowanceEntry[] {
  const entryOf = (line: HeldLine, amount: bigint, at: string): AllowanceEntry => ({
    kind: line.base,
    amount,
    at,
    by: line.by,
    why: line.why,
  });
  if (held.cadence === 'once') return [entryOf(held, held.limit.amount ?? 0n, held.at)];
  const entries: AllowanceEntry[] = [];
  let before: { line: HeldLine | null; amount: bigint } = { line: null, amount: 0n };
  for (const change of changeDays(day, input, period)) {
    const line = lineInForce(input.lines, input.person, input.key, change);
    if (line === before.line) continue;
    const amount = line === null ? 0n : amountIn(held, line.limit, change, input.convert);
    // Without a rate an earlier amount of another currency cannot be shown beside the present one.
    if (amount === null) continue;
    const giving = line ?? before.line;
    const difference = amount - before.amount;
    const at = line === null || change === period.from ? (giving?.at ?? change) : change;
    if (giving !== null && (difference !== 0n || before.line === null)) {
      entries.push(entryOf(giving, difference, at));
    }
    before = { line, amount };
  }
  return entries;
}

function changeDays(day: IsoDay, { lines, key }: EntryInput, period: Period): IsoDay[] {
  const days = new Set([period.from]);
  for (const line of lines) {
    if (!isSameKey(keyOf(line), key)) continue;
    days.add(line.from);
    if (line.to !== null) days.add(addDays(line.to, 1));
  }
  return [...days].filter((change) => change >= period.from && change <= day).sort();
}

/** An amount of another line or move in the held line's unit and currency; `null` where it cannot be told. */
function amountIn(
  held: AllowanceLine,
  other: AllowanceLine['limit'],
  day: IsoDay,
  convert: Convert,
): bigint | null {
  if (other.unit !== held.limit.unit) return null;
  if (other.amount === null || other.unit === 'tokens' || held.limit.unit === 'tokens') {
    return other.amount ?? 0n;
  }
  return convert(other.amount, other.currency, held.limit.currency, day);
}

type Moved = { readonly entry: AllowanceEntry; readonly lasts: boolean };

/** Top-ups and transfers that count in a period, up to a day. `lasts`: permanent ones, which belong to the base. */
function movedEntries(
  day: IsoDay,
  { person, key, moves, convert }: EntryInput,
  line: AllowanceLine,
  period: Period,
): Moved[] {
  return moves.flatMap((move): Moved[] => {
    if (move.day > day || !isSameKey(move.key, key)) return [];
    const amount = amountIn(line, move.quantity, move.day, convert);
    if (amount === null) return [];
    const { kind, at, by, why } = move;
    const entry = { kind, at, by, why };
    if (move.kind === 'transfer') {
      if (!isWithin(move.day, period)) return [];
      if (move.person === person.id) {
        return [{ entry: { ...entry, amount: -amount }, lasts: true }];
      }
      return move.to === person.id ? [{ entry: { ...entry, amount }, lasts: false }] : [];
    }
    if (move.person !== person.id) return [];
    if (!move.isPermanent) {
      return isWithin(move.day, period) ? [{ entry: { ...entry, amount }, lasts: false }] : [];
    }
    if (move.endDay !== null && move.endDay < period.from) return [];
    if (line.cadence === 'once' && move.day < period.from) return [];
    const given = { entry: { ...entry, amount }, lasts: true };
    if (move.endDay === null || move.endDay >= day) return [given];
    const takenBack = { ...entry, amount: -amount, at: addDays(move.endDay, 1) };
    return [given, { entry: takenBack, lasts: true }];
  });
}

type Lot = { readonly period: Period; readonly amount: bigint };

/**
 * What is left of the periods before, each lot for as many periods as the line says. Use takes the
 * oldest lot first, then the limit; what remains of the limit is carried on. A top-up is used last and
 * ends with its period. Nothing is carried from before the person started, across a change of
 * currency, or below zero.
 */
function carriedOver(day: IsoDay, input: EntryInput, line: HeldLine): Lot[] {
  const { cadence } = line;
  if (cadence === 'once' || line.carryOverPeriods === 0) return [];
  const current = periodOf(cadence, day, input.weekStart);
  const { startDay } = input.person;
  const spend = [...input.spend].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  let next = 0;
  let lots: Lot[] = [];
  let period = periodOf(cadence, firstDayOf(input, day), input.weekStart);
  while (period.from < current.from) {
    const held = lineInForce(input.lines, input.person, input.key, period.to);
    const start = next;
    while ((spend[next]?.day ?? current.from) <= period.to) next += 1;
    if (held === null || held.limit.amount === null || !isSameUnit(held, line)) {
      lots = [];
    } else if (startDay === null || startDay <= period.to) {
      const own = { ...input, spend: spend.slice(start, next) };
      lots = lotsAfter(keptLots(lots, held), held, period, own);
    }
    period = periodOf(cadence, addDays(period.to, 1), input.weekStart);
  }
  return keptLots(lots, line).filter(({ amount }) => amount > 0n);
}

/** One lot per period, empty ones too, so that the last n are those of the last n periods. */
const keptLots = (lots: readonly Lot[], { carryOverPeriods }: HeldLine): Lot[] =>
  carryOverPeriods === 0 ? [] : lots.slice(-carryOverPeriods);

function lotsAfter(
  lots: readonly Lot[],
  line: HeldLine,
  period: { readonly from: IsoDay; readonly to: IsoDay },
  input: EntryInput,
): Lot[] {
  const { spend, baseCurrency, convert } = input;
  let used = countedSpend(spend, line, period, baseCurrency, convert).total;
  const take = (amount: bigint): bigint => {
    const taken = used < amount ? used : amount;
    used -= taken > 0n ? taken : 0n;
    return amount - (taken > 0n ? taken : 0n);
  };
  const after = lots.map((lot) => ({ ...lot, amount: take(lot.amount) }));
  const lasting = movedEntries(period.to, input, line, period).filter(({ lasts }) => lasts);
  const base = lasting.reduce((sum, { entry }) => sum + entry.amount, line.limit.amount ?? 0n);
  return [...after, { period, amount: base > 0n ? take(base) : 0n }];
}

function firstDayOf({ lines, key }: EntryInput, day: IsoDay): IsoDay {
  return lines
    .filter((line) => isSameKey(keyOf(line), key))
    .reduce((first, { from }) => (from < first ? from : first), day);
}

function isSameUnit(one: AllowanceLine, other: AllowanceLine): boolean {
  if (one.limit.unit === 'tokens' || other.limit.unit === 'tokens') {
    return one.limit.unit === other.limit.unit;
  }
  return one.limit.currency === other.limit.currency;
}
