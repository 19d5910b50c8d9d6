import { isSameKey } from '../allowances/allowance-line.ts';
import { dayRange, isWorkingDay } from '../allowances/company-calendar.ts';
import { count, onDay, ratio, type Signal, word } from './signal.ts';
import type { SignalInput } from './signal-input.ts';

const LEAST_TIMES = 2;

/**
 * What counts as a rush, by cadence: how many working days are a period's last, how many of its last
 * periods are looked at, and in how many it has to show. A week has few days, and single days differ
 * more than weeks do, so it takes three weeks of four.
 */
export const RUSH_PERIODS = {
  week: { lastDays: 2, lookedAt: 4, least: 3 },
  month: { lastDays: 5, lookedAt: 3, least: 2 },
  quarter: { lastDays: 5, lookedAt: 3, least: 2 },
  year: { lastDays: 5, lookedAt: 3, least: 2 },
} as const;

type PastPeriod = SignalInput['periods'][number];
type Rule = (typeof RUSH_PERIODS)[keyof typeof RUSH_PERIODS];

/**
 * Use that grows in the last days of an allowance period: in two of its last three periods (of weeks,
 * three of four) the last working days took twice as much a day as those before, although half of
 * the limit was still there when they began. Once may be a deadline.
 */
export function periodEndRush(input: SignalInput): Signal[] {
  return input.people.flatMap(({ id }) => {
    const own = input.periods.filter(({ person, to }) => person === id && to <= input.lastDay);
    const kinds = own.filter(
      ({ key }, index) => own.findIndex((other) => isSameKey(other.key, key)) === index,
    );
    return kinds.flatMap(({ key }): Signal[] => {
      if (key.cadence === 'once') return [];
      const rule = RUSH_PERIODS[key.cadence];
      const last = own
        .filter((period) => isSameKey(period.key, key))
        .sort((a, b) => (a.from < b.from ? -1 : 1))
        .slice(-rule.lookedAt);
      const rushes = last.flatMap((period) => {
        const times = timesAtEnd(period, rule, input);
        return times === null ? [] : [{ period, times }];
      });
      const latest = rushes.at(-1);
      if (rushes.length < rule.least || !latest || latest.period !== last.at(-1)) return [];
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
  { lastDays }: Rule,
  { calendar }: SignalInput,
): number | null {
  const working = dayRange(from, to).filter((day) => isWorkingDay(day, calendar));
  const firstLast = working.at(-lastDays);
  const earlier = working.length - lastDays;
  if (firstLast === undefined || earlier < lastDays) return null;
  const sum = (isEnd: boolean): bigint =>
    days.reduce(
      (total, { day, amount }) =>
        day >= from && day <= to && day >= firstLast === isEnd ? total + amount : total,
      0n,
    );
  const before = sum(false);
  if (before <= 0n || 2n * before > limit) return null;
  const times = Number(sum(true)) / lastDays / (Number(before) / earlier);
  return times >= LEAST_TIMES ? times : null;
}
