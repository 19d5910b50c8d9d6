import type { MoneyShape } from '../../../contract/shapes.ts';
import { MICRO, moneyText } from '../../../core/money.ts';

/** A figure of the statistics, in units of a currency, as money: rounded to the micro where it leaves the rules. */
export function estimate(units: number, currency: string): MoneyShape {
  return moneyText(BigInt(Math.round(units * Number(MICRO))), currency);
}
