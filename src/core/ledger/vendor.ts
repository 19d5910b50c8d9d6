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

// The European Union's VAT ids begin with the country; Greece writes EL, and XI is Northern Ireland.
const VAT_COUNTRIES =
  /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI|GB)[0-9A-Z]{7,}$/;

/** The country that a VAT id names, by its ISO code; `null` where it names none. */
export function countryOfVatId(vatId: string | null): string | null {
  const [, code] = VAT_COUNTRIES.exec(vatId?.replace(/[\s.-]/g, '').toUpperCase() ?? '') ?? [];
  if (code === undefined) return null;
  return { EL: 'GR', XI: 'GB' }[code] ?? code;
}
