import { firstDay, type IsoDay, type IsoMonth, lastDay, monthOf } from '../calendar.ts';
import type { Micro } from '../money.ts';
import { type Bill, type BillGroup, coveredDays } from './bill-groups.ts';
import type { InvoiceDraft } from './invoice.ts';
import { type Period, splitByMonth } from './invoice-period.ts';

/** An account by its name, and the day since which its metered use is drawn from prepaid credits. */
export type BilledAccount = { readonly account: string; readonly creditsSince: IsoDay | null };

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

/** Lines that bill days of their own within the invoice's; what is left of spend is the invoice's. */
export function billParts(
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

/** The group's days in a month. */
export function daysIn(
  { period }: Pick<PostedGroup, 'period'>,
  month: IsoMonth,
): { from: IsoDay; to: IsoDay } {
  const from = period.start > firstDay(month) ? period.start : firstDay(month);
  const to = period.end < lastDay(month) ? period.end : lastDay(month);
  return { from, to };
}

/** What of a bill falls into a month, by days; all months add up to it. */
export function partIn(
  bill: PostedGroup['bills'][number],
  month: IsoMonth,
  amountOf: (part: BillPart) => Micro,
): Micro {
  return bill.parts.reduce((sum, part) => {
    const months = splitByMonth(amountOf(part), part.days ?? bill.covered);
    return sum + (months.find((one) => one.month === month)?.amountMicro ?? 0n);
  }, 0n);
}

/** The bills of the month in base currency, or those in one; `null` while one of them waits for a rate. */
export function billedBase(group: PostedGroup, month: IsoMonth, currency?: string): Micro | null {
  let sum = 0n;
  for (const bill of group.bills) {
    if (currency !== undefined && bill.currency !== currency) continue;
    if (bill.baseMicro === null) return null;
    sum += partIn(bill, month, (part) => part.baseMicro ?? 0n);
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
