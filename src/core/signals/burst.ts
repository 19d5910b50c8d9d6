import { projectedTo, runaway } from '../accounts/runaway.ts';
import { cleanedDays } from '../allowances/day-bursts.ts';
import { everyDay, LONGEST_HISTORY_DAYS } from '../allowances/spend-pace.ts';
import { addDays, daysBetween, firstDay } from '../calendar.ts';
import { type Micro, unitsForStatistics } from '../money.ts';
import { count, money, onDay, ratio, type Signal, word } from './signal.ts';
import type { SignalInput, SignalPerson } from './signal-input.ts';

const RECENT_HOUR_DAYS = 2;
const COMPARED_HOURS = 56;

/**
 * Days of the month far outside the person's own history (DESIGN §5 step 1), with what the days to come
 * would cost if each took as much. Where hours are known, also the hours of the last two
 * days against the person's last 56 hours with use. A burst is first of all a wrong setting.
 */
export function bursts(input: SignalInput): Signal[] {
  const daysOf = Map.groupBy(input.daySpend, ({ person }) => person);
  return input.people.flatMap((person) => {
    const days = dayBursts(input, person, daysOf.get(person.id) ?? []);
    return [...days, ...hourBursts(input, person, new Set(days.map(({ subject }) => subject)))];
  });
}

function dayBursts(
  input: SignalInput,
  { id }: SignalPerson,
  spends: SignalInput['daySpend'],
): Signal[] {
  const own = spends.filter(({ day }) => day <= input.lastDay);
  const from = addDays(input.lastDay, 1 - LONGEST_HISTORY_DAYS);
  const first = own.reduce((least, { day }) => (day < least ? day : least), input.lastDay);
  const history = everyDay(
    own.map(({ day, micro }) => ({ day, amount: unitsForStatistics(micro) })),
    first > from ? first : from,
    input.lastDay,
  );
  return cleanedDays(history, input.calendar)
    .filter(({ isBurst, day }) => isBurst && day >= firstDay(input.month))
    .flatMap(({ day, usual }): Signal[] => {
      const spend = own.reduce((sum, one) => (one.day === day ? sum + one.micro : sum), 0n);
      if (spend < input.noteworthyMicro) return [];
      const usualMicro = BigInt(Math.round(usual * 1e6));
      const ahead = spend * BigInt(daysBetween(day, projectedTo(day)));
      return [burstOf(input, id, day, null, spend, usualMicro, ahead)];
    });
}

function hourBursts(
  input: SignalInput,
  { id }: SignalPerson,
  knownDays: ReadonlySet<string>,
): Signal[] {
  const hours = input.hourSpend
    .filter(({ person, micro, day }) => person === id && micro > 0n && day <= input.lastDay)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.hour - b.hour));
  return hours.flatMap(({ day, hour, micro }, index): Signal[] => {
    if (daysBetween(day, input.lastDay) >= RECENT_HOUR_DAYS || day < firstDay(input.month))
      return [];
    if (micro < input.noteworthyMicro || knownDays.has(day)) return [];
    const before = hours.slice(Math.max(0, index - COMPARED_HOURS), index);
    const answer = runaway({
      history: before.map((one) => unitsForStatistics(one.micro)),
      latest: unitsForStatistics(micro),
    });
    if (answer.state !== 'burst') return [];
    const hoursLeft = daysBetween(day, projectedTo(day)) * 24 + 23 - hour;
    const usual = BigInt(Math.round(answer.usual * 1e6));
    return [burstOf(input, id, day, hour, micro, usual, micro * BigInt(hoursLeft))];
  });
}

function burstOf(
  input: SignalInput,
  person: string,
  day: string,
  hour: number | null,
  spend: Micro,
  usual: Micro,
  ahead: Micro,
): Signal {
  const times = usual > 0n ? unitsForStatistics(spend) / unitsForStatistics(usual) : null;
  return {
    code: 'burst',
    person,
    subject: hour === null ? day : `${day}T${String(hour).padStart(2, '0')}`,
    severity: daysBetween(day, input.lastDay) < 2 ? 'high' : 'medium',
    evidence: {
      basis: word(hour === null ? 'days' : 'hours'),
      day: onDay(day),
      ...(hour === null ? {} : { hour: count(hour) }),
      spend: money(spend, input.currency),
      usual: money(usual, input.currency),
      ...(times === null ? {} : { times: ratio(times) }),
      ifItGoesOn: money(ahead, input.currency),
      untilDay: onDay(projectedTo(day)),
    },
  };
}
