import type { Book } from '../../book/book.ts';
import type { PeoplesAssignment } from '../../book/stores/identities.ts';
import type { Context } from '../context.ts';
import { giveBack } from '../people/identities.ts';

/** What of an import's people was assigned by hand, before the import is undone. */
export function assignedOfImport(book: Book, importId: number): readonly PeoplesAssignment[] {
  return book.identities.byHandOfImport(importId);
}

/** Keeps what went with the people who went, for the day on which the import is taken again. */
export function keepUndone(
  book: Book,
  importId: number,
  before: readonly PeoplesAssignment[],
): void {
  for (const one of before)
    if (book.people.idOf(one.email) === undefined) book.identities.keepUndone(importId, one);
}

/**
 * Gives the people whom a file has brought again what the undoing of its import took from them; what
 * somebody else carries by now stays there.
 */
export function restoreUndone(context: Context, importId: number): void {
  const { book } = context;
  book.transaction(() => {
    giveBack(context, book.identities.undone(importId));
    book.identities.forgetUndone(importId);
  });
}
