import { firstDay, lastDay } from '../../../core/calendar.ts';
import { readTier } from '../../../core/spend/price-tier.ts';
import type { OpenUsage } from '../../book/stores/recharges.ts';
import { sumUsageMonth } from '../../book/usage-months.ts';
import type { Context } from '../context.ts';
import { TouchedMonths } from '../imports/usage-store.ts';
import { repostVariances } from '../invoices/repost-variances.ts';
import { AccountUse } from './account-use.ts';
import { Charging } from './charging.ts';
import { PlanCover } from './plan-cover.ts';

/** Charges that stand in the book are worked out again when what they rest on has changed; closed months stay. */

function recharge(context: Context, rows: readonly OpenUsage[]): void {
  const { book } = context;
  const charging = new Charging(context);
  const cover = new PlanCover(context);
  const accounts = new AccountUse(book, charging.prices);
  const touched = new TouchedMonths();
  for (const row of rows) {
    const { sourceKind } = row;
    const isReported =
      sourceKind === 'agent-log'
        ? accounts.tells(row.identityId, row.day, row.model)
        : row.isReported;
    const isCovered =
      sourceKind === 'account'
        ? row.isPlanAccount
        : !(sourceKind === 'agent-log' && isReported) &&
          !charging.paysByCredit(row) &&
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
      now.isLengthUnstated === row.lengthUnstated;
    if (isSame) continue;
    book.recharges.setCharge(row.id, { ...now, lengthUnstated: now.isLengthUnstated });
    touched.add(row.identityId, row.day.slice(0, 7));
  }
  for (const [identityId, month] of touched) sumUsageMonth(book, identityId, month);
}

/** After subscriptions or people changed: which use that names no account a plan covers. */
export function rechargePlans(context: Context): void {
  recharge(context, context.book.recharges.coverable());
}

/** After it was said how a tool's use is billed. */
export function rechargeTool(context: Context, tool: string): void {
  recharge(context, context.book.recharges.ofTool(tool));
  repostVariances(context, { from: null, to: null });
}

/** After other people carry these identities: whose plans cover them, whose logs say the same. */
export function rechargeIdentities(context: Context, identityIds: readonly number[]): void {
  recharge(context, context.book.recharges.ofIdentities(identityIds));
  rechargeLogs(context, null);
}

/** After an account's own use came or went: what computers' logs say of the same days. */
export function rechargeLogs(
  context: Context,
  days: { readonly from: string; readonly to: string } | null,
): void {
  recharge(context, context.book.recharges.ofLogs(days?.from ?? '0000', days?.to ?? '9999'));
}

/** After an account's billing changed between "by use" and "by a plan". */
export function rechargeAccount(context: Context, accountId: number): void {
  recharge(context, context.book.recharges.ofAccount(accountId));
  repostVariances(context, { from: null, to: null });
}

/** After a cost report came or went: on its days money wins over the price list. */
export function rechargeReported(
  context: Context,
  reported: ReadonlyMap<number, ReadonlySet<string>>,
): void {
  for (const [sourceId, days] of reported) {
    recharge(context, context.book.recharges.ofSource(sourceId, [...days]));
  }
}

/** After it was said what a credit of a source costs. */
export function rechargeCredits(context: Context, sourceId: number): void {
  recharge(context, context.book.recharges.ofCredits(sourceId));
  repostVariances(context, { from: null, to: null });
}

/** After the price of models changed; the names are those that stand in the rows. */
export function rechargeModels(context: Context, models: readonly string[]): void {
  recharge(context, context.book.recharges.ofModels(models));
  repostVariances(context, { from: null, to: null });
}

/** After a month was opened again: what prices, plans and rates say of it by now. */
export function rechargeMonth(context: Context, month: string): void {
  recharge(context, context.book.recharges.between(firstDay(month), lastDay(month)));
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
  recharge(context, context.book.recharges.converted(charging.base));
  const charges = book.charges.converted(charging.base);
  for (const row of charges) {
    const baseMicro = charging.inBase(row.amountMicro, row.currency, row.day);
    if (baseMicro === row.baseMicro) continue;
    book.charges.setBase(row.id, baseMicro);
  }
}
