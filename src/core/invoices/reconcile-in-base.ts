import { addDays, type IsoDay } from '../calendar.ts';
import type { TaxLine } from '../ledger/tax-line.ts';
import type { Micro } from '../money.ts';
import {
  type Clue,
  discountLines,
  explain,
  lineCount,
  size,
  sum,
  type VariancePart,
} from './explain-variance.ts';
import type { Period } from './invoice-period.ts';
import { minorUnitMicro } from './minor-unit.ts';
import { type Amounts, invoiceSpend, noteOf, type ReconcileSettings } from './reconcile.ts';

/** An invoice in its own currency, and how its day's rate turns that into base currency. */
export type BilledInBase = {
  readonly amounts: Amounts;
  readonly taxLines: readonly TaxLine[];
  readonly currency: string;
  /** What it makes of spend, as it is posted. */
  readonly baseMicro: Micro;
  readonly inBase: (micro: Micro) => Micro;
};

/** A charge in its own currency and, at its own day's rate, in base currency. */
export type ChargeInBase = {
  readonly day: IsoDay;
  readonly currency: string;
  readonly amountMicro: Micro;
  readonly baseMicro: Micro;
  /** What of the amount has no rate: it is not in `baseMicro`. */
  readonly waitingMicro: Micro;
};

export type BaseReconciliation = {
  readonly invoicedMicro: Micro;
  readonly chargedMicro: Micro;
  readonly varianceMicro: Micro;
  /** Add up to the variance. */
  readonly parts: readonly VariancePart[];
};

/**
 * Compares invoices and charges of one account and billing period in base currency, whatever currencies
 * they are in (RULES.md, Invoices). Charges in a currency that an invoice bills are
 * also taken at the invoice's rate: the difference is the exchange rates' and nobody's mistake. Charges
 * in any other currency were converted by the vendor at a rate of its own, so that what they leave
 * cannot be told apart; it is no more than the charges themselves.
 */
export function reconcileInBase(input: {
  readonly bills: readonly BilledInBase[];
  readonly charges: readonly ChargeInBase[];
  readonly base: string;
  readonly period: Period;
  readonly settings: ReconcileSettings;
}): BaseReconciliation {
  const { bills, base, period, settings } = input;
  const graceEnd = addDays(period.end, settings.graceDays);
  const own = input.charges.filter(({ day }) => day >= period.start && day <= period.end);
  const late = input.charges.filter(({ day }) => day > period.end && day <= graceEnd);
  const invoicedMicro = sum(bills.map((bill) => bill.baseMicro));
  const chargedMicro = sum(own.map((charge) => charge.baseMicro));
  const varianceMicro = invoicedMicro - chargedMicro;
  const billed = new Set(bills.map((bill) => bill.currency));
  const spends = bills.map((bill) => invoiceSpend(bill.amounts, bill.taxLines));
  const others = own.filter((charge) => !billed.has(charge.currency) && charge.amountMicro !== 0n);
  const parts = explain(varianceMicro, {
    ...ratesOf(bills, own, base),
    taxMicro: sum(bills.map(({ inBase }, index) => inBase(spends[index]?.taxSpendMicro ?? 0n))),
    invoiceCount: bills.length,
    discounts: bills.flatMap(({ amounts, inBase }) => discountLines(amounts).map(inBase)),
    creditNotes: spends.flatMap((spend, index) => {
      const bill = bills[index];
      return bill ? noteOf(bill.amounts, spend).map(bill.inBase) : [];
    }),
    late: late.map((charge) => charge.baseMicro),
    lines: lineCount(bills.map((bill) => bill.amounts)),
    roundingMicro: sum(bills.map((bill) => roundingOf(bill, base))),
    other:
      others.length === 0
        ? null
        : {
            count: others.length,
            mostMicro: sum(others.map((charge) => size(charge.baseMicro))),
          },
  });
  return { invoicedMicro, chargedMicro, varianceMicro, parts };
}

/**
 * What the charges would be at the invoices' rates, less what they are at those of their own days; of
 * those that have no rate yet, all of it.
 */
function ratesOf(
  bills: readonly BilledInBase[],
  charges: readonly ChargeInBase[],
  base: string,
): { noRate: Clue; exchange: Clue } {
  const noRate = { amountMicro: 0n, count: 0 };
  const exchange = { amountMicro: 0n, count: 0 };
  for (const [currency, bill] of leading(bills)) {
    if (currency === base) continue;
    const own = charges.filter((charge) => charge.currency === currency);
    const waiting = own.filter((charge) => charge.waitingMicro !== 0n);
    noRate.amountMicro += bill.inBase(sum(waiting.map((charge) => charge.waitingMicro)));
    noRate.count += waiting.length;
    const difference =
      bill.inBase(sum(own.map((charge) => charge.amountMicro - charge.waitingMicro))) -
      sum(own.map((charge) => charge.baseMicro));
    // Each charge was rounded to the micro once: that much is no difference of rates.
    if (size(difference) <= BigInt(own.length)) continue;
    exchange.amountMicro += difference;
    exchange.count += own.length;
  }
  return { noRate, exchange };
}

/** The largest invoice of each currency: its rate stands for the currency. */
function leading(bills: readonly BilledInBase[]): Map<string, BilledInBase> {
  const found = new Map<string, BilledInBase>();
  for (const bill of bills) {
    const known = found.get(bill.currency);
    if (!known || size(bill.baseMicro) > size(known.baseMicro)) found.set(bill.currency, bill);
  }
  return found;
}

/** A minor unit per line, of the invoice's currency or of the base, whichever is more. */
function roundingOf({ amounts, currency, inBase }: BilledInBase, base: string): Micro {
  const own = size(inBase(minorUnitMicro(currency)));
  const most = minorUnitMicro(base);
  return (own > most ? own : most) * BigInt(lineCount([amounts]));
}
