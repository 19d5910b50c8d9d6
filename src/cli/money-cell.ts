import type { WaitingForRate } from '../contract/spend.ts';
import { minorUnitMicro, roundToMinor } from '../core/invoices/minor-unit.ts';
import { microText, parseMicro } from '../core/money.ts';

type Money = { amount: string; currency: string };

/** An amount in its currency's minor units, as tables for people have it; documents keep the micro-units. */
export function moneyCell(money: Money | null): string {
  if (money === null) return '–';
  const { amount, currency } = money;
  const micro = parseMicro(amount);
  if (micro === null) return `${amount} ${currency}`;
  const [whole = '0', part = ''] = microText(roundToMinor(micro, currency)).split('.');
  const digits = String(1_000_000n / minorUnitMicro(currency)).length - 1;
  return `${digits === 0 ? whole : `${whole}.${part.slice(0, digits).padEnd(digits, '0')}`} ${currency}`;
}

/** A sum with what waits for a rate behind it: that is in no sum. */
export function sumCell(sum: Money, waiting: WaitingForRate): string {
  const amounts = waiting.map(({ amount }) => moneyCell(amount));
  return amounts.length === 0
    ? moneyCell(sum)
    : `${moneyCell(sum)} + ${amounts.join(' + ')} waiting for a rate`;
}
