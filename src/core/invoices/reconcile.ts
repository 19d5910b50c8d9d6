import { addDays, type IsoDay } from '../calendar.ts';
import { creditsByLine, creditsTax, expenseOf, taxAmounts } from '../ledger/tax-amounts.ts';
import type { TaxLine } from '../ledger/tax-line.ts';
import { allocate, type Micro } from '../money.ts';
import {
  discountLines,
  explain,
  isCreditNote,
  lineCount,
  sum,
  type VariancePart,
} from './explain-variance.ts';
import type { InvoiceDraft } from './invoice.ts';
import type { Period } from './invoice-period.ts';
import { minorUnitMicro } from './minor-unit.ts';

export type Amounts = Pick<
  InvoiceDraft,
  'lines' | 'netMicro' | 'taxMicro' | 'totalMicro' | 'currency'
>;

/** An invoice with its tax by rate. */
export type TaxedInvoice = { readonly amounts: Amounts; readonly taxLines: readonly TaxLine[] };

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
 * What an invoice makes of spend: its net amount without the purchase of prepaid credits, plus the tax that
 * the company cannot recover, whether it is printed or the company works it out itself. Using up credits is
 * spend when the usage is billed or reported, so that credits set against a total lower what is paid, never
 * what is spent. The amounts of a credit note are negative (see `InvoiceDraft`).
 */
export function invoiceSpend(invoice: Amounts, taxLines: readonly TaxLine[]): InvoiceSpend {
  const currency = invoice.currency?.value ?? 'USD';
  const unit = minorUnitMicro(currency);
  const all = taxLines.map((line) => taxAmounts(line, line.netMicro, line.taxMicro, unit));
  const netMicro = sum(all.map((one) => one.netMicro));
  const taxMicro = sum(all.map((one) => one.taxMicro));
  const prepaidMicro = creditsBought(invoice, netMicro, taxMicro);
  const credits = creditsByLine(prepaidMicro, all, unit);
  const creditsTaxes = all.map((one, index) => creditsTax(one, credits[index] ?? 0n, unit));
  const expense = sum(all.map(expenseOf));
  const taxSpendMicro = expense - netMicro - sum(creditsTaxes);
  return {
    spendMicro: netMicro - prepaidMicro + taxSpendMicro,
    netMicro,
    taxMicro,
    taxSpendMicro,
    prepaidMicro,
  };
}

/** The net price of the credits that its lines buy. Lines that include the tax are brought down in proportion. */
function creditsBought(invoice: Amounts, netMicro: Micro, taxMicro: Micro): Micro {
  const lines = sum(invoice.lines.map(({ amountMicro }) => amountMicro));
  const prepaid = sum(
    invoice.lines.filter((line) => line.isPrepaid).map(({ amountMicro }) => amountMicro),
  );
  const isGross = invoice.lines.length > 0 && lines !== netMicro && lines === netMicro + taxMicro;
  return isGross ? (allocate(netMicro, [prepaid, lines - prepaid])[0] ?? 0n) : prepaid;
}

/** A charge of the account, in its own currency. */
export type ReconciledCharge = {
  readonly day: IsoDay;
  readonly amountMicro: Micro;
  readonly currency: string;
};

export type ReconcileSettings = {
  /** Days after the period in which usage may still be billed with it. */
  readonly graceDays: number;
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
};

/**
 * Compares the invoices of one account and billing period, all in one currency, with the account's
 * charges (RULES.md, Invoices). Charges after the period are taken as a possible cause only.
 */
export function reconcile(input: {
  readonly invoices: readonly TaxedInvoice[];
  readonly currency: string;
  readonly period: Period;
  readonly charges: readonly ReconciledCharge[];
  readonly settings: ReconcileSettings;
}): Reconciliation {
  const { currency, period, settings } = input;
  const spends = input.invoices.map(({ amounts, taxLines }) => invoiceSpend(amounts, taxLines));
  const amounts = input.invoices.map((invoice) => invoice.amounts);
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
      noRate: null,
      exchange: null,
      taxMicro: sum(spends.map((spend) => spend.taxSpendMicro)),
      invoiceCount: input.invoices.length,
      discounts: amounts.flatMap(discountLines),
      creditNotes: spends.flatMap((spend, index) => noteOf(amounts[index], spend)),
      late: late.map((charge) => charge.amountMicro),
      lines: lineCount(amounts),
      roundingMicro: minorUnitMicro(currency) * BigInt(lineCount(amounts)),
      // Without a rate there is no telling how much of the rest it is.
      other: otherCurrency.length > 0 ? { count: otherCurrency.length, mostMicro: null } : null,
    }),
  };
}

/** What a credit note takes off spend, its tax apart. */
export function noteOf(invoice: Amounts | undefined, spend: InvoiceSpend): Micro[] {
  return invoice && isCreditNote(invoice) ? [spend.spendMicro - spend.taxSpendMicro] : [];
}
