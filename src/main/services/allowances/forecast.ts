import type { budgetSet, ForecastDoc, forecastShow } from '../../../contract/budget.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { DayAmount } from '../../../core/allowances/day-bursts.ts';
import { endOfPeriod } from '../../../core/allowances/end-of-period.ts';
import { type RunOut, runOut } from '../../../core/allowances/run-out.ts';
import { everyDay, LONGEST_HISTORY_DAYS } from '../../../core/allowances/spend-pace.ts';
import {
  addDays,
  daysBetween,
  firstDay,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthOf,
  monthRange,
} from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import {
  MICRO,
  type Micro,
  moneyText,
  parseMicro,
  unitsForStatistics,
} from '../../../core/money.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import { audit } from '../../book/audit.ts';
import { baseCurrency, type Context } from '../context.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { runsOutShape } from './allowance-shapes.ts';
import { companyCalendar, type KnownDays, knownDays } from './company-days.ts';
import { plannedCharges } from './person-days.ts';

/** How far agreed prices are looked ahead: a budget that lasts longer is not in danger. */
const MONTHS_AHEAD = 60;
const FRESH_DAYS = 31;

/** A year's budget, what is used of it, and the day on which it will be used up at this pace. */
export function showForecast(
  context: Context,
  { year }: InputOf<typeof forecastShow>,
): OutputOf<typeof forecastShow> {
  return forecastWith(context, new SpendReader(context), year);
}

/** The budget in force of a year; `null` where none was set. */
export function budgetOf(context: Context, year: number): Micro | null {
  return context.book.calendar.budget(year) ?? null;
}

/** The same with what was read already; `until` holds it at the end of an earlier month. */
export function forecastWith(
  context: Context,
  reader: SpendReader,
  wanted: number | undefined,
  until: IsoMonth | null = null,
): ForecastDoc {
  const known = knownUntil(knownDays(context), until);
  const year = wanted ?? yearLookedAt(context, known);
  const facts = factsOf(context, reader, year, known);
  const budget = budgetOf(context, year);
  const left = budget === null ? null : budget - facts.used;
  const money = (micro: Micro) => moneyText(micro, facts.base);
  const answer = budget === null || !facts.hasBegun ? null : runOutOf(context, facts, budget);
  const pace = answer?.state === 'known' ? answer.pace : null;
  const burst = answer?.state === 'known' ? answer.ifBurstGoesOn : null;
  const usedUpOn = budget === null ? null : dayUsedUp(facts, budget);
  const runsOut =
    usedUpOn === null
      ? runsOutShape(answer)
      : { date: usedUpOn, low80: usedUpOn, high80: usedUpOn };
  const months = monthsOf(context, facts);
  const last = months.at(-1);
  return {
    year,
    currency: facts.base,
    budget: budget === null ? null : money(budget),
    used: money(facts.used),
    left: left === null ? null : money(left),
    asOf: facts.asOf,
    runsOut,
    state: stateOf(budget, usedUpOn, answer, runsOut?.date ?? null, year, facts),
    wholeDays: facts.history.length,
    growthPerMonth: pace && answer?.state === 'known' ? answer.growthPerMonth : null,
    newLevel: pace?.newLevel ? { since: pace.newLevel.since, isFresh: pace.isLevelFresh } : null,
    burst: burst && {
      day: burst.burst.day,
      amount: money(micros(burst.burst.amount)),
      usual: money(micros(burst.burst.usual)),
      usedUpInDays: burst.days,
    },
    yearEnd:
      last?.low80 && last.high80
        ? { middle: last.total, low80: last.low80, high80: last.high80 }
        : null,
    months,
    waitingForRate: facts.waitingForRate,
  };
}

/** This year, once it has a budget or was read at all; else the last that the book knows. */
function yearLookedAt(context: Context, { today, lastWhole }: KnownDays): number {
  const year = Number(today.slice(0, 4));
  return budgetOf(context, year) === null ? Number(lastWhole.slice(0, 4)) : year;
}

/** What was known at the end of a month that is over. */
function knownUntil(known: KnownDays, until: IsoMonth | null): KnownDays {
  if (until === null || lastDay(until) >= known.lastWhole) return known;
  return { ...known, today: lastDay(until), lastWhole: lastDay(until) };
}

/** Steep growth from tiny sums leaves what any company could spend: then nothing is projected. */
const isAmount = (units: number): boolean => Number.isFinite(units) && Math.abs(units) < 1e12;

const micros = (units: number): Micro => BigInt(Math.round(units * Number(MICRO)));

type Facts = {
  readonly year: number;
  readonly base: string;
  readonly first: IsoDay;
  readonly last: IsoDay;
  /** The last whole day known, the year's last at the latest. */
  readonly asOf: IsoDay;
  readonly cells: readonly SpendCell[];
  readonly used: Micro;
  /** Whether the days known reach the year. */
  readonly hasBegun: boolean;
  /** Up to `asOf`: what the pace stands on. */
  readonly usedWhole: Micro;
  /** Whole days without what was agreed beforehand. */
  readonly history: readonly DayAmount[];
  readonly agreed: readonly DayAmount[];
  readonly agreedMicro: readonly { readonly day: IsoDay; readonly micro: Micro }[];
  readonly waitingForRate: IsoMonth[];
};

