import { text } from '../columns.ts';
import { change, rows, sql } from '../statement.ts';

const given = { entry: text, at: text };

/** Entries of the ledger that were given to accounting software. */
export const exports = {
  given: rows(
    given,
    (month: string, software: string) =>
      sql`SELECT entry, at FROM exported_entry WHERE month = ${month} AND software = ${software}`,
  ),
  note: change(
    (made: {
      readonly entry: string;
      readonly software: string;
      readonly month: string;
      readonly at: string;
    }) => sql`
      INSERT INTO exported_entry (entry, software, month, at)
      VALUES (${made.entry}, ${made.software}, ${made.month}, ${made.at})
      ON CONFLICT DO UPDATE SET month = excluded.month, at = excluded.at`,
  ),
};
