import { flag, text } from '../columns.ts';
import { change, rows, sql } from '../statement.ts';

const dismissal = { key: text, isDismissed: flag, at: text, by: text, why: text };

/** Signals that were answered, and those that are asked again; the last of a key counts. */
export const dismissals = {
  all: rows(
    dismissal,
    () => sql`
      SELECT signal_key AS key, is_dismissed AS isDismissed, at, by_name AS "by", why
      FROM signal_dismissal ORDER BY id`,
  ),
  add: change(
    (
      key: string,
      isDismissed: boolean,
      said: { readonly at: string; readonly by: string; readonly why: string },
    ) => sql`
      INSERT INTO signal_dismissal (signal_key, is_dismissed, why, at, by_name)
      VALUES (${key}, ${isDismissed ? 1 : 0}, ${said.why}, ${said.at}, ${said.by})`,
  ),
};
