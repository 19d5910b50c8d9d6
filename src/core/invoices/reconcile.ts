import { addDays, type IsoDay } from '../calendar.ts';
import { allocate, type Micro } from '../money.ts';
import type { InvoiceDraft } from './invoice.ts';
import type { Period } from './invoice-period.ts';
import { minorUnitMicro } from './minor-unit.ts';

type Amounts = Pick<InvoiceDraft, 'lines' | 'netMicro' | 'taxMicro' | 'totalMicro'>;

export type InvoiceSpend = {
  /** What the invoice makes spend in its period. */
  readonly spendMicro: Micro;
  readonly netMicro: Micro;
  readonly taxMicro: Micro;
  /** The part of spend that is tax: all of it where it cannot be recovered, else none. */
  readonly taxSpendMicro: Micro;
  /** Net price of credits bought for later, which are no spend until used. */
  readonly prepaidMicro: Micro;
};

/**
 * What an invoice makes of spend: its net amount without the purchase of prepaid credits, plus its
 * tax where the company cannot recover it. Using up credits is spend when the usage is billed or
 * reported, so that credits set against a total lower what is paid, never what is spent. The
 * amounts of a credit note are negative (see `InvoiceDraft`).
 */
export function invoiceSpend(invoice: Amounts, isTaxRecoverable: boolean): InvoiceSpend {
  const taxMicro = invoice.taxMicro?.value ?? 0n;
  const total = invoice.totalMicro?.value;
  const sum = invoice.lines.reduce((all, line) => all + line.amountMicro, 0n);
  const netMicro = invoice.netMicro?.value ?? (total === undefined ? sum : total - taxMicro);
  const prepaidLines = invoice.lines
    .filter((line) => line.isPrepaid)
    .reduce((all, line) => all + line.amountMicro, 0n);
  // Lines that include the tax are brought down to net in proportion.
  const isGross = invoice.lines.length > 0 && sum !== netMicro && sum === netMicro + taxMicro;
  const prepaidMicro = isGross
    ? (allocate(netMicro, [prepaidLines, sum - prepaidLines])[0] ?? 0n)
    : prepaidLines;
  const weights = [prepaidMicro, netMicro - prepaidMicro].map((weight) =>
    weight > 0n ? weight : 0n,
  );
  const prepaidTax = prepaidMicro > 0n ? (allocate(taxMicro, weights)[0] ?? 0n) : 0n;
  const taxSpendMicro = isTaxRecoverable ? 0n : taxMicro - prepaidTax;
  return {
    spendMicro: netMicro - prepaidMicro + taxSpendMicro,
    netMicro,
    taxMicro,
    taxSpendMicro,
    prepaidMicro,
  };
}

/** A charge of the account, in its own currency. `id` comes back in the spread. */
export type ReconciledCharge = {
  readonly id: string;
  readonly day: IsoDay;
  readonly amountMicro: Micro;
  readonly currency: string;
};

export type ReconcileSettings = {
  readonly isTaxRecoverable: boolean;
  /** Days after the period in which usage may still be billed with it. */
  readonly graceDays: number;
  readonly spread: 'unassigned' | 'in-proportion-to-use';
};

export type VarianceCause =
  | 'tax'
  | 'credits'
  | 'late-usage'
  | 'rounding'
  | 'other-currency'
  | 'unexplained';

export type VariancePart = {
  readonly cause: VarianceCause;
  readonly amountMicro: Micro;
  /** How many lines or charges stand behind it. */
  readonly count: number;
};

export type Reconciliation = {
  readonly currency: string;
  readonly period: Period;
  readonly invoicedMicro: Micro;
  readonly prepaidMicro: Micro;
  readonly chargedMicro: Micro;
  /** Invoiced minus charged: what is posted, so that the period's total equals the invoice. */
  readonly varianceMicro: Micro;
  /** Add up to the variance; largest certainty first. */
  readonly parts: readonly VariancePart[];
  /** The variance by charge, in proportion to use; empty where it stays unassigned. */
  readonly spread: readonly { readonly id: string; readonly amountMicro: Micro }[];
  /** Charges of the period in another currency, which cannot be compared. */
  readonly otherCurrency: readonly ReconciledCharge[];
};

/**
 * Compares the invoices of one account and billing period, all in one currency, with the account's
 * charges (DESIGN §4, reconciliation). Charges after the period are taken as a possible cause only.
 */
