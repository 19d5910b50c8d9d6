import { flag, text, whole } from '../columns.ts';
import { row, sql } from '../statement.ts';

const permanent = { id: whole, day: text, isEnded: flag };

/** Additions on request. */
export const topUps = {
  /** The entry by which a request was granted for good. */
  permanent: row(
    permanent,
    (requestId: number) => sql`
      SELECT entry.id, entry.day, ending.id IS NOT NULL AS isEnded FROM allowance_entry AS entry
      LEFT JOIN allowance_entry AS ending ON ending.ends_entry_id = entry.id
      WHERE entry.request_id = ${requestId} AND entry.is_permanent = 1`,
  ),
};
