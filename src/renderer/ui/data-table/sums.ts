import type { MoneyShape } from '../../../contract/shapes.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';

/** What amounts add up to, each currency by itself, in the order in which they come. */
export function sumsByCurrency(amounts: readonly MoneyShape[]): MoneyShape[] {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0n) + (parseMicro(amount) ?? 0n));
  }
  return [...sums].map(([currency, micro]) => moneyText(micro, currency));
}
