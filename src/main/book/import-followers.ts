import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

/** What an import brought, as it is held: where from, and how it was to be read (JSON). */
export type BroughtFile = {
  readonly file: string;
  readonly sha256: string;
  readonly kind: string;
  readonly options: string;
  readonly undone: string | null;
};

export function broughtFile(book: Book, id: number): BroughtFile | null {
  return (
    connectionOf(book).get<BroughtFile>(
      'SELECT file, sha256, kind, options, undone_at AS undone FROM import WHERE id = ?',
      id,
    ) ?? null
  );
}

/**
 * What hangs on an import's rows and changes when it is undone: identities that are given to people
 * whom it brought, and later imports that changed rows of its own.
 */
export type Followers = { readonly identities: number; readonly laterImports: number };

export function followersOf(book: Book, id: number): Followers {
  const count = (sql: string, value: number | string): number =>
    connectionOf(book).get<{ count: number }>(sql, value)?.count ?? 0;
  return {
    identities: count(
      `SELECT count(DISTINCT identity_id) AS count FROM identity_assignment
       WHERE person_id IN (SELECT id FROM person WHERE import_id = ?)`,
      id,
    ),
    laterImports: count(
      `SELECT count(DISTINCT import_id) AS count FROM replaced_row
       WHERE json_extract(held, '$.import_id') = ?`,
      String(id),
    ),
  };
}
