import type { SignalDoc } from '../../../contract/signals.ts';
import type { Book } from '../../book/book.ts';

/** The pair or the cause, as a dismissal remembers it: it outlives a change of name or e-mail. */
export const signalKey = (
  code: string,
  person: { readonly id: number | string } | null,
  subject: string,
): string => `${code}:${person?.id ?? ''}:${subject}`;

/** The signals that are answered, by their key: who dismissed them, when, and why. */
export function heldDismissals(book: Book): Map<string, NonNullable<SignalDoc['dismissed']>> {
  const rows = book.dismissals.all();
  const held = new Map<string, NonNullable<SignalDoc['dismissed']>>();
  for (const { key, isDismissed, ...dismissal } of rows) {
    if (isDismissed) held.set(key, dismissal);
    else held.delete(key);
  }
  return held;
}
