import { projectedTo } from '../accounts/runaway.ts';
import { cleanedDays } from '../allowances/day-bursts.ts';
import { everyDay, LONGEST_HISTORY_DAYS } from '../allowances/spend-pace.ts';
import { addDays, daysBetween, firstDay } from '../calendar.ts';
import { type Micro, unitsForStatistics } from '../money.ts';
import { money, onDay, ratio, type Signal, word } from './signal.ts';
import type { SignalInput, SignalPerson } from './signal-input.ts';

/**
 * Days of the month far outside the person's own history (RULES.md, The run-out date, step 1), with what the days to come
 * would cost if each took as much. A burst is first of all a wrong setting.
 */
export function bursts(input: SignalInput): Signal[] {
  const daysOf = Map.groupBy(input.daySpend, ({ person }) => person);
  return input.people.flatMap((person) => dayBursts(input, person, daysOf.get(person.id) ?? []));
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
      return [burstOf(input, id, day, spend, usualMicro, ahead)];
    });
}

function burstOf(
  input: SignalInput,
  person: string,
  day: string,
  spend: Micro,
  usual: Micro,
  ahead: Micro,
): Signal {
  const times = usual > 0n ? unitsForStatistics(spend) / unitsForStatistics(usual) : null;
  return {
    code: 'burst',
    person,
    subject: day,
    severity: daysBetween(day, input.lastDay) < 2 ? 'high' : 'medium',
    evidence: {
      basis: word('days'),
      day: onDay(day),
      spend: money(spend, input.currency),
      usual: money(usual, input.currency),
      ...(times === null ? {} : { times: ratio(times) }),
      ifItGoesOn: money(ahead, input.currency),
      untilDay: onDay(projectedTo(day)),
    },
  };
}
