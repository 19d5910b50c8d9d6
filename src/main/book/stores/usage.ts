import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import { micro, optional, type RowOf, text, whole } from '../columns.ts';
import { change, row, rows, sole, sql, values } from '../statement.ts';

const toolDay = { personId: whole, tool: text, day: text };
const span = { first: optional(text), last: optional(text) };
const lastUse = { identityId: whole, tool: text, day: text };
const toolMonth = { personId: whole, tool: text, month: text };

const behind = {
  day: text,
  file: optional(text),
  line: whole,
  importId: optional(whole),
  detail: text,
  inputTokens: whole,
  outputTokens: whole,
  requests: whole,
  state: text,
  amountMicro: optional(micro),
  currency: text,
  forFrom: optional(text),
  forTo: optional(text),
};

const deviceUsage = {
  id: whole,
  sourceId: whole,
  identityId: whole,
  importId: whole,
  file: optional(text),
  model: text,
  project: text,
  detail: text,
  inputTokens: whole,
  outputTokens: whole,
  cacheReadTokens: whole,
  cacheWriteTokens: whole,
  cacheWrite1hTokens: whole,
  requests: whole,
  searches: whole,
};

/** What one of a person's computers used of a tool on a day. */
export type HeldDeviceUsage = RowOf<typeof deviceUsage>;

const DEVICE_USAGE = sql`
  SELECT usage.id, identity.source_id AS sourceId, identity_id AS identityId, import_id AS importId,
    import.file, model.text AS model, project.text AS project, detail.text AS detail,
    input_tokens AS inputTokens, output_tokens AS outputTokens, cache_read_tokens AS cacheReadTokens,
    cache_write_tokens AS cacheWriteTokens, cache_write_1h_tokens AS cacheWrite1hTokens, requests, searches
  FROM usage JOIN identity ON identity.id = identity_id
    JOIN source ON source.id = source_id LEFT JOIN import ON import.id = import_id
    JOIN label AS tool ON tool.id = tool_id JOIN label AS model ON model.id = model_id
    JOIN label AS project ON project.id = project_id JOIN label AS detail ON detail.id = detail_id`;

/** What a cell of a month is known by. */
type CellKey = {
  readonly from: IsoDay;
  readonly to: IsoDay;
  readonly identity: string;
  readonly tool: string;
  readonly model: string;
};

