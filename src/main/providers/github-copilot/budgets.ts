import { z } from 'zod';
import { dollars, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import {
  limitNotPossible,
  limitWords,
  notReadBack,
  planned,
  sendWrite,
  type WriteSpec,
  wholeUnits,
} from '../planned-write.ts';
import type { LimitActions, LimitChange, ProviderContext } from '../provider.ts';
import { COPILOT, organizationOf } from './words.ts';

const SKU = 'ai_credits';

const budget = z.object({
  id: z.string().min(1),
  budget_scope: optionalText,
  user: optionalText,
  budget_product_sku: optionalText,
  budget_product_skus: z.array(z.string()).nullish(),
  // Whole dollars.
  budget_amount: dollars,
});
type Budget = z.infer<typeof budget>;

const path = (context: ProviderContext): string =>
  `/organizations/${organizationOf(context)}/settings/billing/budgets`;

const isOfCredits = (one: Budget): boolean =>
  one.budget_product_sku === SKU || one.budget_product_skus?.includes(SKU) === true;

async function budgetOf(context: ProviderContext, login: string): Promise<Budget | null> {
  for (let page = 1; page <= 100; page += 1) {
    const answer = await context.client.send({
      method: 'GET',
      path: path(context),
      query: [
        ['page', String(page)],
        ['per_page', '100'],
        ['scope', 'user'],
      ],
    });
    const shape = z.object({ budgets: anyList, has_next_page: z.boolean().nullish() });
    const read = readAnswer(COPILOT, answer, shape);
    const { items } = readList(COPILOT, answer, read.budgets, budget);
    const found = items.find((one) => one.user === login && isOfCredits(one));
    if (found) return found;
    if (read.has_next_page !== true) return null;
  }
  return null;
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
