import { firstDay, type IsoDay, monthOf } from '../../../core/calendar.ts';
import { type Bill, coveredDays } from '../../../core/invoices/bill-groups.ts';
import type { InvoiceDraft } from '../../../core/invoices/invoice.ts';
import type { Period } from '../../../core/invoices/invoice-period.ts';
import { invoiceSpend } from '../../../core/invoices/reconcile.ts';
import type { Micro } from '../../../core/money.ts';
import { type Context, settingOf } from '../context.ts';
import type { Charging } from '../spend/charging.ts';
import type { BilledAccount } from './account-spend.ts';
import { billedDays, heldInvoices } from './invoice-store.ts';

/** A posted invoice, and what it makes of spend. */
export type PostedBill = Bill &
  BilledAccount & {
    readonly number: string;
    readonly vendor: string | null;
    readonly currency: string;
    readonly draft: InvoiceDraft;
    readonly spendMicro: Micro;
    /** The price of credits bought for later. */
    readonly prepaidMicro: Micro;
    /** What of it falls on which days: lines that state their own, and the rest; they add up to it. */
    readonly parts: readonly BillPart[];
    /** In base currency at the rate of its date; `null` while that is missing. */
    readonly baseMicro: Micro | null;
    /** Any amount of it at that rate. */
    readonly inBase: (micro: Micro) => Micro | null;
  };

/** A part of a bill's spend; `baseMicro` is `null` while the bill waits for a rate. */
export type BillPart = {
  readonly amountMicro: Micro;
  readonly baseMicro: Micro | null;
  /** `null`: the bill's own days. */
  readonly days: Period | null;
};

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
        parts: partsOf(draft, period, spendMicro, baseMicro, convert),
        baseMicro,
        inBase: convert,
      },
    ];
  });
  const since = creditsSince(bills);
  return bills.map((bill) => ({ ...bill, creditsSince: since.get(bill.accountId) ?? null }));
}

/** Whether a bill does nothing but buy credits: it speaks of no days. */
export function isCreditsOnly(bill: PostedBill): boolean {
  return bill.prepaidMicro !== 0n && bill.spendMicro === 0n;
}

/** The month in which each account first bought credits: from then on they pay for its metered use. */
function creditsSince(bills: readonly PostedBill[]): Map<number, IsoDay> {
  const since = new Map<number, IsoDay>();
  for (const { accountId, prepaidMicro, period } of bills) {
    if (prepaidMicro <= 0n) continue;
    const day = firstDay(monthOf(period.start));
    const known = since.get(accountId);
    if (known === undefined || day < known) since.set(accountId, day);
  }
  return since;
}

/** Lines that bill days of their own within the invoice's; what is left of spend is the invoice's. */
function partsOf(
  { lines }: InvoiceDraft,
  period: Period,
  spendMicro: Micro,
  baseMicro: Micro | null,
  convert: (micro: Micro) => Micro | null,
): BillPart[] {
  const own = lines.flatMap((line) => {
    const { periodStart: start, periodEnd: end, amountMicro } = line;
    const isWithin =
      start !== null && end !== null && start <= end && start >= period.start && end <= period.end;
    return isWithin && !line.isPrepaid ? [{ amountMicro, days: coveredDays({ start, end }) }] : [];
  });
  let restMicro = spendMicro;
  let restBase = baseMicro;
  const parts = own.map((one): BillPart => {
    const base = baseMicro === null ? null : convert(one.amountMicro);
    restMicro -= one.amountMicro;
    if (restBase !== null && base !== null) restBase -= base;
    return { ...one, baseMicro: base };
  });
  return [...parts, { amountMicro: restMicro, baseMicro: restBase, days: null }];
}
