import { aboveBound } from './above-bound.ts';
import { aroundTheClock } from './around-the-clock.ts';
import { bursts } from './burst.ts';
import { claimBesideSeat } from './claim-beside-seat.ts';
import { flagshipForShortWork } from './flagship-for-short-work.ts';
import { logsBeyondAccounts } from './log-beyond-account.ts';
import { periodEndRush } from './period-end-rush.ts';
import { reachedAmounts } from './reached-amount.ts';
import type { Signal } from './signal.ts';
import type { SignalInput } from './signal-input.ts';
import { spendUpOutputFlat } from './spend-up-output-flat.ts';
import { twoToolsOneJob } from './two-tools-one-job.ts';
import { unusedSeats } from './unused-seat.ts';
import { usesNotSeen } from './use-not-seen.ts';

/** Every signal of a month (RULES.md, Signals), by the person's name, what is about no one last; dismissed ones included. */
export function monthSignals(input: SignalInput): Signal[] {
  const names = new Map(input.people.map(({ id, name }) => [id, name]));
  const keyOf = ({ person, code, subject }: Signal): readonly string[] => [
    person === null ? '1' : '0',
    names.get(person ?? '') ?? '',
    person ?? '',
    code,
    subject,
  ];
  return [
    ...aboveBound(input),
    ...aroundTheClock(input),
    ...bursts(input),
    ...claimBesideSeat(input),
    ...flagshipForShortWork(input),
    ...logsBeyondAccounts(input),
    ...periodEndRush(input),
    ...reachedAmounts(input),
    ...spendUpOutputFlat(input),
    ...twoToolsOneJob(input),
    ...unusedSeats(input),
    ...usesNotSeen(input),
  ]
    .map((signal) => ({ signal, key: keyOf(signal) }))
    .sort((a, b) => comparedKeys(a.key, b.key))
    .map(({ signal }) => signal);
}

function comparedKeys(one: readonly string[], other: readonly string[]): number {
  for (const [index, part] of one.entries()) {
    const against = other[index] ?? '';
    if (part !== against) return part < against ? -1 : 1;
  }
  return 0;
}
