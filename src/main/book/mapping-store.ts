import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

/** A remembered mapping as it is held: header and mapping are JSON. */
export type HeldMapping = {
  readonly id: number;
  readonly header: string;
  readonly mapping: string;
  readonly at: string;
};

/** The mapping remembered for a header, as JSON; `null` where there is none. */
export function mappingOf(book: Book, headerKey: string): string | null {
  return (
    connectionOf(book).get<{ mapping: string }>(
      'SELECT mapping FROM mapping WHERE header_key = ?',
      headerKey,
    )?.mapping ?? null
  );
}

/** Every remembered mapping, the newest first. */
export function allMappings(book: Book): HeldMapping[] {
  return connectionOf(book).all<HeldMapping>(
    'SELECT id, header, mapping, at FROM mapping ORDER BY at DESC, id DESC',
  );
}

export function saveMapping(
  book: Book,
  one: {
    readonly headerKey: string;
    readonly header: readonly string[];
    readonly mapping: string;
    readonly at: string;
  },
): void {
  connectionOf(book).run(
    `INSERT INTO mapping (header_key, header, mapping, at, id)
     VALUES (?, ?, ?, ?, (SELECT coalesce(max(id), 0) + 1 FROM mapping))
     ON CONFLICT DO UPDATE SET header = excluded.header, mapping = excluded.mapping, at = excluded.at`,
    one.headerKey,
    JSON.stringify(one.header),
    one.mapping,
    one.at,
  );
}

export function deleteMapping(book: Book, id: number): void {
  connectionOf(book).run('DELETE FROM mapping WHERE id = ?', id);
}
