import type { InvoiceDoc } from '../../../contract/invoices.ts';
import { moneyText } from '../../../core/money.ts';
import { baseCurrency, type Context } from '../context.ts';
import type { HeldInvoice } from '../invoices/invoice-store.ts';
import type { InvoiceTaxes } from './invoice-tax.ts';
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
  const payments = context.book.ledger.payments().filter((one) => one.invoiceId === invoice.id);
  const total = invoice.draft.totalMicro?.value;
  const paid = payments.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
  return {
    taxLines: taxes.of(invoice).map((line) => ({
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
  };
}
