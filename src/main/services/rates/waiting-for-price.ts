import type { modelsList } from '../../../contract/company.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { type PriceTier, readTier } from '../../../core/spend/price-tier.ts';
import type { Missing } from '../../../core/spend/tier-prices.ts';
import { type UsageWithoutPrice, usageWithoutPrice } from '../../book/unpriced-usage.ts';
import type { Context } from '../context.ts';
import type { ListPrices } from './list-prices.ts';

type Waiting = OutputOf<typeof modelsList>['unpriced'][number];

/** Which use charges nothing yet, by model, and for what of it no price is known. */
export function waitingForPrice(context: Context, prices: ListPrices): Waiting[] {
  const groups = new Map<string, Waiting>();
  for (const row of usageWithoutPrice(context.book)) {
    const one = waitingOf(row, prices);
    const key = `${one.model} ${one.reason} ${one.tier}`;
    const known = groups.get(key);
    groups.set(key, known ? { ...known, rows: known.rows + one.rows } : one);
  }
  return [...groups.values()];
}

function waitingOf({ model, rows, ...row }: UsageWithoutPrice, prices: ListPrices): Waiting {
  const tier = readTier(row.tierText);
  const { missing } = prices.quote(model, row.day, { ...row, tier });
  const reason = missing ?? 'model';
  const word = wordOf(reason, tier);
  return { model, rows, reason, tier: word, text: sentence(model ?? '', reason, word) };
}

function wordOf(reason: Missing, tier: PriceTier): string | null {
  return reason === 'model' || reason === 'searches' || reason === 'length' ? null : tier[reason];
}

function sentence(model: string, reason: Missing, word: string | null): string {
  const name = model === '' ? 'use that names no model' : model;
  switch (reason) {
    case 'model':
      return `no price for ${name}`;
    case 'speed':
      return `no price for ${word} mode of ${name}`;
    case 'serviceTier':
      return `no price for the service tier ${word} of ${name}`;
    case 'context':
      return `no price for a context of ${word} of ${name}`;
    case 'geo':
      return `no price for ${name} in the region ${word}`;
    case 'searches':
      return `no price for web searches of ${name}`;
    case 'length':
      return `requests of ${name} may be long: their mean is above the bound, and the rows do not say`;
  }
}
