import { flag, text } from '../columns.ts';
import { change, row, rows, sql, value } from '../statement.ts';

const setting = { key: text, value: text, day: text };
const held = { people: flag, subscriptions: flag, usage: flag, output: flag };

/** What the owner has set, each with the day from which it holds. */
export const settings = {
  /** What a verdict needs: whether the book holds any of it. */
  held: row(
    held,
    () => sql`
      SELECT EXISTS (SELECT 1 FROM person) AS people,
        EXISTS (SELECT 1 FROM subscription) AS subscriptions,
        EXISTS (SELECT 1 FROM usage_month) OR EXISTS (SELECT 1 FROM charge) AS usage,
        EXISTS (SELECT 1 FROM output_item) AS output`,
  ),
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
