import type { VendorDoc } from '../../../contract/ledger.ts';
import type { LedgerAccount } from '../../../core/ledger/ledger-account.ts';
import { ledgerAccountText, parseLedgerAccount } from '../../../core/ledger/ledger-text.ts';
import type { Vendor } from '../../../core/ledger/vendor.ts';
import type { VendorRow } from '../../book/stores/ledger.ts';
import type { Context } from '../context.ts';
import { vendorName } from '../invoices/invoice-reader.ts';
import { type HeldInvoice, heldInvoices } from '../invoices/invoice-store.ts';

/** Vendors as they are kept, completed by what their invoices say of them. */
export class VendorBook {
  readonly #context: Context;
  readonly #kept: readonly VendorRow[];

  constructor(context: Context) {
    this.#context = context;
    this.#kept = context.book.ledger.vendors();
  }

  /** Who an invoice is from: the vendor that is kept under its name, or what the invoice says; `null` without a name. */
  of(invoice: Pick<HeldInvoice, 'draft'>): Vendor | null {
    const printed = invoice.draft.vendor?.value.trim() || null;
    const name = this.nameOf(invoice);
    if (name === null) return null;
    const names = [name, printed ?? name].map(folded);
    const kept = this.#kept.find((one) =>
      [one.name, one.legalName ?? one.name].some((known) => names.includes(folded(known))),
    );
    const vatId = invoice.draft.vendorTaxId?.value ?? null;
    const told: Vendor = {
      name,
      legalName: printed === name ? null : printed,
      country: countryOf(vatId),
      vatId,
      creditor: null,
      expense: null,
      taxKey: null,
      termsDays: null,
    };
    return kept ? completed(kept, told) : told;
  }

  nameOf({ draft }: Pick<HeldInvoice, 'draft'>): string | null {
    const known = draft.vendorKey === null ? null : vendorName(this.#context, draft.vendorKey);
    return known ?? draft.vendor?.value.trim() ?? draft.vendorKey;
  }

  /** Everybody who is kept or whom an invoice names, by name. */
  all(): Vendor[] {
    const found = new Map<string, Vendor>();
    for (const kept of this.#kept) found.set(folded(kept.name), completed(kept, null));
    for (const invoice of heldInvoices(this.#context.book)) {
      const vendor = this.of(invoice);
      if (!vendor) continue;
      const before = found.get(folded(vendor.name));
      found.set(folded(vendor.name), before ? { ...vendor, ...filledIn(before) } : vendor);
    }
    return [...found.values()].sort((a, b) => (folded(a.name) < folded(b.name) ? -1 : 1));
  }
}

/** A vendor as the contract has it. */
export function vendorDoc(vendor: Vendor): VendorDoc {
  const { expense, termsDays, ...kept } = vendor;
  return { ...kept, expenseAccount: expense && ledgerAccountText(expense), terms: termsDays };
}

const folded = (name: string): string => name.normalize('NFKC').trim().toLowerCase();

function completed(kept: VendorRow, told: Vendor | null): Vendor {
  return {
    name: kept.name,
    legalName: kept.legalName ?? told?.legalName ?? null,
    country: kept.country ?? told?.country ?? countryOf(kept.vatId),
    vatId: kept.vatId ?? told?.vatId ?? null,
    creditor: kept.creditor,
    expense: accountOf(kept.expenseAccount),
    taxKey: kept.taxKey,
    termsDays: kept.termsDays,
  };
}

const accountOf = (text: string | null): LedgerAccount | null =>
  text === null ? null : parseLedgerAccount(text);

function filledIn(vendor: Vendor): Partial<Vendor> {
  return Object.fromEntries(Object.entries(vendor).filter(([, value]) => value !== null));
}

// The European Union's VAT ids begin with the country; Greece writes EL, and XI is Northern Ireland.
const VAT_COUNTRIES =
  /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI|GB)[0-9A-Z]{7,}$/;

/** The country that a VAT id names. */
function countryOf(vatId: string | null): string | null {
  const [, code] = VAT_COUNTRIES.exec(vatId?.replace(/[\s.-]/g, '').toUpperCase() ?? '') ?? [];
  if (code === undefined) return null;
  return { EL: 'GR', XI: 'GB' }[code] ?? code;
}
