import { filled, type RowOf, text, whole } from '../columns.ts';
import { change, rows, sql, value } from '../statement.ts';

// The step that added both columns filled them, and every mapping since has them.
const mapping = { id: filled(whole), header: filled(text), mapping: text, at: text };

/** A remembered mapping as it is held: header and mapping are JSON. */
export type HeldMapping = RowOf<typeof mapping>;

/** Which columns are which, as remembered for the headers of files. */
export const mappings = {
  /** Every one, the newest first. */
  all: rows(
    mapping,
    () => sql`SELECT id, header, mapping, at FROM mapping ORDER BY at DESC, id DESC`,
  ),
  ofHeader: value(
    text,
    (headerKey: string) => sql`SELECT mapping FROM mapping WHERE header_key = ${headerKey}`,
  ),
  keep: change(
    (headerKey: string, header: string, json: string, at: string) => sql`
      INSERT INTO mapping (header_key, header, mapping, at, id)
      VALUES (${headerKey}, ${header}, ${json}, ${at}, (SELECT coalesce(max(id), 0) + 1 FROM mapping))
      ON CONFLICT DO UPDATE SET header = excluded.header, mapping = excluded.mapping, at = excluded.at`,
  ),
  remove: change((id: number) => sql`DELETE FROM mapping WHERE id = ${id}`),
};
