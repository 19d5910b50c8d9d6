import type { VendorDoc } from '../../../contract/ledger.ts';
import type { LedgerAccount } from '../../../core/ledger/ledger-account.ts';
import { ledgerAccountText, parseLedgerAccount } from '../../../core/ledger/ledger-text.ts';
import { countryOfVatId, type Vendor } from '../../../core/ledger/vendor.ts';
import { foldedName } from '../../../core/same-name.ts';
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
    const names = [name, printed ?? name].map(foldedName);
    const kept = this.#kept.find((one) =>
      [one.name, one.legalName ?? one.name].some((known) => names.includes(foldedName(known))),
    );
    const vatId = invoice.draft.vendorTaxId?.value ?? null;
    const told: Vendor = {
      name,
      legalName: printed === name ? null : printed,
      country: invoice.draft.vendorCountry?.value ?? countryOfVatId(vatId),
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
    for (const kept of this.#kept) found.set(foldedName(kept.name), completed(kept, null));
    for (const invoice of heldInvoices(this.#context.book)) {
      const vendor = this.of(invoice);
      if (!vendor) continue;
      const before = found.get(foldedName(vendor.name));
      found.set(foldedName(vendor.name), before ? { ...vendor, ...filledIn(before) } : vendor);
    }
    return [...found.values()].sort((a, b) => (foldedName(a.name) < foldedName(b.name) ? -1 : 1));
  }
}

/** A vendor as the contract has it. */
export function vendorDoc(vendor: Vendor): VendorDoc {
  const { expense, termsDays, ...kept } = vendor;
  return { ...kept, expenseAccount: expense && ledgerAccountText(expense), terms: termsDays };
}

function completed(kept: VendorRow, told: Vendor | null): Vendor {
  return {
    name: kept.name,
    legalName: kept.legalName ?? told?.legalName ?? null,
    country: kept.country ?? told?.country ?? countryOfVatId(kept.vatId),
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
