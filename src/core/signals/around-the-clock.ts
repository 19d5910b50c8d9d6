import { isWorkingDay } from '../allowances/company-calendar.ts';
import { addDays, firstDay, type IsoDay } from '../calendar.ts';
import { type Micro, unitsForStatistics } from '../money.ts';
import { count, money, onDay, type Signal, word } from './signal.ts';
import type { SignalInput, SignalPerson } from './signal-input.ts';

/** Nobody works so many hours of a day, two days in a row. */
const HOURS_A_DAY = 20;
const DAYS_BY_HOURS = 2;
/** Where only days are known: two weeks without a day off, with days off as busy as working days. */
const DAYS_BY_DAYS = 14;
const AS_BUSY = 0.7;

/**
 * Activity around the clock for days: usually an agent left running. Hours prove it; where a source
 * tells days only, use on every day of two weeks, days off as busy as working days, is a hint, and
 * the evidence says that it is no more (`basis`). A run counts if it reaches into the month.
 */
export function aroundTheClock(input: SignalInput): Signal[] {
  const daysOf = Map.groupBy(input.daySpend, ({ person }) => person);
  return input.people.flatMap((person) => {
    const byHours = runsByHours(input, person);
    return byHours.length > 0 ? byHours : runsByDays(input, person, daysOf.get(person.id) ?? []);
  });
}

type Run = { readonly from: IsoDay; readonly to: IsoDay; readonly days: readonly IsoDay[] };

function runsByHours(input: SignalInput, { id }: SignalPerson): Signal[] {
  const hours = new Map<IsoDay, Set<number>>();
  const spend = new Map<IsoDay, Micro>();
  for (const { person, day, hour, micro } of input.hourSpend) {
    if (person !== id || micro <= 0n || day > input.lastDay) continue;
    hours.set(day, (hours.get(day) ?? new Set()).add(hour));
    spend.set(day, (spend.get(day) ?? 0n) + micro);
  }
  const busy = [...hours].filter(([, set]) => set.size >= HOURS_A_DAY).map(([day]) => day);
  return runsOf(busy)
    .filter(({ days, to }) => days.length >= DAYS_BY_HOURS && to >= firstDay(input.month))
    .map((run) => {
      const total = run.days.reduce((sum, day) => sum + (hours.get(day)?.size ?? 0), 0);
      return signalOf(input, id, run, spend, 'hours', total / run.days.length);
    });
}

function runsByDays(
  input: SignalInput,
  { id }: SignalPerson,
  own: SignalInput['daySpend'],
): Signal[] {
  const spend = new Map<IsoDay, Micro>();
  for (const { day, micro } of own) {
    if (micro <= 0n || day > input.lastDay) continue;
    spend.set(day, (spend.get(day) ?? 0n) + micro);
  }
  return runsOf([...spend.keys()])
    .filter(({ days, to }) => days.length >= DAYS_BY_DAYS && to >= firstDay(input.month))
    .filter(({ days }) => {
      const mean = (isWork: boolean): number | null => {
        const some = days.filter((day) => isWorkingDay(day, input.calendar) === isWork);
        const sum = some.reduce(
          (total, day) => total + unitsForStatistics(spend.get(day) ?? 0n),
          0,
        );
        return some.length === 0 ? null : sum / some.length;
      };
      const work = mean(true);
      const off = mean(false);
      return work !== null && off !== null && off >= AS_BUSY * work;
    })
    .map((run) => signalOf(input, id, run, spend, 'days', null));
}

function signalOf(
  input: SignalInput,
  person: string,
  { from, to, days }: Run,
  spend: ReadonlyMap<IsoDay, Micro>,
  basis: 'hours' | 'days',
  hoursADay: number | null,
): Signal {
  return {
    code: 'around-the-clock',
    person,
    subject: `from ${from}`,
    severity: basis === 'hours' ? 'high' : 'low',
    evidence: {
      basis: word(basis),
      fromDay: onDay(from),
      toDay: onDay(to),
      days: count(days.length),
      ...(hoursADay === null ? {} : { hoursADay: count(Math.round(hoursADay)) }),
      spend: money(
        days.reduce((sum, day) => sum + (spend.get(day) ?? 0n), 0n),
        input.currency,
      ),
    },
  };
}

/** Days in a row, each run as long as it goes. */
function runsOf(days: readonly IsoDay[]): Run[] {
  const runs: { from: IsoDay; to: IsoDay; days: IsoDay[] }[] = [];
  for (const day of [...days].sort()) {
    const last = runs.at(-1);
    if (last && addDays(last.to, 1) === day) {
      last.to = day;
      last.days.push(day);
    } else {
      runs.push({ from: day, to: day, days: [day] });
    }
  }
  return runs;
}