function factsOf(context: Context, reader: SpendReader, year: number, known: KnownDays): Facts {
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const asOf = known.lastWhole < last ? known.lastWhole : last;
  // Where no file came in for long, what plans have charged since says nothing about the year.
  const isFresh = daysBetween(asOf, known.today) <= FRESH_DAYS;
  const charged = isFresh ? known.today : asOf;
  const until = charged < last ? charged : last;
  const historyFrom = addDays(asOf, 1 - LONGEST_HISTORY_DAYS);
  const cells = until < first ? [] : cellsBetween(reader, first, until);
  const spends = reader
    .days(historyFrom, asOf, 'tool')
    .filter(({ source, day }) => source !== 'subscription' && day <= asOf);
  const firstDayKnown =
    known.first !== null && known.first > historyFrom ? known.first : historyFrom;
  const agreedMicro = plannedCharges(context, asOf, MONTHS_AHEAD);
  return {
    year,
    base: baseCurrency(context),
    first,
    last,
    asOf,
    cells,
    used: sumBase(cells),
    hasBegun: addDays(asOf, 1) >= first,
    usedWhole: sumBase(cells.filter(({ day }) => day <= asOf)),
    history: spends.length === 0 ? [] : everyDay(positiveDays(spends), firstDayKnown, asOf),
    agreed: agreedMicro.map(({ day, micro }) => ({ day, amount: unitsForStatistics(micro) })),
    agreedMicro,
    waitingForRate: [
      ...new Set(cells.flatMap(({ waiting, day }) => (waiting > 0 ? [monthOf(day)] : []))),
    ].sort(),
  };
}

/** Whole months as they were summed; the month in which it ends, and those of the pace, by day. */
function cellsBetween(reader: SpendReader, from: IsoDay, to: IsoDay): SpendCell[] {
  return monthRange(monthOf(from), monthOf(to)).flatMap((month) => {
    const isWhole = firstDay(month) >= from && lastDay(month) <= to;
    if (!isWhole) {
      const first = firstDay(month) > from ? firstDay(month) : from;
      return reader.days(first, lastDay(month) < to ? lastDay(month) : to);
    }
    return reader.month(month);
  });
}

/** Sums per day; a day that a credit makes negative has taken nothing. */
function positiveDays(cells: readonly SpendCell[]): DayAmount[] {
  const sums = new Map<IsoDay, Micro>();
  for (const { day, baseMicro } of cells) sums.set(day, (sums.get(day) ?? 0n) + baseMicro);
  return [...sums].map(([day, micro]) => ({
    day,
    amount: micro > 0n ? unitsForStatistics(micro) : 0,
  }));
}

function runOutOf(context: Context, facts: Facts, budget: Micro): RunOut {
  return runOut({
    days: facts.history,
    calendar: companyCalendar(context),
    asOf: facts.asOf,
    left: unitsForStatistics(budget - facts.usedWhole),
    agreed: facts.agreed,
  });
}

/** The day on which the budget was used up already. */
function dayUsedUp({ cells, used }: Facts, budget: Micro): IsoDay | null {
  if (used < budget || cells.length === 0) return null;
  let sum = 0n;
  for (const { day, baseMicro } of [...cells].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    sum += baseMicro;
    if (sum >= budget) return day;
  }
  return null;
}

function stateOf(
  budget: Micro | null,
  usedUpOn: IsoDay | null,
  answer: RunOut | null,
  date: IsoDay | null,
  year: number,
  facts: Facts,
): ForecastDoc['state'] {
  if (budget === null) return 'no budget';
  if (usedUpOn !== null) return 'used up';
  if (!facts.hasBegun) return 'not begun';
  if (facts.asOf >= facts.last) return 'lasts';
  if (answer?.state === 'not enough') return 'not enough';
  if (answer?.state === 'used up') return 'runs out';
  return date !== null && date <= `${year}-12-31` ? 'runs out' : 'lasts';
}

/** Month by month: what was charged, and what it adds up to with what is projected. */
function monthsOf(context: Context, facts: Facts): ForecastDoc['months'] {
  const calendar = companyCalendar(context);
  const money = (micro: Micro) => moneyText(micro, facts.base);
  let total = 0n;
  return monthRange(`${facts.year}-01`, `${facts.year}-12`).map((month) => {
    const spend = sumBase(facts.cells.filter(({ day }) => monthOf(day) === month));
    total += spend;
    const end = lastDay(month);
    if (end <= facts.asOf) {
      return {
        month,
        spend: money(spend),
        total: money(total),
        low80: null,
        high80: null,
        isProjected: false,
      };
    }
    const agreed = facts.agreedMicro
      .filter(({ day }) => day >= facts.first && day <= end)
      .reduce((sum, { micro }) => sum + micro, 0n);
    const known = facts.usedWhole + agreed;
    const projected = endOfPeriod({
      days: facts.history,
      calendar,
      used: unitsForStatistics(known),
      periodFrom: facts.first,
      periodEnd: end,
    });
    const isKnown = !('state' in projected) && isAmount(projected.high80);
    return {
      month,
      spend: money(spend),
      total: money(isKnown ? micros(projected.middle) : known),
      low80: isKnown ? money(micros(projected.low80)) : null,
      high80: isKnown ? money(micros(projected.high80)) : null,
      isProjected: true,
    };
  });
}

/** Sets a year's budget; what was set before stays to be read. */
export function setBudget(
  context: Context,
  { year, amount, why = '' }: InputOf<typeof budgetSet>,
): OutputOf<typeof budgetSet> {
  const { book } = context;
  const amountMicro = parseMicro(amount);
  if (amountMicro === null || amountMicro < 0n) {
    throw new Failure(
      'amount_refused',
      `An amount is a number such as 200 or 49.90, not "${amount}".`,
      { value: amount },
    );
  }
  book.transaction(() => {
    const before = budgetOf(context, year);
    book.calendar.setBudget(year, amountMicro, { at: context.now(), by: context.who, why });
    const base = baseCurrency(context);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set budget',
      subject: String(year),
      detail: {
        before: before === null ? null : moneyText(before, base),
        after: moneyText(amountMicro, base),
        why,
      },
    });
  });
  return showForecast(context, { year });
}
