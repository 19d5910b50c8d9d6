import { Failure } from '../failure.ts';
import { parseMicro } from '../money.ts';
import { LEDGER_PACKS, type LedgerAccount, type LedgerPack } from './ledger-account.ts';
import type { LedgerRules, PlainRole, TaxAccount, TaxRole } from './ledger-rules.ts';
import { TAX_SETTINGS } from './ledger-rules.ts';
import { parseLedgerAccount, parseTaxAccounts } from './ledger-text.ts';
import { ledgerLanguage, ledgerWords } from './ledger-words.ts';
import { PACK_KEYS, PACKS, type PackKey } from './packs.ts';

/** The setting of each role that has one account. */
const ROLE_SETTINGS: Readonly<Record<PlainRole, PackKey>> = {
  expense: 'ledger.expense',
  prepaid: 'ledger.prepaid-account',
  credits: 'ledger.credits-account',
  accrued: 'ledger.accrued-account',
  vendors: 'ledger.vendors',
  claims: 'ledger.claims',
  clearing: 'ledger.clearing-account',
  fee: 'ledger.fee-account',
  'fx-loss': 'ledger.fx-loss-account',
  'fx-gain': 'ledger.fx-gain-account',
};

/** The chart that is chosen; `null` where none is. */
export function chosenPack(valueFor: (key: string) => string): LedgerPack | null {
  const value = valueFor('ledger.pack');
  return LEDGER_PACKS.find((pack) => pack === value) ?? null;
}

/** What a setting of the ledger says: its own value where it has one, else what the chart proposes. */
export function ledgerValue(valueFor: (key: string) => string, key: PackKey): string {
  const own = valueFor(key);
  const pack = chosenPack(valueFor);
  return own === 'none' && pack ? PACKS[pack][key] : own;
}

/** What an accountant is asked. */
export const ASKED_KEYS: readonly string[] = [
  ...PACK_KEYS,
  'tax.recoverable',
  'ledger.accruals',
  'ledger.accruals-from',
  'ledger.prepaid',
  'ledger.prepaid-from',
];

/** Settings whose value the chart proposes, and nobody has set or agreed to. */
export function proposedKeys(
  valueFor: (key: string) => string,
  isAgreed: (key: string) => boolean,
): string[] {
  return ASKED_KEYS.filter((key) => {
    const isEmpty = (PACK_KEYS as readonly string[]).includes(key)
      ? ledgerValue(valueFor, key as PackKey) === 'none'
      : false;
    return !isEmpty && !isAgreed(key);
  });
}

/**
 * How documents become entries, from the settings. `ledger_not_set` while no chart of accounts is chosen,
 * `setting_refused` where an account is none.
 */
export function ledgerRules(
  valueFor: (key: string) => string,
  expenseFor: (tool: string | null) => LedgerAccount | null,
): LedgerRules {
  const pack = chosenPack(valueFor);
  if (!pack) {
    throw new Failure(
      'ledger_not_set',
      'Choose the chart of accounts with your accountant: Settings, Ledger, or the setting ledger.pack.',
    );
  }
  const accounts = Object.fromEntries(
    Object.entries(ROLE_SETTINGS).map(([role, key]) => [role, accountOf(valueFor, key)]),
  ) as Record<PlainRole, LedgerAccount>;
  const from = (what: 'accruals' | 'prepaid') => ({
    isOn: valueFor(`ledger.${what}`) === 'on',
    fromMicro: parseMicro(valueFor(`ledger.${what}-from`)) ?? 0n,
  });
  return {
    pack,
    accounts,
    taxAccounts: taxAccountsOf(valueFor),
    expenseFor,
    accruals: from('accruals'),
    prepaid: from('prepaid'),
    words: ledgerWords(ledgerLanguage(pack, valueFor('company.locale'))),
  };
}

/** The accounts of each tax role by rate, as the settings have them. */
export function taxAccountsOf(valueFor: (key: string) => string): LedgerRules['taxAccounts'] {
  return Object.fromEntries(
    Object.entries(TAX_SETTINGS).map(([role, key]) => [role, taxesOf(valueFor, key)]),
  ) as Record<TaxRole, TaxAccount[]>;
}

function accountOf(valueFor: (key: string) => string, key: PackKey): LedgerAccount {
  const text = ledgerValue(valueFor, key);
  const account = parseLedgerAccount(text);
  if (account) return account;
  throw refusedSetting(key, text);
}

function taxesOf(valueFor: (key: string) => string, key: PackKey): TaxAccount[] {
  const text = ledgerValue(valueFor, key);
  const accounts = parseTaxAccounts(text);
  if (accounts) return accounts;
  throw refusedSetting(key, text);
}

const refusedSetting = (key: string, value: string): Failure =>
  new Failure('setting_refused', `${key} is not a ledger account: "${value}".`, {
    key,
    value,
    expects: 'a code and a name, such as 6837 AI tools',
  });
