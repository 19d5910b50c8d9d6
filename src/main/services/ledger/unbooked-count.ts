import { type IsoMonth, monthOf } from '../../../core/calendar.ts';
import { missingTaxAccounts } from '../../../core/ledger/missing-tax-accounts.ts';
import { chosenPack, taxAccountsOf } from '../../../core/ledger/set-rules.ts';
import { type Context, settingOf } from '../context.ts';
import { heldInvoices } from '../invoices/invoice-store.ts';
import { InvoiceTaxes } from './invoice-tax.ts';

/** How many of a month's posted invoices have tax that the chart names no ledger account for. */
export function unbookedCount(context: Context, month: IsoMonth): number {
  const value = (key: string): string => settingOf(context, key);
  if (chosenPack(value) === null) return 0;
  const taxAccounts = taxAccountsOf(value);
  const taxes = new InvoiceTaxes(context);
  return heldInvoices(context.book, context.book.invoices.posted()).filter(
    (invoice) =>
      (invoice.postingMonth ?? monthOf(invoice.draft.issueDay?.value ?? '')) === month &&
      missingTaxAccounts({ taxLines: taxes.of(invoice) }, taxAccounts).length > 0,
  ).length;
}
