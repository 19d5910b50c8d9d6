import { randomUUID } from 'node:crypto';
import type { Book } from '../../book/book.ts';
import type { SharedKind } from '../../book/stores/pairings.ts';

/** The name by which both sides know something of this book; one that has none yet gets it. */
export function sharedUuid({ pairings }: Book, kind: SharedKind, id: number): string {
  const held = pairings.uuidOf(kind, id);
  if (held !== undefined) return held;
  const made = randomUUID();
  pairings.share(kind, made, id);
  return made;
}
