import { addDays, daysBetween, type IsoDay, type IsoMonth } from '../calendar.ts';
import { divideHalfEven, unitsForStatistics } from '../money.ts';
import { type EntryInput, entriesOn, periodOfLine } from './allowance-entries.ts';
import {
  type AllowanceKey,
  type AllowanceLine,
  type AllowancePerson,
  keysOf,
  lineInForce,
} from './allowance-line.ts';
import type { AllowanceEntry, AllowanceMove } from './allowance-move.ts';
import type { Period } from './allowance-period.ts';
import { type CompanyCalendar, workingDays } from './company-calendar.ts';
import type { DayAmount } from './day-bursts.ts';
import { type Convert, countedSpend, type DaySpend } from './day-spend.ts';
import { endOfPeriod } from './end-of-period.ts';
import { type HeldLine, type Pool, type PoolSlice, sliceLines } from './pool.ts';
import { type RunOut, runOut } from './run-out.ts';
import { everyDay, LONGEST_HISTORY_DAYS } from './spend-pace.ts';

export type AllowanceState = 'within' | 'at risk' | 'over';

/** One person's allowance in one period. Amounts are micro-units of the line's currency, or tokens. */
export type Allowance = {
  readonly person: AllowancePerson;
  readonly key: AllowanceKey;
  readonly line: HeldLine;
  readonly period: Period;
  readonly entries: readonly AllowanceEntry[];
  /** The entries added up; `null` is unlimited. */
  readonly limit: bigint | null;
  readonly used: bigint;
  /** Below 0 by what it is over. */
  readonly left: bigint | null;
  /** Spend ÷ the share of the period's working days that has passed; `null` of a grant given once, or before its first whole day. */
  readonly pace: bigint | null;
  /** The end of the period with its 80 % range; `null` where 14 whole days of spend are not there yet. */
  readonly projected: {
    readonly middle: bigint;
    readonly low80: bigint;
    readonly high80: bigint;
  } | null;
  /** When a grant given once will be used up; `null` of others. */
  readonly runsOut: RunOut | null;
  readonly state: AllowanceState;
  /** Months with days that wait for a rate and are missing from `used`. */
  readonly waitingForRate: readonly IsoMonth[];
};

export type AllowanceInput = {
  /** The day looked at. */
  readonly day: IsoDay;
  /** The last day that is over and read in whole, `day` at the latest: pace and projection stand on whole days. */
  readonly lastWholeDay: IsoDay;
  readonly person: AllowancePerson;
  readonly lines: readonly AllowanceLine[];
  readonly pools: readonly Pool[];
  readonly slices: readonly PoolSlice[];
  readonly moves: readonly AllowanceMove[];
  /** This person's, of as many days back as a forecast (112) and carry-over need. */
  readonly spend: readonly DaySpend[];
  readonly calendar: CompanyCalendar;
  readonly baseCurrency: string;
  readonly convert: Convert;
};

/** A grant given once is at risk when it will be used up within so many days. */
const SOON_DAYS = 30;

/**
 * What a person may spend on a day and why, what is used of it, and how it will end (RULES.md, Allowances): one
 * for each model class, cadence, unit and purse in which a line or a slice holds.
 */
export function allowancesOn(input: AllowanceInput): Allowance[] {
  const { person, pools, slices, calendar } = input;
  const lines: readonly HeldLine[] = [
    ...input.lines.map((line): HeldLine => ({ ...line, base: 'limit' })),
    ...sliceLines(person, pools, slices),
  ];
  return keysOf(lines, person).flatMap((key) => {
    const line = lineInForce(lines, person, key, input.day);
    if (line === null) return [];
    return [allowanceOf(input, line, { ...input, key, lines, weekStart: calendar.weekStart })];
  });
}

function allowanceOf(input: AllowanceInput, line: HeldLine, about: EntryInput): Allowance {
  const { day, person, spend, baseCurrency, convert } = input;
  const period = periodOfLine(about, line, day);
  const entries = entriesOn(day, about);
  const isUnlimited = line.limit.amount === null;
  const limit = isUnlimited ? null : entries.reduce((sum, { amount }) => sum + amount, 0n);
  const upToDay = { from: period.from, to: day };
  const counted = countedSpend(spend, line, upToDay, baseCurrency, convert);
  const used = counted.total;
  const left = limit === null ? null : limit - used;
  const pace = paceOf(input, line, period);
  const projected = line.cadence === 'once' ? null : projectedEnd(input, line, period, used);
  const runsOut =
    line.cadence !== 'once' || left === null
      ? null
      : runOut({
          days: historyOf(input, line),
          calendar: input.calendar,
          left: units(line, left),
          agreed: agreedAfter(input, line, null).days.map((one) => ({
            day: one.day,
            amount: units(line, one.amount),
          })),
        });
  return {
    person,
    key: about.key,
    line,
    period,
    entries,
    limit,
    used,
    left,
    pace,
    projected,
    runsOut,
    state: stateOf(limit, used, projected?.middle ?? paceAhead(input, line, period), runsOut, day),
    waitingForRate: counted.waitingForRate,
  };
}

