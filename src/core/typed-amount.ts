import { type AmountFault, currenciesNamed, plainAmount } from './amount-text.ts';
import { minorUnitMicro } from './invoices/minor-unit.ts';
import { decimalTimes, MICRO, microText, parseDecimal } from './money.ts';

/** What a typed amount may be. */
export type AmountRules = {
  /** The currency it is in: no other may be named, and no fraction of its minor unit; `null`: any, as prices per token have. */
  readonly currency: string | null;
  /** Whether fractions of the minor unit are meant, as in a price per token. */
  readonly isFine?: boolean;
  readonly mayBeNegative?: boolean;
};

/**
 * An amount as a person types it, by the marks that files are read with, as a plain decimal
 * (`1.234,50` and `1,234.50` are `1234.50`); what can be read in two ways is refused. An empty text
 * is empty.
 */
export function typedAmount(text: string, rules: AmountRules): string | AmountFault {
  if (text.trim() === '') return '';
  const { currency } = rules;
  const plain = plainAmount(text, null);
  if (typeof plain === 'object') return plain;
  const decimal = parseDecimal(plain);
  if (decimal === null) return { code: 'amount_unknown', reason: 'This is no amount.' };
  if (decimal.digits < 0n && rules.mayBeNegative !== true) {
    return { code: 'amount_negative', reason: 'This amount cannot be negative.' };
  }
  const named = currenciesNamed(text);
  if (named !== null && currency !== null && !named.includes(currency)) {
    return {
      code: 'currency_conflict',
      reason: `The amount names another currency than ${currency}.`,
    };
  }
  const micro = decimalTimes(decimal, MICRO);
  const unit = currency === null || rules.isFine === true ? 1n : minorUnitMicro(currency);
  const isExact = decimal.digits * MICRO === micro * 10n ** BigInt(decimal.scale);
  if (!isExact || micro % unit !== 0n) {
    return { code: 'amount_digits', reason: 'This amount has too many decimals.' };
  }
  return plain.includes('.') ? microText(micro) : String(micro / MICRO);
}
