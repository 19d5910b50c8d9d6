import { Failure } from '../failure.ts';
import type { Micro } from '../money.ts';
import { parseDecimal } from '../money.ts';
import type { LedgerAccount, LedgerPack, LedgerRole } from './ledger-account.ts';
import type { LedgerWords } from './ledger-words.ts';
import type { PackKey } from './packs.ts';

export type TaxRole = 'input-tax' | 'reverse-charge-in' | 'reverse-charge-out';
export type PlainRole = Exclude<LedgerRole, TaxRole>;

/** A tax account and the rate in percent that it is for. */
export type TaxAccount = { readonly rate: string; readonly account: LedgerAccount };

/** Whether something is booked, and from which amount in base currency on. */
export type BookedFrom = { readonly isOn: boolean; readonly fromMicro: Micro };

/** How a book's documents become entries: what accountant and owner have set. */
export type LedgerRules = {
  readonly pack: LedgerPack;
  readonly accounts: Readonly<Record<PlainRole, LedgerAccount>>;
  readonly taxAccounts: Readonly<Record<TaxRole, readonly TaxAccount[]>>;
  /** The expense account of a tool that has one of its own. */
  readonly expenseFor: (tool: string | null) => LedgerAccount | null;
  readonly accruals: BookedFrom;
  readonly prepaid: BookedFrom;
  /** What entries say of themselves, in the book's language. */
  readonly words: LedgerWords;
};

/** The setting that holds a tax role's accounts. */
export const TAX_SETTINGS: Readonly<Record<TaxRole, PackKey>> = {
  'input-tax': 'ledger.input-tax',
  'reverse-charge-in': 'ledger.reverse-charge-in',
  'reverse-charge-out': 'ledger.reverse-charge-out',
};

/** The account of a tax rate among those listed; one that is not listed has the others' where they all have the same. */
export function findTaxAccount(listed: readonly TaxAccount[], rate: string): LedgerAccount | null {
  const found = listed.find((one) => isSameRate(one.rate, rate));
  if (found) return found.account;
  const [first] = listed;
  const isOne = listed.every(
    ({ account }) => account.name === first?.account.name && account.code === first.account.code,
  );
  return first && isOne && listed.length > 1 ? first.account : null;
}

/** The account of a tax rate; `tax_account_missing` where none is said. */
export function taxAccount(rules: LedgerRules, role: TaxRole, rate: string): LedgerAccount {
  const account = findTaxAccount(rules.taxAccounts[role], rate);
  if (account) return account;
  const setting = TAX_SETTINGS[role];
  throw new Failure(
    'tax_account_missing',
    `Say in ${setting} on which ledger account ${rate} % tax is booked, or correct the invoice's tax.`,
    { rate, setting },
  );
}

/** Whether two percentages are the same number (`19` and `19.00`). */
export function isSameRate(one: string, other: string): boolean {
  const [a, b] = [parseDecimal(one), parseDecimal(other)];
  if (!a || !b) return one === other;
  return a.digits * 10n ** BigInt(b.scale) === b.digits * 10n ** BigInt(a.scale);
}
