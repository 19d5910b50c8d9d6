import type { IsoDay } from '../../../core/calendar.ts';
import { flag, micro, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, rows, type Sql, sql } from '../statement.ts';

const openUsage = {
  id: whole,
  identityId: whole,
  actor: text,
  sourceId: whole,
  sourceKind: word<'account' | 'tool' | 'agent-log'>(),
  isPlanAccount: flag,
  isReported: flag,
  day: text,
  tool: text,
  model: text,
  inputTokens: whole,
  outputTokens: whole,
  cacheReadTokens: whole,
  cacheWriteTokens: whole,
  cacheWrite1hTokens: whole,
  requests: whole,
  tierText: text,
  searches: whole,
  creditsMicro: micro,
  costMicro: optional(micro),
  grossMicro: optional(micro),
  costCurrency: optional(text),
  state: text,
  chargeMicro: optional(micro),
  currency: text,
  baseMicro: optional(micro),
  listMicro: optional(micro),
  lengthUnstated: flag,
};

export type OpenUsage = RowOf<typeof openUsage>;

const usageThat = (condition: Sql) => sql`
  SELECT usage.id, usage.identity_id AS identityId, identity.key AS actor, source.id AS sourceId, source.kind AS sourceKind,
    coalesce(account.billing = 'plan', 0) AS isPlanAccount,
    coalesce((SELECT money_from = 'cost-report' FROM sync_stream WHERE import_id = usage.import_id),
      EXISTS (SELECT 1 FROM charge WHERE charge.source_id = source.id AND charge.day = usage.day
        AND charge.kind = 'cost-report')) AS isReported,
    usage.day, tool.text AS tool, model.text AS model, input_tokens AS inputTokens,
    output_tokens AS outputTokens, cache_read_tokens AS cacheReadTokens,
    cache_write_tokens AS cacheWriteTokens, cache_write_1h_tokens AS cacheWrite1hTokens,
    requests, tier.text AS tierText, searches, credits_micro AS creditsMicro, cost_micro AS costMicro, gross_micro AS grossMicro, cost_currency AS costCurrency, state, charge_micro AS chargeMicro,
    currency, base_micro AS baseMicro, list_micro AS listMicro,
    length_unstated AS lengthUnstated
  FROM usage
  JOIN identity ON identity.id = usage.identity_id
  JOIN source ON source.id = identity.source_id
  LEFT JOIN account ON account.id = source.account_id
  JOIN label AS tool ON tool.id = usage.tool_id
  JOIN label AS model ON model.id = usage.model_id
  JOIN label AS tier ON tier.id = usage.tier_id
  WHERE substr(usage.day, 1, 7) NOT IN (SELECT month FROM closed_month) AND ${condition}`;

/** What usage of open months is charged anew from, by what has changed. */
export const recharges = {
  /** Use that a plan may cover. */
  coverable: rows(openUsage, () =>
    usageThat(sql`identity_id IN (
  SELECT identity.id FROM identity JOIN source ON source.id = source_id
  WHERE kind = 'agent-log' OR kind = 'tool' AND (
    EXISTS (SELECT 1 FROM usage_month WHERE usage_month.identity_id = identity.id AND state = 'plan')
    OR EXISTS (SELECT 1 FROM subscription WHERE subscription.email = identity.key)
    OR EXISTS (SELECT 1 FROM identity_assignment JOIN person ON person.id = person_id
      JOIN subscription ON subscription.email = person.email
      WHERE identity_assignment.identity_id = identity.id)))`),
  ),
  ofTool: rows(openUsage, (tool: string) =>
    usageThat(
      sql`source.kind <> 'account' AND usage.tool_id IN (SELECT id FROM label WHERE lower(text) = lower(${tool}))`,
    ),
  ),
  ofIdentities: rows(openUsage, (ids: readonly number[]) =>
    usageThat(
      sql`source.kind <> 'account' AND identity_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
    ),
  ),
  ofLogs: rows(openUsage, (from: IsoDay, to: IsoDay) =>
    usageThat(sql`identity_id IN (SELECT identity.id FROM identity JOIN source ON source.id = source_id WHERE kind = 'agent-log')
     AND usage.day BETWEEN ${from} AND ${to}`),
  ),
  ofAccount: rows(openUsage, (accountId: number) =>
    usageThat(
      sql`identity_id IN (SELECT identity.id FROM identity JOIN source ON source.id = source_id WHERE source.account_id = ${accountId})`,
    ),
  ),
  ofSource: rows(openUsage, (sourceId: number, days: readonly IsoDay[]) =>
    usageThat(sql`identity_id IN (SELECT id FROM identity WHERE source_id = ${sourceId})
       AND day IN (SELECT value FROM json_each(${JSON.stringify(days)}))`),
  ),
  ofModels: rows(openUsage, (models: readonly string[]) =>
    usageThat(
      sql`usage.model_id IN (SELECT id FROM label WHERE text IN (SELECT value FROM json_each(${JSON.stringify(models)})))`,
    ),
  ),
  between: rows(openUsage, (from: IsoDay, to: IsoDay) =>
    usageThat(sql`usage.day BETWEEN ${from} AND ${to}`),
  ),
  /** Whose credits are money, of a source. */
  ofCredits: rows(openUsage, (sourceId: number) =>
    usageThat(
      sql`identity_id IN (SELECT id FROM identity WHERE source_id = ${sourceId}) AND credits_micro <> 0 AND cost_micro IS NULL`,
    ),
  ),
  converted: rows(openUsage, (base: string) =>
    usageThat(sql`charge_micro IS NOT NULL AND usage.currency <> ${base}`),
  ),
  setCharge: change(
    (
      id: number,
      to: Pick<
        OpenUsage,
        'state' | 'chargeMicro' | 'currency' | 'baseMicro' | 'listMicro' | 'lengthUnstated'
      >,
    ) => sql`
      UPDATE usage SET state = ${to.state}, charge_micro = ${to.chargeMicro}, currency = ${to.currency},
        base_micro = ${to.baseMicro}, list_micro = ${to.listMicro},
        length_unstated = ${to.lengthUnstated ? 1 : 0} WHERE id = ${id}`,
  ),
};
