import { firstDay, type IsoDay, type IsoMonth, lastDay, monthOf } from '../calendar.ts';
import type { DocumentPart } from '../ledger/document.ts';
import type { LedgerDocument } from '../ledger/entry.ts';
import type { MonthShare, TaxLine } from '../ledger/tax-line.ts';
import type { Micro } from '../money.ts';
import { type Bill, type BillGroup, coveredDays } from './bill-groups.ts';
import type { InvoiceDraft } from './invoice.ts';
import type { Period } from './invoice-period.ts';
import type { InvoiceSpend } from './reconcile.ts';

/** An account by its name, and the day since which its metered use is drawn from prepaid credits. */
export type BilledAccount = { readonly account: string; readonly creditsSince: IsoDay | null };

/** A posted invoice, and what it makes of spend. */
export type PostedBill = Bill &
  BilledAccount & {
    readonly number: string;
    readonly vendor: string | null;
    readonly currency: string;
    readonly draft: InvoiceDraft;
    readonly takenAt: string;
    readonly taxLines: readonly TaxLine[];
    readonly spend: InvoiceSpend;
    readonly spendMicro: Micro;
    /** The price of credits bought for later. */
    readonly prepaidMicro: Micro;
    /** In base currency at the rate of its date; `null` while that is missing. */
    readonly baseMicro: Micro | null;
    /** Any amount of it at that rate. */
    readonly inBase: (micro: Micro) => Micro | null;
    /** The document as it is booked over the days that it covers; `null` while its rate is missing. */
    readonly document: (covered: Period) => LedgerDocument | null;
    /** What of its spend falls on which months, in whole minor units; base is 0 while the rate is missing. */
    readonly shares: (covered: Period) => readonly MonthShare[];
  };

/** The posted invoices of one account whose days overlap. */
export type PostedGroup = BillGroup<PostedBill>;

/** Whether a bill does nothing but buy credits: it speaks of no days. */
export function isCreditsOnly(bill: PostedBill): boolean {
  return bill.prepaidMicro !== 0n && bill.spendMicro === 0n;
}

/** The month in which each account first bought credits: from then on they pay for its metered use. */
export function creditsSince(
  bills: readonly Pick<PostedBill, 'accountId' | 'prepaidMicro' | 'period'>[],
): Map<number, IsoDay> {
  const since = new Map<number, IsoDay>();
  for (const { accountId, prepaidMicro, period } of bills) {
    if (prepaidMicro <= 0n) continue;
    const day = firstDay(monthOf(period.start));
    const known = since.get(accountId);
    if (known === undefined || day < known) since.set(accountId, day);
  }
  return since;
}

/** Lines that bill days of their own within the invoice's. */
export function billParts({ lines }: Pick<InvoiceDraft, 'lines'>, period: Period): DocumentPart[] {
  return lines.flatMap(({ periodStart: start, periodEnd: end, amountMicro, isPrepaid }) => {
    const isWithin =
      start !== null && end !== null && start <= end && start >= period.start && end <= period.end;
    return isWithin && !isPrepaid ? [{ amountMicro, days: coveredDays({ start, end }) }] : [];
  });
}

/** The group's days in a month. */
export function daysIn(
  { period }: Pick<PostedGroup, 'period'>,
  month: IsoMonth,
): { from: IsoDay; to: IsoDay } {
  const from = period.start > firstDay(month) ? period.start : firstDay(month);
  const to = period.end < lastDay(month) ? period.end : lastDay(month);
  return { from, to };
}

/** What of a bill falls into a month, in whole minor units; all months add up to it. */
export function partIn(
  bill: PostedGroup['bills'][number],
  month: IsoMonth,
): MonthShare | undefined {
  return bill.shares(bill.covered).find((one) => one.month === month);
}

/** The bills of the month in base currency, or those in one; `null` while one of them waits for a rate. */
export function billedBase(group: PostedGroup, month: IsoMonth, currency?: string): Micro | null {
  let sum = 0n;
  for (const bill of group.bills) {
    if (currency !== undefined && bill.currency !== currency) continue;
    if (bill.baseMicro === null) return null;
    sum += partIn(bill, month)?.baseMicro ?? 0n;
  }
  return sum;
}

const REFERENCE_LENGTH = 100;

/** Under what the variance of a group refers to its invoices. */
export const groupNumber = ({ bills }: PostedGroup): string =>
  bills
    .map(({ number }) => number)
    .join(', ')
    .slice(0, REFERENCE_LENGTH);
