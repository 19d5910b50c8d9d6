import { isSameKey } from '../allowances/allowance-line.ts';
import { dayRange, isWorkingDay } from '../allowances/company-calendar.ts';
import { count, onDay, ratio, type Signal, word } from './signal.ts';
import type { SignalInput } from './signal-input.ts';

const LAST_WORKING_DAYS = 5;
const LEAST_TIMES = 2;
const LOOKED_AT = 3;
const LEAST_PERIODS = 2;
type PastPeriod = SignalInput['periods'][number];

/**
 * Use that grows in the last days of an allowance period: in two of its last three periods the last
 * five working days took twice as much a day as those before, although half of the limit was still
 * there when they began. Once may be a deadline. Weeks are too short to have last days.
 */
export function periodEndRush(input: SignalInput): Signal[] {
  return input.people.flatMap(({ id }) => {
    const own = input.periods.filter(
      ({ person, to, key }) =>
        person === id && to <= input.lastDay && key.cadence !== 'week' && key.cadence !== 'once',
    );
    const kinds = own.filter(
      ({ key }, index) => own.findIndex((other) => isSameKey(other.key, key)) === index,
    );
    return kinds.flatMap(({ key }): Signal[] => {
      const last = own
        .filter((period) => isSameKey(period.key, key))
        .sort((a, b) => (a.from < b.from ? -1 : 1))
        .slice(-LOOKED_AT);
      const rushes = last.flatMap((period) => {
        const times = timesAtEnd(period, input);
        return times === null ? [] : [{ period, times }];
      });
      const latest = rushes.at(-1);
      if (rushes.length < LEAST_PERIODS || !latest || latest.period !== last.at(-1)) return [];
      return [
        {
          code: 'period-end-rush',
          person: id,
          subject: `${key.modelClass} ${key.cadence} ${key.unit} ${key.purse}`,
          severity: 'low',
          evidence: {
            cadence: word(key.cadence),
            modelClass: word(key.modelClass),
            times: ratio(latest.times),
            periods: count(rushes.length),
            lastFrom: onDay(latest.period.from),
            lastTo: onDay(latest.period.to),
          },
        },
      ];
    });
  });
}

/** How many times as much a working day took at the end as before; `null` where it is no rush. */
function timesAtEnd(
  { from, to, limit, days }: PastPeriod,
  { calendar }: SignalInput,
): number | null {
  const working = dayRange(from, to).filter((day) => isWorkingDay(day, calendar));
  const firstLast = working.at(-LAST_WORKING_DAYS);
  const earlier = working.length - LAST_WORKING_DAYS;
  if (firstLast === undefined || earlier < LAST_WORKING_DAYS) return null;
  const sum = (isEnd: boolean): bigint =>
    days.reduce(
      (total, { day, amount }) =>
        day >= from && day <= to && day >= firstLast === isEnd ? total + amount : total,
      0n,
    );
  const before = sum(false);
  if (before <= 0n || 2n * before > limit) return null;
  const times = Number(sum(true)) / LAST_WORKING_DAYS / (Number(before) / earlier);
  return times >= LEAST_TIMES ? times : null;
}
