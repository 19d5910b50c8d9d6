import { text } from '../columns.ts';
import { change, rows, sql, value } from '../statement.ts';

const setting = { key: text, value: text, day: text };

/** What the owner has set, each with the day from which it holds. */
export const settings = {
  all: rows(setting, () => sql`SELECT key, value, from_day AS day FROM setting`),
  value: value(text, (key: string) => sql`SELECT value FROM setting WHERE key = ${key}`),
  /** Sets what is not set. */
  restore: change(
    (key: string, to: string, day: string) =>
      sql`INSERT OR IGNORE INTO setting (key, value, from_day) VALUES (${key}, ${to}, ${day})`,
  ),
  set: change(
    (key: string, to: string, day: string) => sql`
      INSERT INTO setting (key, value, from_day) VALUES (${key}, ${to}, ${day})
      ON CONFLICT DO UPDATE SET value = excluded.value, from_day = excluded.from_day`,
  ),
};
