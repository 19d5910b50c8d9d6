import type { MoneyShape } from '../../../contract/shapes.ts';
import { roundToTotal } from '../../../core/close/round-to-total.ts';
import { minorUnitMicro } from '../../../core/invoices/minor-unit.ts';
import { moneyText } from '../../../core/money.ts';

/**
 * Amounts of a list as paper shows them: in whole minor units of the currency, so that they add up to
 * the rounded sum that stands beneath them. Each is within one minor unit of its exact amount.
 */
export function listedAmounts(amounts: readonly bigint[], currency: string): MoneyShape[] {
  return roundToTotal(amounts, minorUnitMicro(currency)).map((micro) => moneyText(micro, currency));
}
