import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import { micro, optional, text, whole } from '../columns.ts';
import { rows, sole, sql } from '../statement.ts';

const toolDay = { personId: whole, tool: text, day: text };
const toolMonth = { personId: whole, tool: text, month: text };

/** What was used, and its sums per month. */
export const usage = {
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
