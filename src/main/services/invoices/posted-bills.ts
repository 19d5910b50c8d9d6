import { billParts, creditsSince, type PostedBill } from '../../../core/invoices/posted-bill.ts';
import { invoiceSpend } from '../../../core/invoices/reconcile.ts';
import type { Micro } from '../../../core/money.ts';
import { type Context, settingOf } from '../context.ts';
import type { Charging } from '../spend/charging.ts';
import { billedDays, heldInvoices } from './invoice-store.ts';

export const isTaxRecoverable = (context: Context): boolean =>
  settingOf(context, 'tax.recoverable') === 'on';

/** Every posted invoice. */
export function postedBills(context: Context, rates: Pick<Charging, 'inBase'>): PostedBill[] {
  const recoverable = isTaxRecoverable(context);
  const held = heldInvoices(context.book, context.book.invoices.posted());
  const bills = held.flatMap((invoice): PostedBill[] => {
    const { draft } = invoice;
    const period = billedDays(draft);
    const currency = draft.currency?.value;
    if (invoice.accountId === null || invoice.account === null || !period || !currency) return [];
    const { spendMicro, prepaidMicro } = invoiceSpend(draft, recoverable);
    const day = draft.issueDay?.value ?? period.end;
    const convert = (micro: Micro): Micro | null => rates.inBase(micro, currency, day);
    const baseMicro = convert(spendMicro);
    return [
      {
        id: invoice.id,
        accountId: invoice.accountId,
        account: invoice.account,
        period,
        number: draft.number?.value ?? invoice.file,
        vendor: draft.vendor?.value ?? draft.vendorKey,
        currency,
        draft,
        spendMicro,
        prepaidMicro,
        creditsSince: null,
        parts: billParts(draft, period, spendMicro, baseMicro, convert),
        baseMicro,
        inBase: convert,
      },
    ];
  });
  const since = creditsSince(bills);
  return bills.map((bill) => ({ ...bill, creditsSince: since.get(bill.accountId) ?? null }));
}
