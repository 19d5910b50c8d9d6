import type { LedgerPack } from '../../../core/ledger/ledger-account.ts';
import { findTaxAccount, type TaxAccount } from '../../../core/ledger/ledger-rules.ts';
import { parseTaxAccounts } from '../../../core/ledger/ledger-text.ts';
import { proposedTaxLines } from '../../../core/ledger/propose-tax.ts';
import { chosenPack, ledgerValue } from '../../../core/ledger/set-rules.ts';
import type { TaxLine } from '../../../core/ledger/tax-line.ts';
import { countryOfVatId } from '../../../core/ledger/vendor.ts';
import { type Context, settingOf } from '../context.ts';
import type { HeldInvoice } from '../invoices/invoice-store.ts';
import { VendorBook } from './vendor-book.ts';

/** The tax of invoices by rate: as a person gave it, else as the document tells. */
export class InvoiceTaxes {
  readonly vendors: VendorBook;
  readonly #given: ReadonlyMap<number, readonly TaxLine[]>;
  readonly #pack: LedgerPack | null;
  readonly #isRecoverable: boolean;
  readonly #inputTax: readonly TaxAccount[];
  readonly #reverseChargeRate: string | null;

  constructor(context: Context) {
    const value = (key: string): string => settingOf(context, key);
    this.vendors = new VendorBook(context);
    this.#given = Map.groupBy(context.book.ledger.taxLines(), ({ invoiceId }) => invoiceId);
    this.#pack = chosenPack(value);
    this.#isRecoverable = value('tax.recoverable') === 'on';
    this.#inputTax = parseTaxAccounts(ledgerValue(value, 'ledger.input-tax')) ?? [];
    const output = parseTaxAccounts(ledgerValue(value, 'ledger.reverse-charge-out'));
    this.#reverseChargeRate = output?.[0]?.rate ?? null;
  }

  isGiven(invoiceId: number): boolean {
    return this.#given.has(invoiceId);
  }

  of(invoice: Pick<HeldInvoice, 'id' | 'draft'>): TaxLine[] {
    const given = this.#given.get(invoice.id);
    if (given) {
      return given.map(({ kind, rate, netMicro, taxMicro, recoverable }) => ({
        ...{ kind, rate, netMicro, taxMicro, recoverable },
      }));
    }
    const vendor = this.vendors.of(invoice);
    return proposedTaxLines(invoice.draft, {
      pack: this.#pack,
      isRecoverable: this.#isRecoverable,
      vendorCountry: vendor?.country ?? null,
      vatCountry: countryOfVatId(vendor?.vatId ?? null),
      hasInputTax: (rate) => this.#pack === null || findTaxAccount(this.#inputTax, rate) !== null,
      reverseChargeRate: this.#reverseChargeRate,
    });
  }
}
