import type { InvoiceDoc } from '../../../contract/invoices.ts';
import { missingTaxAccounts } from '../../../core/ledger/missing-tax-accounts.ts';
import { chosenPack, taxAccountsOf } from '../../../core/ledger/set-rules.ts';
import type { TaxLine } from '../../../core/ledger/tax-line.ts';
import { moneyText } from '../../../core/money.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import type { HeldInvoice } from '../invoices/invoice-store.ts';
import type { InvoiceTaxes } from './invoice-tax.ts';
import { missingByRate } from './missing-by-rate.ts';
import { vendorDoc } from './vendor-book.ts';

/** An invoice as the books have it: its vendor, tax by rate, month and payments. */
export function booksOf(
  context: Context,
  invoice: HeldInvoice,
  taxes: InvoiceTaxes,
): InvoiceDoc['books'] {
  const currency = invoice.draft.currency?.value ?? 'XXX';
  const base = baseCurrency(context);
  const vendor = taxes.vendors.of(invoice);
  const taxLines = taxes.of(invoice);
  const payments = context.book.ledger.payments().filter((one) => one.invoiceId === invoice.id);
  const total = invoice.draft.totalMicro?.value;
  const paid = payments.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
  return {
    taxLines: taxLines.map((line) => ({
      kind: line.kind,
      rate: line.rate,
      net: moneyText(line.netMicro, currency),
      tax: moneyText(line.taxMicro, currency),
      recoverable: line.recoverable,
    })),
    taxGiven: taxes.isGiven(invoice.id),
    vendorInBooks: vendor && vendorDoc(vendor),
    postingMonth: invoice.postingMonth,
    payments: payments.map(({ id, day, amountMicro, baseMicro, feeMicro, reference }) => ({
      ...{ id, day, reference },
      amount: moneyText(amountMicro, currency),
      base: moneyText(baseMicro, base),
      fee: moneyText(feeMicro, base),
    })),
    open: total === undefined ? null : moneyText(total - paid, currency),
    taxAccountsMissing: missingIn(context, taxLines, invoice),
  };
}

/** The tax accounts that this invoice waits for; without a chart it waits for none yet. */
function missingIn(
  context: Context,
  taxLines: readonly TaxLine[],
  { id, draft }: HeldInvoice,
): InvoiceDoc['books']['taxAccountsMissing'] {
  const value = (key: string): string => settingOf(context, key);
  if (chosenPack(value) === null) return [];
  const missing = missingTaxAccounts({ taxLines }, taxAccountsOf(value));
  const name = draft.number?.value ?? String(id);
  return missingByRate([{ id: String(id), isClaim: false, name, missing }]);
}
