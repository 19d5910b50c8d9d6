import { firstDay, lastDay } from '../../core/calendar.ts';
import { readTier } from '../../core/spend/price-tier.ts';
import type { SqlValue } from '../book/book.ts';
import { sumUsageMonth } from '../book/usage-months.ts';
import { AccountUse } from './account-use.ts';
import { Charging } from './charging.ts';
import type { Context } from './context.ts';
import { TouchedMonths } from './imports/usage-store.ts';
import { repostVariances } from './invoices/repost-variances.ts';
import { PlanCover } from './plan-cover.ts';

/** Charges that stand in the book are worked out again when what they rest on has changed; closed months stay. */

type HeldUsage = {
  readonly id: number;
  readonly identityId: number;
  readonly actor: string;
  readonly sourceId: number;
  readonly sourceKind: 'account' | 'tool' | 'agent-log';
  readonly isPlanAccount: number;
  readonly isReported: number;
  readonly day: string;
  readonly tool: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly requests: number;
  readonly tierText: string;
  readonly searches: number;
  readonly costMicro: bigint | null;
  readonly grossMicro: bigint | null;
  readonly costCurrency: string | null;
  readonly state: string;
  readonly chargeMicro: bigint | null;
  readonly currency: string;
  readonly baseMicro: bigint | null;
  readonly listMicro: bigint | null;
  readonly lengthUnstated: number;
};

const HELD = `
  SELECT usage.id, usage.identity_id AS identityId, identity.key AS actor, source.id AS sourceId, source.kind AS sourceKind,
    coalesce(account.billing = 'plan', 0) AS isPlanAccount,
    coalesce((SELECT money_from = 'cost-report' FROM sync_stream WHERE import_id = usage.import_id),
      EXISTS (SELECT 1 FROM charge WHERE charge.source_id = source.id AND charge.day = usage.day
        AND charge.kind = 'cost-report')) AS isReported,
    usage.day, tool.text AS tool, model.text AS model, input_tokens AS inputTokens,
    output_tokens AS outputTokens, cache_read_tokens AS cacheReadTokens,
    cache_write_tokens AS cacheWriteTokens, cache_write_1h_tokens AS cacheWrite1hTokens,
    requests, tier.text AS tierText, searches, cost_micro AS costMicro, gross_micro AS grossMicro, cost_currency AS costCurrency, state, charge_micro AS chargeMicro,
    currency, base_micro AS baseMicro, list_micro AS listMicro,
    length_unstated AS lengthUnstated
  FROM usage
  JOIN identity ON identity.id = usage.identity_id
  JOIN source ON source.id = identity.source_id
  LEFT JOIN account ON account.id = source.account_id
  JOIN label AS tool ON tool.id = usage.tool_id
  JOIN label AS model ON model.id = usage.model_id
  JOIN label AS tier ON tier.id = usage.tier_id
  WHERE substr(usage.day, 1, 7) NOT IN (SELECT month FROM closed_month) AND `;

function recharge(context: Context, where: string, ...values: SqlValue[]): void {
  const { book } = context;
  const charging = new Charging(context);
  const cover = new PlanCover(context);
  const accounts = new AccountUse(book, charging.prices);
  const touched = new TouchedMonths();
  const update = book.statement(
    `UPDATE usage SET state = ?, charge_micro = ?, currency = ?, base_micro = ?, list_micro = ?,
       length_unstated = ? WHERE id = ?`,
  );
  for (const row of book.all<HeldUsage>(HELD + where, ...values)) {
    const { sourceKind } = row;
    const isReported =
      sourceKind === 'agent-log'
        ? accounts.tells(row.identityId, row.day, row.model)
        : row.isReported === 1;
    const isCovered =
      sourceKind === 'account'
        ? row.isPlanAccount === 1
        : !(sourceKind === 'agent-log' && isReported) &&
          cover.covers({ ...row, sourceKind, hasCost: row.costMicro !== null });
    const model = row.model === '' ? null : row.model;
    const now = charging.usage(
      { ...row, model, tier: readTier(row.tierText) },
      { isCovered, isReported },
    );
    const isSame =
      now.state === row.state &&
      now.chargeMicro === row.chargeMicro &&
      now.currency === row.currency &&
      now.baseMicro === row.baseMicro &&
      now.listMicro === row.listMicro &&
      now.isLengthUnstated === (row.lengthUnstated === 1);
    if (isSame) continue;
    const { state, chargeMicro, currency, baseMicro, listMicro } = now;
    const isUnstated = now.isLengthUnstated ? 1 : 0;
    update.run(state, chargeMicro, currency, baseMicro, listMicro, isUnstated, row.id);
    touched.add(row.identityId, row.day.slice(0, 7));
  }
  for (const [identityId, month] of touched) sumUsageMonth(book, identityId, month);
}

