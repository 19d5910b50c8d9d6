import { addDays, firstDay, type IsoDay } from '../../../core/calendar.ts';
import type { Period } from '../../../core/invoices/invoice-period.ts';
import { minorUnitMicro } from '../../../core/invoices/minor-unit.ts';
import { billParts, creditsSince, type PostedBill } from '../../../core/invoices/posted-bill.ts';
import { invoiceSpend } from '../../../core/invoices/reconcile.ts';
import {
  bookedDocument,
  type DocumentRate,
  type DocumentSource,
} from '../../../core/ledger/document.ts';
import type { RateTable } from '../../../core/rates.ts';
import type { Context } from '../context.ts';
import { InvoiceTaxes } from '../ledger/invoice-tax.ts';
import type { Charging } from '../spend/charging.ts';
import { billedDays, heldInvoices } from './invoice-store.ts';

/** Every posted invoice. */
export function postedBills(
  context: Context,
  { base, rates }: Pick<Charging, 'base' | 'rates'>,
): PostedBill[] {
  const taxes = new InvoiceTaxes(context);
  const held = heldInvoices(context.book, context.book.invoices.posted());
  const payments = Map.groupBy(context.book.ledger.payments(), ({ invoiceId }) => invoiceId);
  const bills = held.flatMap((invoice): PostedBill[] => {
    const { draft } = invoice;
    const period = billedDays(draft);
    const currency = draft.currency?.value;
    if (invoice.accountId === null || invoice.account === null || !period || !currency) return [];
    const taxLines = taxes.of(invoice);
    const spend = invoiceSpend(draft, taxLines);
    const day = draft.issueDay?.value ?? period.end;
    const vendor = taxes.vendors.of(invoice);
    const rate = documentRate(rates, currency, base, day);
    const source = (covered: Period): DocumentSource => ({
      id: documentId(invoice.id),
      kind: draft.kind,
      account: invoice.account,
      vendor,
      person: null,
      number: draft.number?.value ?? null,
      issueDay: day,
      due: draft.dueDay?.value ?? dueAfter(day, vendor?.termsDays ?? null),
      covered,
      parts: billParts(draft, period),
      postingMonth: invoice.postingMonth,
      currency,
      taxLines,
      creditsMicro: spend.prepaidMicro,
      payments: (payments.get(invoice.id) ?? []).map(({ invoiceId: _, ...one }) => one),
      sha256: invoice.sha256,
      attachments: 1,
    });
    const booked = memo((covered) => bookedDocument(source(covered), base, rate ?? NO_RATE));
    const shares = (covered: Period) => booked(covered).shares;
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
        takenAt: invoice.takenAt,
        taxLines,
        spend,
        spendMicro: spend.spendMicro,
        prepaidMicro: spend.prepaidMicro,
        creditsSince: null,
        baseMicro: rate && shares(period).reduce((sum, { baseMicro }) => sum + baseMicro, 0n),
        inBase: (micro) => rate && rates.convert(micro, currency, base, day),
        document: (covered) => (rate ? booked(covered) : null),
        shares,
      },
    ];
  });
  const since = creditsSince(bills);
  const opening = new Map(
    context.book.ledger
      .openingCredits()
      .map(({ account, month }) => [account.toLowerCase(), firstDay(month)]),
  );
  return bills.map((bill) => {
    const known = [since.get(bill.accountId), opening.get(bill.account.toLowerCase())];
    const [first = null] = known.filter((day) => day !== undefined).sort();
    return { ...bill, creditsSince: first };
  });
}

const NO_RATE: DocumentRate = {
  rate: '0',
  perBase: '0',
  inBase: () => 0n,
  inBaseRounded: () => 0n,
};

const dueAfter = (day: IsoDay, terms: number | null): IsoDay | null =>
  terms === null ? null : addDays(day, terms);

/** An invoice's id as entries name it. */
const documentId = (invoiceId: number): string => `invoice-${invoiceId}`;

/** How a day's rate turns a currency into base; `null` where none is in force. */
function documentRate(
  rates: RateTable,
  currency: string,
  base: string,
  day: IsoDay,
): DocumentRate | null {
  const rate = rates.rateText(currency, base, day);
  const perBase = rates.rateText(base, currency, day);
  if (rate === null || perBase === null) return null;
  const unit = minorUnitMicro(base);
  return {
    rate,
    perBase,
    inBase: (micro) => rates.convert(micro, currency, base, day) ?? 0n,
    inBaseRounded: (micro) =>
      rates.convertExact({ over: micro, under: 1n }, currency, base, day, unit) ?? 0n,
  };
}

function memo<T>(work: (covered: Period) => T): (covered: Period) => T {
  const known = new Map<string, T>();
  return (covered) => {
    const key = `${covered.start} ${covered.end}`;
    const found = known.get(key) ?? work(covered);
    known.set(key, found);
    return found;
  };
}
