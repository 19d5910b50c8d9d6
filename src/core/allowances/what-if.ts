import { addDays, type IsoDay } from '../calendar.ts';
import { entriesOn } from './allowance-entries.ts';
import {
  type AllowanceKey,
  type AllowanceLine,
  type AllowancePerson,
  keysOf,
  lineInForce,
} from './allowance-line.ts';
import { isWithin, type Period, periodOf } from './allowance-period.ts';
import type { CompanyCalendar } from './company-calendar.ts';
import { type Convert, countedSpend, type DaySpend } from './day-spend.ts';
import type { HeldLine } from './pool.ts';

export type WhatIfInput = {
  /** The policy to try: its lines hold over the whole time looked at, whatever their dates. */
  readonly lines: readonly AllowanceLine[];
  /** Usually the last six whole months. */
  readonly from: IsoDay;
  readonly to: IsoDay;
  readonly people: readonly (AllowancePerson & {
    readonly spend: readonly DaySpend[];
    /** Accepted output by the day it counts from, in weighted units. */
    readonly output: readonly { readonly day: IsoDay; readonly units: number }[];
  })[];
  readonly calendar: CompanyCalendar;
  readonly baseCurrency: string;
  readonly convert: Convert;
};

/** One period in which a person would have gone over. Amounts in the line's currency, or tokens. */
export type WhatIfHit = {
  readonly person: AllowancePerson;
  readonly key: AllowanceKey;
  readonly line: AllowanceLine;
  readonly period: Period;
  readonly limit: bigint;
  /** The day on which use went over the limit. */
  readonly day: IsoDay;
  /** What was used after the limit was reached: the top-up that would have been asked for. */
  readonly beyond: bigint;
  /** Units logged in the period up to that day, and from the first day looked at. */
  readonly outputInPeriod: number;
  readonly outputSoFar: number;
};

/**
 * Who would have reached a policy's limits, when, and what output they had logged by then. By name,
 * then by day; never by how much.
 */
export function whatIf(input: WhatIfInput): WhatIfHit[] {
  const lines = input.lines.map(
    (line): HeldLine => ({ ...line, base: 'limit', from: input.from, to: null }),
  );
  return [...input.people]
    .sort((a, b) => compared(a.name, b.name) || compared(a.id, b.id))
    .flatMap((person) =>
      keysOf(lines, person)
        .flatMap((key) => hitsOf(input, lines, person, key))
        .sort((a, b) => compared(a.day, b.day)),
    );
}

function hitsOf(
  input: WhatIfInput,
  lines: readonly HeldLine[],
  person: WhatIfInput['people'][number],
  key: AllowanceKey,
): WhatIfHit[] {
  const { baseCurrency, convert, calendar, from, to } = input;
  const spend = person.spend.filter(({ day }) => day >= from && day <= to);
  const about = {
    person,
    key,
    lines,
    moves: [],
    spend,
    weekStart: calendar.weekStart,
    baseCurrency,
    convert,
  };
  return periodsOf(input, key).flatMap((period): WhatIfHit[] => {
    const line = lineInForce(lines, person, key, period.to);
    if (line === null || line.limit.amount === null) return [];
    const limit = entriesOn(period.to, about).reduce((sum, { amount }) => sum + amount, 0n);
    const { days, total } = countedSpend(spend, line, period, baseCurrency, convert);
    const day = dayOver(days, limit);
    if (day === null) return [];
    const units = (first: IsoDay): number =>
      person.output
        .filter((one) => isWithin(one.day, { from: first, to: day }))
        .reduce((sum, one) => sum + one.units, 0);
    return [
      {
        person,
        key,
        line,
        period,
        limit,
        day,
        beyond: total - limit,
        outputInPeriod: units(period.from > from ? period.from : from),
        outputSoFar: units(from),
      },
    ];
  });
}

function dayOver(
  days: readonly { readonly day: IsoDay; readonly amount: bigint }[],
  limit: bigint,
): IsoDay | null {
  let used = 0n;
  for (const { day, amount } of [...days].sort((a, b) => compared(a.day, b.day))) {
    used += amount;
    if (used > limit) return day;
  }
  return null;
}

/** The periods that touch the time looked at; a grant given once has the whole of it. */
function periodsOf(
  { from, to, calendar }: WhatIfInput,
  key: AllowanceKey,
): { readonly from: IsoDay; readonly to: IsoDay }[] {
  if (key.cadence === 'once') return [{ from, to }];
  const periods: { from: IsoDay; to: IsoDay }[] = [];
  for (let day = from; day <= to; ) {
    const period = periodOf(key.cadence, day, calendar.weekStart);
    periods.push(period);
    day = addDays(period.to, 1);
  }
  return periods;
}

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