function stateOf(
  limit: bigint | null,
  used: bigint,
  expected: bigint | null,
  runsOut: RunOut | null,
  day: IsoDay,
): AllowanceState {
  if (limit === null) return 'within';
  if (used > limit) return 'over';
  if (used === limit && used > 0n) return 'at risk';
  if (expected !== null && expected > limit) return 'at risk';
  const isSoon =
    runsOut?.state === 'known' &&
    runsOut.date !== null &&
    daysBetween(day, runsOut.date) <= SOON_DAYS;
  return isSoon ? 'at risk' : 'within';
}

/** Exact up to the micro; before the first working day of a period its calendar days are counted. */
function paceOf(input: AllowanceInput, line: HeldLine, { from, to }: Period): bigint | null {
  const last = lastWholeDayOf(input, to);
  if (to === null || last < from) return null;
  const { spend, baseCurrency, convert, calendar } = input;
  const used = countedSpend(spend, line, { from, to: last }, baseCurrency, convert).total;
  const elapsed = workingDays(from, last, calendar);
  if (elapsed > 0) {
    return divideHalfEven(used * BigInt(workingDays(from, to, calendar)), BigInt(elapsed));
  }
  return divideHalfEven(
    used * BigInt(daysBetween(from, to) + 1),
    BigInt(daysBetween(from, last) + 1),
  );
}

/** The pace where no projection is there yet: plans are paid once a period, however much of it has passed. */
function paceAhead(input: AllowanceInput, line: HeldLine, period: Period): bigint | null {
  const spend = input.spend.filter(({ isAgreed }) => !isAgreed);
  const pace = paceOf({ ...input, spend }, line, period);
  if (pace === null) return null;
  const agreed = input.spend.filter(({ isAgreed }) => isAgreed);
  return pace + countedSpend(agreed, line, period, input.baseCurrency, input.convert).total;
}

/** What is agreed beforehand for the days after the last whole one, up to the period's end. */
function agreedAfter(input: AllowanceInput, line: HeldLine, period: Period | null) {
  const { spend, baseCurrency, convert } = input;
  const next = addDays(lastWholeDayOf(input, null), 1);
  const from = period !== null && period.from > next ? period.from : next;
  const agreed = spend.filter(({ isAgreed }) => isAgreed);
  return countedSpend(agreed, line, { from, to: period?.to ?? null }, baseCurrency, convert);
}

function projectedEnd(
  input: AllowanceInput,
  line: HeldLine,
  period: Period,
  used: bigint,
): Allowance['projected'] {
  const { to } = period;
  if (to === null) return null;
  const last = lastWholeDayOf(input, to);
  if (last >= to) return { middle: used, low80: used, high80: used };
  const { spend, baseCurrency, convert } = input;
  const upToLast = { from: period.from, to: last };
  const end = endOfPeriod({
    days: historyOf(input, line),
    calendar: input.calendar,
    used: units(line, countedSpend(spend, line, upToLast, baseCurrency, convert).total),
    periodFrom: period.from,
    periodEnd: to,
  });
  if ('state' in end || !(end.high80 < 1e15)) return null;
  const agreed = agreedAfter(input, line, period).total;
  // What a day that is not over has taken already cannot be taken back.
  const whole = (value: number): bigint => {
    const amount = agreed + BigInt(Math.round(line.limit.unit === 'tokens' ? value : value * 1e6));
    return amount > used ? amount : used;
  };
  return { middle: whole(end.middle), low80: whole(end.low80), high80: whole(end.high80) };
}

/** Whole days of what counts towards the line, agreed prices left out, from the first with any on, the last 112 at the most. */
function historyOf(input: AllowanceInput, line: HeldLine): DayAmount[] {
  const last = lastWholeDayOf(input, null);
  const from = addDays(last, 1 - LONGEST_HISTORY_DAYS);
  const { spend, baseCurrency, convert } = input;
  const { days } = countedSpend(
    spend.filter(({ isAgreed }) => !isAgreed),
    line,
    { from: '0000-01-01', to: last },
    baseCurrency,
    convert,
  );
  const first = days.reduce((least, { day }) => (day < least ? day : least), last);
  const recent = days.filter(({ day }) => day >= from);
  return everyDay(
    recent.map(({ day, amount }) => ({ day, amount: units(line, amount) })),
    first > from ? first : from,
    last,
  );
}

function lastWholeDayOf({ day, lastWholeDay }: AllowanceInput, end: IsoDay | null): IsoDay {
  const last = lastWholeDay < day ? lastWholeDay : day;
  return end !== null && end < last ? end : last;
}

const units = (line: AllowanceLine, amount: bigint): number =>
  line.limit.unit === 'tokens' ? Number(amount) : unitsForStatistics(amount);
