import type { IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { Entry, LedgerDocument } from './entry.ts';
import type { LedgerAccount, LedgerPack, LedgerRole } from './ledger-account.ts';
import type { LedgerLanguage } from './ledger-words.ts';
import type { Unbooked } from './missing-tax-accounts.ts';
import type { OpenClaim } from './open-claims.ts';
import type { Vendor } from './vendor.ts';

/** What of a ledger account a month touches. Both sides in base currency, never below zero. */
export type AccountBalance = {
  readonly account: LedgerAccount;
  readonly debitMicro: Micro;
  readonly creditMicro: Micro;
};

/**
 * Why a month's expense differs from its total on screen. `not-invoiced`: used, billed by nobody yet and not
 * accrued; `other-months`: invoices' expense for other months; `posted-late`: charges of closed months that
 * stand in this one on screen; `tax-on-credits`; `tax-without-account`: claims' recoverable tax without a
 * ledger account; `rounding`: below a minor unit a charge.
 */
export const PART_CODES = [
  'not-invoiced',
  'other-months',
  'posted-late',
  'tax-on-credits',
  'tax-without-account',
  'rounding',
] as const;
export type PartCode = (typeof PART_CODES)[number];

/** `totalMicro` and the parts add up to `expenseMicro`, to the micro. */
export type Reconciliation = {
  readonly expenseMicro: Micro;
  readonly totalMicro: Micro;
  readonly parts: readonly { readonly code: PartCode; readonly amountMicro: Micro }[];
};

/** What of a document is not paid, in its currency and as it was booked in base. */
export type OpenPayable = {
  readonly document: Pick<LedgerDocument, 'id' | 'number' | 'issueDay' | 'due' | 'currency'> & {
    readonly vendor: Pick<Vendor, 'name'> | null;
  };
  readonly amountMicro: Micro;
  readonly baseMicro: Micro;
};

/** A month as it goes to the ledger: everything that journals, bills and lists of vendors and invoices are written from. */
export type LedgerMonth = {
  readonly month: IsoMonth;
  readonly currency: string;
  readonly pack: LedgerPack;
  /** What its entries are written in; absent in months that a version closed which knew English alone. */
  readonly language?: LedgerLanguage;
  readonly company: string;
  /** The account of each role; the tax roles by rate in percent (`19`). */
  readonly accounts: Readonly<
    Record<
      Exclude<LedgerRole, 'input-tax' | 'reverse-charge-in' | 'reverse-charge-out'>,
      LedgerAccount
    >
  >;
  /** In the order of their numbers. */
  readonly entries: readonly Entry[];
  /** Invoices, credit notes and receipts booked in this month, by day and number. */
  readonly documents: readonly LedgerDocument[];
  /** By name. */
  readonly vendors: readonly Vendor[];
  /** By code, then name. */
  readonly trialBalance: readonly AccountBalance[];
  /** Documents that were not paid whole at the month's end, by day and number. */
  readonly openPayables: readonly OpenPayable[];
  /** Claims that were not paid whole then, which add up to `claimsMicro`; absent in months that an earlier version closed. */
  readonly openClaims?: readonly OpenClaim[];
  /** What is owed to vendors and to people at the month's end, in base currency. */
  readonly payablesMicro: Micro;
  readonly claimsMicro: Micro;
  readonly reconciliation: Reconciliation;
  /** What waits for a ledger account of its tax. Months closed by earlier versions name none. */
  readonly unbooked?: readonly Unbooked[];
  /** Keys of settings that stand as proposed: nobody has agreed to them with the accountant yet. */
  readonly proposed: readonly string[];
};
