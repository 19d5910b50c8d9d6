import { createHash } from 'node:crypto';
import type { IsoMonth } from '../../../core/calendar.ts';

/** SHA-256 over the month, its total and its documents. */
export function digestOf(
  month: IsoMonth,
  total: { readonly micro: bigint; readonly currency: string },
  documents: readonly (readonly [string, string])[],
): string {
  const hash = createHash('sha256').update(`${month}\n${total.micro} ${total.currency}\n`);
  for (const [kind, text] of documents) {
    hash
      .update(`${kind} ${Buffer.byteLength(text)}\n`)
      .update(text)
      .update('\n');
  }
  return hash.digest('hex');
}
