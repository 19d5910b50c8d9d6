import { filled, optional, text, whole } from '../columns.ts';
import { row, rows, sql, value, values } from '../statement.ts';

const definition = { name: filled(text), sql: filled(text) };
const sums = { month: text, identityId: whole };

/** Whether the book hangs together. */
export const checks = {
  integrity: values(text, () => sql`PRAGMA integrity_check(3)`),
  definitions: rows(
    definition,
    () => sql`SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name`,
  ),
  /** Rows that point nowhere. */
  lostRows: rows(
    { table: filled(text), rowid: optional(whole) },
    () => sql`SELECT "table", rowid FROM pragma_foreign_key_check`,
  ),
  /** The first month of an identity whose sums do not match its rows, in any of what is summed. */
  wrongSums: row(
    sums,
    () => sql`
    WITH summed AS (
      SELECT substr(day, 1, 7) AS month, identity_id, tool_id, model_id, project_id, state, currency, count(*),
        sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
        sum(cache_write_1h_tokens), sum(requests), sum(searches), sum(credits_micro), sum(length_unstated),
        coalesce(sum(charge_micro), 0), coalesce(sum(base_micro), 0), coalesce(sum(list_micro), 0),
        min(day), max(day)
      FROM usage GROUP BY 1, 2, 3, 4, 5, 6, 7),
    held AS (
      SELECT month, identity_id, tool_id, model_id, project_id, state, currency, rows,
        input_tokens, output_tokens, cache_read_tokens, cache_write_tokens,
        cache_write_1h_tokens, requests, searches, credits_micro, length_unstated,
        charge_micro, base_micro, list_micro, first_day, last_day
      FROM usage_month)
    SELECT month, identity_id AS identityId FROM (
      SELECT * FROM summed EXCEPT SELECT * FROM held
      UNION ALL SELECT * FROM (SELECT * FROM held EXCEPT SELECT * FROM summed)) LIMIT 1`,
  ),
  /** An import whose counts do not add up. */
  wrongCounts: value(
    whole,
    () => sql`SELECT id FROM import WHERE rows <> added + replaced + unchanged + rejected LIMIT 1`,
  ),
};
