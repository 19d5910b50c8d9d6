import { isWorkingDay } from '../allowances/company-calendar.ts';
import { addDays, firstDay, type IsoDay } from '../calendar.ts';
import { type Micro, unitsForStatistics } from '../money.ts';
import { count, money, onDay, type Signal, word } from './signal.ts';
import type { SignalInput, SignalPerson } from './signal-input.ts';

/** Two weeks without a day off, with days off as busy as working days. */
const DAYS_IN_A_ROW = 14;
const AS_BUSY = 0.7;

/**
 * Activity around the clock for days: usually an agent left running. Usage is kept by day, so that use
 * on every day of two weeks, days off as busy as working days, is a hint, and the evidence says that
 * it is no more (`basis`). A run counts if it reaches into the month.
 */
export function aroundTheClock(input: SignalInput): Signal[] {
  const daysOf = Map.groupBy(input.daySpend, ({ person }) => person);
  return input.people.flatMap((person) => runsByDays(input, person, daysOf.get(person.id) ?? []));
}

type Run = { readonly from: IsoDay; readonly to: IsoDay; readonly days: readonly IsoDay[] };

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
    .filter(({ days, to }) => days.length >= DAYS_IN_A_ROW && to >= firstDay(input.month))
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
    .map((run) => signalOf(input, id, run, spend));
}

function signalOf(
  input: SignalInput,
  person: string,
  { from, to, days }: Run,
  spend: ReadonlyMap<IsoDay, Micro>,
): Signal {
  return {
    code: 'around-the-clock',
    person,
    subject: `from ${from}`,
    severity: 'low',
    evidence: {
      basis: word('days'),
      fromDay: onDay(from),
      toDay: onDay(to),
      days: count(days.length),
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