const OPEN = sql`substr(day, 1, 7) NOT IN (SELECT month FROM closed_month)`;
const aside = (importId: number, sourceId: number, from: IsoDay, to: IsoDay) => sql`
  import_id = ${importId} AND day BETWEEN ${from} AND ${to} AND seen_import_id = 0
  AND identity_id IN (SELECT id FROM identity WHERE source_id = ${sourceId})`;

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
  /** What a source holds of a tool on a day. */
  ofDevice: rows(
    deviceUsage,
    (sourceId: number, day: IsoDay, tool: string) => sql`
      ${DEVICE_USAGE} WHERE source.id = ${sourceId} AND day = ${day} AND tool.text = ${tool}`,
  ),
  /** What the other agent logs of a person hold of a tool on a day. */
  ofPersonsLogs: rows(
    deviceUsage,
    (email: string, without: number, day: IsoDay, tool: string) => sql`
      ${DEVICE_USAGE} WHERE source.kind = 'agent-log' AND source.id <> ${without}
        AND substr(source.name, 1, length(${email}) + 1) = ${email} || ' ' COLLATE NOCASE AND day = ${day} AND tool.text = ${tool} ORDER BY usage.id`,
  ),
  identities: values(whole, () => sql`SELECT DISTINCT identity_id FROM usage`),
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
  /** The days of a source that came by files: no sync has brought them. */
  fileDays: values(
    text,
    (sourceId: number) => sql`
      SELECT DISTINCT usage.day FROM identity
       CROSS JOIN usage ON usage.identity_id = identity.id
       WHERE identity.source_id = ${sourceId} AND usage.import_id NOT IN (SELECT import_id FROM sync_stream)
       UNION SELECT day FROM charge
       WHERE source_id = ${sourceId} AND kind = 'cost-report' AND import_id NOT IN (SELECT import_id FROM sync_stream)`,
  ),
  /** Days that syncs brought of a provider's accounts, or of one of them. */
  syncedDays: values(
    text,
    (provider: string, account: string | null) => sql`
      SELECT DISTINCT usage.day FROM account
       JOIN source ON source.account_id = account.id
       JOIN identity ON identity.source_id = source.id
       JOIN usage ON usage.identity_id = identity.id
       WHERE account.provider = ${provider} AND (${account} IS NULL OR account.name = ${account})
         AND usage.import_id IN (SELECT import_id FROM sync_stream)`,
  ),
  /** How use that a report charges weighs, by its list price, else its tokens. */
  reportShares: rows(
    {
      day: text,
      identity: text,
      model: optional(text),
      project: optional(text),
      weightMicro: micro,
    },
    (sourceId: number, days: readonly IsoDay[]) => sql`
      SELECT usage.day, identity.key AS identity, nullif(model.text, '') AS model,
           nullif(project.text, '') AS project,
           sum(coalesce(list_micro, input_tokens + output_tokens + cache_read_tokens + cache_write_tokens)) AS weightMicro
         FROM identity
         CROSS JOIN usage ON usage.identity_id = identity.id
           AND usage.day IN (SELECT value FROM json_each(${JSON.stringify(days)})) AND usage.state = 'report'
         JOIN label AS model ON model.id = usage.model_id
         JOIN label AS project ON project.id = usage.project_id
         WHERE identity.source_id = ${sourceId}
         GROUP BY usage.day, identity.key, model.text, project.text`,
  ),
  identitiesOf: values(
    whole,
    (importId: number) => sql`SELECT DISTINCT identity_id FROM usage WHERE import_id = ${importId}`,
  ),
  /** Marks what an import brought of these days, so that what comes again can be told from what does not. */
  setAside: change(
    (importId: number, sourceId: number, from: IsoDay, to: IsoDay) => sql`
      UPDATE usage SET seen_import_id = 0 WHERE import_id = ${importId} AND day BETWEEN ${from} AND ${to}
        AND identity_id IN (SELECT id FROM identity WHERE source_id = ${sourceId})`,
  ),
  /** The months of what is still set aside, where they are open. */
  asideMonths: rows(
    { identityId: whole, month: text },
    (importId: number, sourceId: number, from: IsoDay, to: IsoDay) => sql`
      SELECT DISTINCT identity_id AS identityId, substr(day, 1, 7) AS month FROM usage
      WHERE ${aside(importId, sourceId, from, to)} AND ${OPEN}`,
  ),
  removeAside: change(
    (importId: number, sourceId: number, from: IsoDay, to: IsoDay) =>
      sql`DELETE FROM usage WHERE ${aside(importId, sourceId, from, to)} AND ${OPEN}`,
  ),
  keepAside: change(
    (importId: number, sourceId: number, from: IsoDay, to: IsoDay) =>
      sql`UPDATE usage SET seen_import_id = import_id WHERE ${aside(importId, sourceId, from, to)}`,
  ),
  firstDay: sole(
    optional(text),
    (identityId: number, from: IsoDay, to: IsoDay) => sql`
      SELECT min(day) FROM usage
      WHERE identity_id = ${identityId} AND day BETWEEN ${from} AND ${to} AND charge_micro <> 0`,
  ),
  /** The models of which an account itself tells the use of that day, of whoever carries a log. */
  accountModels: values(
    text,
    (logIdentityId: number, day: IsoDay) => sql`
      SELECT DISTINCT model.text
       FROM identity_assignment AS log
       JOIN identity_assignment AS other ON other.person_id = log.person_id
         AND coalesce(other.from_day, '') <= ${day} AND coalesce(other.to_day, '9999') >= ${day}
       JOIN identity ON identity.id = other.identity_id
       JOIN source ON source.id = identity.source_id AND source.kind = 'account'
       CROSS JOIN usage ON usage.identity_id = identity.id AND usage.day = ${day}
       JOIN label AS model ON model.id = usage.model_id
       WHERE log.identity_id = ${logIdentityId}
         AND coalesce(log.from_day, '') <= ${day} AND coalesce(log.to_day, '9999') >= ${day}`,
  ),
  heldDays: row(
    { from: optional(text), to: optional(text) },
    (identityId: number) => sql`
      SELECT (SELECT min(day) FROM usage WHERE identity_id = one.id) AS "from",
             (SELECT max(day) FROM usage WHERE identity_id = one.id) AS "to"
      FROM (SELECT ${identityId} AS id) AS one`,
  ),
  /** The rows behind a cell, the newest first. */
  behindCell: rows(
    behind,
    (of: CellKey, most: number) => sql`
    SELECT usage.day, import.file, usage.line, usage.import_id AS importId, detail.text AS detail,
      input_tokens AS inputTokens, output_tokens AS outputTokens, requests, state,
      charge_micro AS amountMicro, usage.currency, NULL AS forFrom, NULL AS forTo
    FROM identity
    CROSS JOIN usage ON usage.identity_id = identity.id AND usage.day BETWEEN ${of.from} AND ${of.to}
    JOIN label AS tool ON tool.id = usage.tool_id
    JOIN label AS model ON model.id = usage.model_id
    JOIN label AS detail ON detail.id = usage.detail_id
    LEFT JOIN import ON import.id = usage.import_id
    WHERE identity.key = ${of.identity} AND tool.text = ${of.tool} AND model.text = ${of.model}
    ORDER BY 1 DESC, 3 LIMIT ${most}`,
  ),
  /** The same of charges of one kind. */
  chargesBehindCell: rows(
    behind,
    (of: CellKey, kind: string, most: number) => sql`
    SELECT charge.day, import.file, charge.line, charge.import_id AS importId, detail.text AS detail,
      0 AS inputTokens, 0 AS outputTokens, 0 AS requests, charge.kind AS state,
      amount_micro AS amountMicro, charge.currency, for_from AS forFrom, for_to AS forTo
    FROM charge
    LEFT JOIN identity ON identity.id = charge.identity_id
    JOIN label AS tool ON tool.id = charge.tool_id
    JOIN label AS model ON model.id = charge.model_id
    JOIN label AS detail ON detail.id = charge.detail_id
    LEFT JOIN import ON import.id = charge.import_id
    WHERE charge.day BETWEEN ${of.from} AND ${of.to} AND coalesce(identity.key, '') = ${of.identity}
      AND tool.text = ${of.tool} AND model.text = ${of.model} AND charge.kind = ${kind}
    ORDER BY 1 DESC, 3 LIMIT ${most}`,
  ),
};
