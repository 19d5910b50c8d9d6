import type { LedgerAccount } from './ledger-account.ts';

/** Who invoices are from, as the accountant keeps them. */
export type Vendor = {
  /** The name that invoices are known by in this book; unique, upper and lower case alike. */
  readonly name: string;
  /** The name in the register; `null`: as `name`. */
  readonly legalName: string | null;
  /** ISO 3166 code of two letters. */
  readonly country: string | null;
  readonly vatId: string | null;
  /** The creditor's number, or the supplier's code: in German charts the ledger account of what is owed. */
  readonly creditor: string | null;
  /** Where its invoices are an expense; `null`: the book's own. */
  readonly expense: LedgerAccount | null;
  /** The accounting software's tax key (DATEV's BU-Schlüssel, Xero's tax type); `null`: from the tax line. */
  readonly taxKey: string | null;
  /** Days until an invoice is due, where it does not say so itself. */
  readonly termsDays: number | null;
};
