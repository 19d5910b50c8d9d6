import { count, money, onDay, type Signal, word } from './signal.ts';
import type { SignalInput } from './signal-input.ts';

/**
 * Allowances that watch without stopping anybody, once their use has passed an amount at which the
 * owner asked to be told. The greatest amount passed speaks for those below it.
 */
export function reachedAmounts(input: SignalInput): Signal[] {
  return input.watched.flatMap(({ person, key, from, currency, used, amounts }): Signal[] => {
    const reached = amounts.filter((amount) => used >= amount).sort((a, b) => (a < b ? -1 : 1));
    const amount = reached.at(-1);
    if (amount === undefined) return [];
    const said = (value: bigint) =>
      currency === null ? count(Number(value)) : money(value, currency);
    return [
      {
        code: 'amount-reached',
        person,
        subject: `${key.cadence} ${key.modelClass} ${key.unit} ${key.purse} ${from} ${amount}`,
        severity: 'medium',
        evidence: {
          cadence: word(key.cadence),
          modelClass: word(key.modelClass),
          unit: word(key.unit),
          fromDay: onDay(from),
          used: said(used),
          amount: said(amount),
        },
      },
    ];
  });
}
