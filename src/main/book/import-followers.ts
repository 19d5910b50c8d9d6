import type { Book } from './book.ts';

/**
 * What hangs on an import's rows and changes when it is undone: identities that are given to people
 * whom it brought, and later imports that changed rows of its own.
 */
export type Followers = { readonly identities: number; readonly laterImports: number };

export function followersOf(book: Book, id: number): Followers {
  return {
    identities: book.imports.identitiesOfPeople(id),
    laterImports: book.imports.changedLater(String(id)),
  };
}
