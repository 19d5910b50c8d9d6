/** What a ledger account is for; each role has one account per book, the tax roles one per rate. */
const LEDGER_ROLES = [
  'expense',
  'prepaid',
  'credits',
  'accrued',
  'input-tax',
  'reverse-charge-in',
  'reverse-charge-out',
  'vendors',
  'claims',
  'clearing',
  'fee',
  'fx-loss',
  'fx-gain',
] as const;
export type LedgerRole = (typeof LEDGER_ROLES)[number];

/** An account of the accountant's ledger. `code` is `null` in charts that go by names alone. */
export type LedgerAccount = { readonly code: string | null; readonly name: string };

/** The charts of accounts that the app proposes; `none` until one is chosen. */
export const LEDGER_PACKS = ['DE-SKR03', 'DE-SKR04', 'CN', 'US', 'UK', 'generic'] as const;
export type LedgerPack = (typeof LEDGER_PACKS)[number];
