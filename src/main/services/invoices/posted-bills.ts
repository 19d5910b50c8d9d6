import type { Bill } from '../../../core/invoices/bill-groups.ts';
import type { InvoiceDraft } from '../../../core/invoices/invoice.ts';
import { invoiceSpend } from '../../../core/invoices/reconcile.ts';
import type { Micro } from '../../../core/money.ts';
import type { Charging } from '../charging.ts';
import { type Context, settingOf } from '../context.ts';
import { heldInvoices, periodOf } from './invoice-store.ts';

/** A posted invoice, and what it makes of spend. */
export type PostedBill = Bill & {
  readonly account: string;
  readonly number: string;
  readonly vendor: string | null;
  readonly currency: string;
  readonly draft: InvoiceDraft;
  readonly spendMicro: Micro;
  /** In base currency at the rate of its date; `null` while that is missing. */
  readonly baseMicro: Micro | null;
};

export const isTaxRecoverable = (context: Context): boolean =>
  settingOf(context, 'tax.recoverable') === 'on';

/** Every posted invoice; of one account, if asked. */
export function postedBills(
  context: Context,
  rates: Pick<Charging, 'inBase'>,
  accountId?: number,
): PostedBill[] {
  const recoverable = isTaxRecoverable(context);
  const held =
    accountId === undefined
      ? heldInvoices(context.book, "status = 'posted'")
      : heldInvoices(context.book, "status = 'posted' AND account_id = ?", accountId);
  return held.flatMap((invoice): PostedBill[] => {
    const { draft } = invoice;
    const period = periodOf(draft);
    const currency = draft.currency?.value;
    if (invoice.accountId === null || invoice.account === null || !period || !currency) return [];
    const { spendMicro } = invoiceSpend(draft, recoverable);
    const day = draft.issueDay?.value ?? period.end;
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
        baseMicro: rates.inBase(spendMicro, currency, day),
      },
    ];
  });
}