const COVERABLE = `identity_id IN (
  SELECT identity.id FROM identity JOIN source ON source.id = source_id
  WHERE kind = 'agent-log' OR kind = 'tool' AND (
    EXISTS (SELECT 1 FROM usage_month WHERE usage_month.identity_id = identity.id AND state = 'plan')
    OR EXISTS (SELECT 1 FROM subscription WHERE subscription.email = identity.key)
    OR EXISTS (SELECT 1 FROM identity_assignment JOIN person ON person.id = person_id
      JOIN subscription ON subscription.email = person.email
      WHERE identity_assignment.identity_id = identity.id)))`;

/** After subscriptions or people changed: which use that names no account a plan covers. */
export function rechargePlans(context: Context): void {
  recharge(context, COVERABLE);
}

/** After it was said how a tool's use is billed. */
export function rechargeTool(context: Context, tool: string): void {
  recharge(
    context,
    "source.kind <> 'account' AND usage.tool_id IN (SELECT id FROM label WHERE lower(text) = lower(?))",
    tool,
  );
  repostVariances(context, { from: null, to: null });
}

/** After other people carry these identities: whose plans cover them, whose logs say the same. */
export function rechargeIdentities(context: Context, identityIds: readonly number[]): void {
  recharge(
    context,
    "source.kind <> 'account' AND identity_id IN (SELECT value FROM json_each(?))",
    JSON.stringify(identityIds),
  );
  rechargeLogs(context, null);
}

/** After an account's own use came or went: what computers' logs say of the same days. */
export function rechargeLogs(
  context: Context,
  days: { readonly from: string; readonly to: string } | null,
): void {
  recharge(
    context,
    `identity_id IN (SELECT identity.id FROM identity JOIN source ON source.id = source_id WHERE kind = 'agent-log')
     AND usage.day BETWEEN ? AND ?`,
    days?.from ?? '0000',
    days?.to ?? '9999',
  );
}

/** After an account's billing changed between "by use" and "by a plan". */
export function rechargeAccount(context: Context, accountId: number): void {
  recharge(
    context,
    'identity_id IN (SELECT identity.id FROM identity JOIN source ON source.id = source_id WHERE source.account_id = ?)',
    accountId,
  );
  repostVariances(context, { from: null, to: null });
}

/** After a cost report came or went: on its days money wins over the price list. */
export function rechargeReported(
  context: Context,
  reported: ReadonlyMap<number, ReadonlySet<string>>,
): void {
  for (const [sourceId, days] of reported) {
    recharge(
      context,
      `identity_id IN (SELECT id FROM identity WHERE source_id = ?)
       AND day IN (SELECT value FROM json_each(?))`,
      sourceId,
      JSON.stringify([...days]),
    );
  }
}

/** After the price of models changed; the names are those that stand in the rows. */
export function rechargeModels(context: Context, models: readonly string[]): void {
  recharge(
    context,
    'usage.model_id IN (SELECT id FROM label WHERE text IN (SELECT value FROM json_each(?)))',
    JSON.stringify(models),
  );
  repostVariances(context, { from: null, to: null });
}

/** After a month was opened again: what prices, plans and rates say of it by now. */
export function rechargeMonth(context: Context, month: string): void {
  recharge(context, 'usage.day BETWEEN ? AND ?', firstDay(month), lastDay(month));
  rechargeAfterRates(context);
  repostVariances(context, { from: firstDay(month), to: lastDay(month) });
}

/**
 * After rates came, changed or went: every open charge in another currency. A claim keeps the rate
 * it was approved and is paid back with; variances follow from their invoices, with the rates of those.
 */
export function rechargeAfterRates(context: Context): void {
  const { book } = context;
  const charging = new Charging(context);
  recharge(context, 'charge_micro IS NOT NULL AND usage.currency <> ?', charging.base);
  const charges = book.all<{
    id: number;
    day: string;
    amountMicro: bigint;
    currency: string;
    baseMicro: bigint | null;
  }>(
    `SELECT id, day, amount_micro AS amountMicro, currency, base_micro AS baseMicro FROM charge
     WHERE currency <> ? AND kind NOT IN ('claim', 'invoice-variance')
       AND substr(day, 1, 7) NOT IN (SELECT month FROM closed_month)`,
    charging.base,
  );
  for (const row of charges) {
    const baseMicro = charging.inBase(row.amountMicro, row.currency, row.day);
    if (baseMicro === row.baseMicro) continue;
    book.run('UPDATE charge SET base_micro = ? WHERE id = ?', baseMicro, row.id);
  }
}
