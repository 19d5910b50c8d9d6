import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import { micro, optional, text, whole } from '../columns.ts';
import { row, rows, sole, sql, values } from '../statement.ts';

const toolDay = { personId: whole, tool: text, day: text };
const span = { first: optional(text), last: optional(text) };
const lastUse = { identityId: whole, tool: text, day: text };
const toolMonth = { personId: whole, tool: text, month: text };

/** What was used, and its sums per month. */
export const usage = {
  /** The first and last month in which the book holds usage, charges or plans; output ends it too. */
  months: row(
    span,
    () => sql`
      SELECT min(first) AS first, max(last) AS last FROM (
        SELECT (SELECT min(month) FROM usage_month) AS first, (SELECT max(month) FROM usage_month) AS last
        UNION ALL SELECT (SELECT substr(min(day), 1, 7) FROM charge), (SELECT substr(max(day), 1, 7) FROM charge)
        UNION ALL SELECT (SELECT substr(min(start_day), 1, 7) FROM subscription), (SELECT substr(max(start_day), 1, 7) FROM subscription)
        UNION ALL SELECT NULL, (SELECT substr(max(day), 1, 7) FROM output_item))`,
  ),
  /** The first and last day with usage or a charge. */
  spendDays: row(
    span,
    () => sql`
      SELECT min(first) AS first, max(last) AS last FROM (
        SELECT (SELECT min(first_day) FROM usage_month WHERE month = (SELECT min(month) FROM usage_month)) AS first,
          (SELECT max(last_day) FROM usage_month WHERE month = (SELECT max(month) FROM usage_month)) AS last
        UNION ALL SELECT (SELECT min(day) FROM charge), (SELECT max(day) FROM charge))`,
  ),
  tools: values(
    text,
    () => sql`
      SELECT DISTINCT label.text FROM usage_month JOIN label ON label.id = tool_id WHERE label.text <> ''`,
  ),
  /** The last day before a month on which each identity used each tool. */
  lastToolDays: rows(
    lastUse,
    (before: IsoMonth) => sql`
      SELECT identity_id AS identityId, label.text AS tool, max(last_day) AS day
      FROM usage_month JOIN label ON label.id = tool_id
      WHERE month < ${before} AND label.text <> '' GROUP BY 1, 2`,
  ),
  baseSum: sole(
    optional(micro),
    (month: IsoMonth) => sql`SELECT sum(base_micro) FROM usage_month WHERE month = ${month}`,
  ),
  /** Days since then on which a person's computer tells of work with a tool. */
  loggedTools: rows(
    toolDay,
    (from: IsoDay) => sql`
      SELECT DISTINCT person_id AS personId, tool.text AS tool, usage.day
      FROM usage
      JOIN identity ON identity.id = usage.identity_id
      JOIN source ON source.id = identity.source_id AND source.kind = 'agent-log'
      JOIN identity_assignment AS held ON held.identity_id = identity.id
        AND coalesce(held.from_day, '') <= usage.day AND coalesce(held.to_day, '9999') >= usage.day
      JOIN label AS tool ON tool.id = usage.tool_id
      WHERE usage.day >= ${from} AND tool.text <> ''`,
  ),
  /** Months since then in which an account charged a person's use of a tool. */
  accountTools: rows(
    toolMonth,
    (from: IsoMonth) => sql`
      SELECT DISTINCT person_id AS personId,
        coalesce(nullif(tool.text, ''), account.provider, source.name) AS tool, month
      FROM usage_month
      JOIN identity ON identity.id = usage_month.identity_id
      JOIN source ON source.id = identity.source_id AND source.kind = 'account'
      LEFT JOIN account ON account.id = source.account_id
      JOIN identity_assignment AS held ON held.identity_id = identity.id
      JOIN label AS tool ON tool.id = usage_month.tool_id
      WHERE month >= ${from}`,
  ),
};
