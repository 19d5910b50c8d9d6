import { z } from 'zod';
import { dollars, optional, optionalText } from '../answer-fields.ts';
import { anyList, type Listed, readAnswer, readList } from '../answer-list.ts';
import {
  limitNotPossible,
  limitWords,
  notReadBack,
  planned,
  sendWrite,
  type WriteSpec,
  wholeUnits,
} from '../planned-write.ts';
import type { LimitActions, LimitChange, LimitSeen, ProviderContext } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { COPILOT, organizationOf } from './words.ts';

const SKU = 'ai_credits';

const budget = z.object({
  id: z.string().min(1),
  budget_scope: optionalText,
  user: optionalText,
  budget_product_sku: optionalText,
  budget_product_skus: optional(z.array(z.string())),
  // Whole dollars.
  budget_amount: dollars,
  consumed_amount: optional(dollars),
});
type Budget = z.infer<typeof budget>;

const path = (context: ProviderContext): string =>
  `/organizations/${organizationOf(context)}/settings/billing/budgets`;

const isOfCredits = (one: Budget): boolean =>
  one.budget_product_sku === SKU || one.budget_product_skus?.includes(SKU) === true;

type BudgetPage = Listed<Budget> & { readonly entries: number; readonly next: string | null };

async function readBudgets(
  context: ProviderContext,
  page: string | null,
  scope: 'user' | null,
): Promise<BudgetPage> {
  const asked = page ?? '1';
  const answer = await context.client.send({
    method: 'GET',
    path: path(context),
    query: [
      ['page', asked],
      ['per_page', '100'],
      ...(scope === null ? [] : [['scope', scope] as const]),
    ],
  });
  const shape = z.object({ budgets: anyList, has_next_page: optional(z.boolean()) });
  const read = readAnswer(COPILOT, answer, shape);
  const listed = readList(COPILOT, answer, read.budgets, budget);
  const next = read.has_next_page === true ? String(Number(asked) + 1) : null;
  return { ...listed, entries: read.budgets.length, next };
}

async function budgetOf(context: ProviderContext, login: string): Promise<Budget | null> {
  for (let page: string | null = null, count = 0; count < 100; count += 1) {
    const read: BudgetPage = await readBudgets(context, page, 'user');
    const found = read.items.find((one) => one.user === login && isOfCredits(one));
    if (found) return found;
    if (read.next === null) return null;
    page = read.next;
  }
  return null;
}

/** Budgets for AI credits of a person, of everybody alike, and of the organization; others are not ours. */
function limitSeen(one: Budget): LimitSeen[] {
  const { budget_scope: scope, user, budget_amount: amountMicro } = one;
  if (!isOfCredits(one)) return [];
  // A budget lasts a month (unconfirmed).
  const limit = { amountMicro, currency: 'USD', period: 'month' } as const;
  const rest = { name: null, limit, usedMicro: one.consumed_amount ?? null };
  if (scope === 'user') return user === null ? [] : [{ scope: 'person', target: user, ...rest }];
  // What one person used of a budget for everybody is not told.
  if (scope === 'multi_user_customer')
    return [{ scope: 'person', target: null, ...rest, usedMicro: null }];
  return scope === 'organization' ? [{ scope, target: null, ...rest }] : [];
}

/** The budgets in force, with what of them is used. */
export function budgetStream(context: ProviderContext): Stream {
  return {
    name: 'budgets',
    moneyFrom: 'usage',
    days: null,
    read: async ({ page }) => {
      const { items, rejects, entries, next } = await readBudgets(context, page, null);
      return { limits: items.flatMap(limitSeen), rejects, entries, next };
    },
  };
}

async function limitSpec(context: ProviderContext, change: LimitChange): Promise<WriteSpec> {
  const { scope, target: login, amountMicro, period } = change;
  if (scope !== 'person' || login === null || period !== 'month')
    throw limitNotPossible(COPILOT, change);
  const words = limitWords(change);
  const amount = amountMicro === null ? null : wholeUnits(amountMicro, 1_000_000n, 'dollars');
  const known = await budgetOf(context, login);
  if (amount === null) {
    if (known === null) throw limitNotPossible(COPILOT, change);
    const gone = `${path(context)}/${encodeURIComponent(known.id)}`;
    return { method: 'DELETE', path: gone, body: null, words, reversible: true };
  }
  if (known !== null) {
    const at = `${path(context)}/${encodeURIComponent(known.id)}`;
    const body = { budget_amount: amount, prevent_further_usage: true };
    return { method: 'PATCH', path: at, body, words, reversible: true };
  }
  const body = {
    budget_amount: amount,
    prevent_further_usage: true,
    budget_scope: 'user',
    budget_entity_name: '',
    budget_type: 'BundlePricing',
    budget_product_sku: SKU,
    budget_alerting: { will_alert: false, alert_recipients: [] },
    user: login,
  };
  return { method: 'POST', path: path(context), body, words, reversible: true };
}

export const limits: LimitActions = {
  planLimit: async (context, change) => planned(context, await limitSpec(context, change)),
  doLimit: async (context, change) => {
    await sendWrite(context, await limitSpec(context, change));
    const shown = change.target === null ? null : await budgetOf(context, change.target);
    const amountMicro = shown?.budget_amount ?? null;
    if (amountMicro !== change.amountMicro) throw notReadBack(COPILOT);
    return { amountMicro, currency: 'USD', period: 'month' };
  },
};