export function reconcile(input: {
  readonly invoices: readonly Amounts[];
  readonly currency: string;
  readonly period: Period;
  readonly charges: readonly ReconciledCharge[];
  readonly settings: ReconcileSettings;
}): Reconciliation {
  const { currency, period, settings } = input;
  const spends = input.invoices.map((invoice) => invoiceSpend(invoice, settings.isTaxRecoverable));
  const invoicedMicro = sum(spends.map((spend) => spend.spendMicro));
  const inPeriod = input.charges.filter(
    (charge) => charge.day >= period.start && charge.day <= period.end,
  );
  const own = inPeriod.filter((charge) => charge.currency === currency);
  const otherCurrency = inPeriod.filter((charge) => charge.currency !== currency);
  const graceEnd = addDays(period.end, settings.graceDays);
  const late = input.charges.filter(
    (charge) => charge.currency === currency && charge.day > period.end && charge.day <= graceEnd,
  );
  const chargedMicro = sum(own.map((charge) => charge.amountMicro));
  const varianceMicro = invoicedMicro - chargedMicro;
  return {
    currency,
    period,
    invoicedMicro,
    prepaidMicro: sum(spends.map((spend) => spend.prepaidMicro)),
    chargedMicro,
    varianceMicro,
    parts: explain(varianceMicro, {
      taxMicro: sum(spends.map((spend) => spend.taxSpendMicro)),
      creditLines: input.invoices.flatMap((invoice) =>
        isCredit(invoice)
          ? []
          : invoice.lines.filter((line) => line.amountMicro < 0n).map((line) => line.amountMicro),
      ),
      late: late.map((charge) => charge.amountMicro),
      lines: sum(input.invoices.map((invoice) => BigInt(Math.max(1, invoice.lines.length)))),
      otherCount: otherCurrency.length,
      invoiceCount: input.invoices.length,
      minorMicro: minorUnitMicro(currency),
    }),
    spread: settings.spread === 'unassigned' ? [] : spreadOver(varianceMicro, own),
    otherCurrency,
  };
}

/** A credit note is negative as a whole: its lines are no discounts. */
function isCredit(invoice: Amounts): boolean {
  return (invoice.totalMicro?.value ?? invoice.netMicro?.value ?? 0n) < 0n;
}

type Clues = {
  readonly taxMicro: Micro;
  readonly creditLines: readonly Micro[];
  readonly late: readonly Micro[];
  readonly lines: bigint;
  readonly otherCount: number;
  readonly invoiceCount: number;
  readonly minorMicro: Micro;
};

/** Takes from the difference what has a cause, surest first; a clue counts only where it makes the rest smaller. */
function explain(varianceMicro: Micro, clues: Clues): VariancePart[] {
  const parts: VariancePart[] = [];
  let rest = varianceMicro;
  const take = (cause: VarianceCause, amountMicro: Micro, count: number): void => {
    if (amountMicro === 0n) return;
    parts.push({ cause, amountMicro, count });
    rest -= amountMicro;
  };
  const helps = (amountMicro: Micro): boolean => size(rest - amountMicro) < size(rest);
  const isRounding = (): boolean => size(rest) <= clues.minorMicro * clues.lines;
  take('tax', clues.taxMicro, clues.invoiceCount);
  const credits = sum(clues.creditLines);
  if (!isRounding() && helps(credits)) take('credits', credits, clues.creditLines.length);
  const late = sum(clues.late);
  if (!isRounding() && rest > 0n && late > 0n)
    take('late-usage', late < rest ? late : rest, clues.late.length);
  if (isRounding()) take('rounding', rest, Number(clues.lines));
  if (clues.otherCount > 0) take('other-currency', rest, clues.otherCount);
  take('unexplained', rest, 0);
  return parts;
}

function spreadOver(
  varianceMicro: Micro,
  charges: readonly ReconciledCharge[],
): { id: string; amountMicro: Micro }[] {
  const used = charges.filter((charge) => charge.amountMicro > 0n);
  if (used.length === 0 || varianceMicro === 0n) return [];
  const parts = allocate(
    varianceMicro,
    used.map((charge) => charge.amountMicro),
  );
  return used.flatMap((charge, index) => {
    const amountMicro = parts[index] ?? 0n;
    return amountMicro === 0n ? [] : [{ id: charge.id, amountMicro }];
  });
}

function sum(amounts: readonly Micro[]): Micro {
  return amounts.reduce((all, amount) => all + amount, 0n);
}

function size(micro: Micro): Micro {
  return micro < 0n ? -micro : micro;
}
