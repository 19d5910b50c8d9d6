import type { InvoiceDraft } from '../../../src/core/invoices/invoice.ts';
import { proposedTaxLines } from '../../../src/core/ledger/propose-tax.ts';
import type { TaxLine } from '../../../src/core/ledger/tax-line.ts';

/** The tax lines of an invoice in a book without a chart of accounts. */
export const taxLinesOf = (draft: InvoiceDraft, isRecoverable: boolean): TaxLine[] =>
  proposedTaxLines(draft, {
    pack: null,
    isRecoverable,
    vendorCountry: null,
    vatCountry: null,
    hasInputTax: () => true,
    reverseChargeRate: null,
  });
