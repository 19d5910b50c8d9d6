import type { Signal } from './signal.ts';

/** A person's decision that a signal is answered, with the reason. */
export type Dismissal = Pick<Signal, 'code' | 'person' | 'subject'> & {
  readonly at: string;
  readonly by: string;
  readonly why: string;
};

/** The signals that nobody has dismissed for that person and that pair or cause. */
export function notDismissed(
  signals: readonly Signal[],
  dismissals: readonly Dismissal[],
): Signal[] {
  const keyOf = ({ code, person, subject }: Pick<Signal, 'code' | 'person' | 'subject'>): string =>
    JSON.stringify([code, person, subject]);
  const dismissed = new Set(dismissals.map(keyOf));
  return signals.filter((signal) => !dismissed.has(keyOf(signal)));
}
