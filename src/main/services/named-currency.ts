import { Failure } from '../../core/failure.ts';
import { parseCurrency } from '../imports/table/currency-codes.ts';

/** The ISO 4217 code that a person typed, in any case; `Failure` where there is no such currency. */
export function namedCurrency(text: string): string {
  const code = parseCurrency(text.trim());
  if (typeof code === 'string') return code;
  throw new Failure('currency_unknown', `${text} is not a currency code such as USD.`, {
    currency: text,
  });
}
