import { parseDecimal } from '../money.ts';
import type { LedgerAccount } from './ledger-account.ts';
import type { TaxAccount } from './ledger-rules.ts';

/** A code and a name (`6837 AI tools`); a code has a digit in it, so that `Prepaid Expenses` is a name alone. */
const CODED = /^\s*([\w.-]*\d[\w.-]*)\s+(\S.*?)\s*$/;

/** Reads a ledger account as it is set; `null` where the text is none. */
export function parseLedgerAccount(text: string): LedgerAccount | null {
  const [, code, name] = CODED.exec(text) ?? [];
  if (code !== undefined && name !== undefined) {
    return code.length <= 20 && name.length <= 80 ? { code, name } : null;
  }
  const alone = text.trim();
  const isName = alone !== '' && alone.length <= 80 && alone !== 'none' && !/^[\d.-]+$/.test(alone);
  return isName ? { code: null, name: alone } : null;
}

/** A ledger account as it is set and shown. */
export const ledgerAccountText = ({ code, name }: LedgerAccount): string =>
  code === null ? name : `${code} ${name}`;

/** Reads tax accounts by rate (`19 = 1406 Vorsteuer; 7 = 1401 …`, or `none`); `null` where the text is none. */
export function parseTaxAccounts(text: string): TaxAccount[] | null {
  if (text.trim() === 'none') return [];
  const accounts = text.split(';').map((part): TaxAccount | null => {
    const at = part.indexOf('=');
    const rate = part.slice(0, at).replace('%', '').trim();
    const account = parseLedgerAccount(part.slice(at + 1));
    return at > 0 && isPercent(rate) && account ? { rate, account } : null;
  });
  return accounts.every((one) => one !== null) ? accounts : null;
}

/** Whether a text is a percentage from 0 to 100, as a plain decimal. */
export function isPercent(text: string): boolean {
  const value = /^\d{1,3}(\.\d{1,4})?$/.test(text) ? parseDecimal(text) : null;
  return value !== null && value.digits <= 100n * 10n ** BigInt(value.scale);
}
