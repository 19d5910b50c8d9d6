import { projectedTo } from '../accounts/runaway.ts';
import { daysBetween, type IsoDay, monthOf } from '../calendar.ts';
import type { Micro } from '../money.ts';
import { count, money, named, onDay, type Signal, word } from './signal.ts';
import type { SignalInput, SpenderDay } from './signal-input.ts';

/**
 * Days of the month that took more than the bound of whoever spent it: a person, a key that nobody
 * carries, an account as a whole. No history is needed, so a first day is asked about too. One
 * question per spender and month, on its dearest day, today's included; an account is asked about only for days that
 * none of its persons and keys explains.
 */
export function aboveBound(input: SignalInput): Signal[] {
  const above = input.spenderDays.filter(
    ({ day, micro, bound }) =>
      bound !== null && micro > bound.micro && monthOf(day) === input.month,
  );
  const explained = new Set<IsoDay>(
    above.flatMap(({ by, day }) => (by === 'account' ? [] : [day])),
  );
  const asked = above.filter(({ by, day }) => by !== 'account' || !explained.has(day));
  return [...Map.groupBy(asked, ({ by, id }) => `${by} ${id}`).values()].flatMap((days) =>
    signalOf(input, days),
  );
}

function signalOf(input: SignalInput, days: readonly SpenderDay[]): Signal[] {
  const [first, ...others] = days;
  if (first === undefined) return [];
  const dearest = others.reduce((most, one) => (one.micro > most.micro ? one : most), first);
  const { by, id, name, day, micro, bound } = dearest;
  if (bound === null) return [];
  const until = projectedTo(day);
  const ahead: Micro = micro * BigInt(daysBetween(day, until));
  return [
    {
      code: 'runaway',
      person: by === 'person' ? id : null,
      subject: `${by === 'person' ? 'above' : `${by} ${id}`} ${input.month}`,
      severity: 'high',
      evidence: {
        by: word(by),
        who: named(name),
        day: onDay(day),
        spend: money(micro, input.currency),
        bound: money(bound.micro, input.currency),
        boundFrom: word(bound.from),
        daysAbove: count(days.length),
        ifItGoesOn: money(ahead, input.currency),
        untilDay: onDay(until),
      },
    },
  ];
}
