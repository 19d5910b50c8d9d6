import type { ReconciledAccount } from '../../../contract/invoices.ts';
import { sum, type VariancePart } from '../../../core/invoices/explain-variance.ts';
import type { PostedBill, PostedGroup } from '../../../core/invoices/posted-bill.ts';
import { reconcile } from '../../../core/invoices/reconcile.ts';
import { type BilledInBase, reconcileInBase } from '../../../core/invoices/reconcile-in-base.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import type { SpendCell } from '../../../core/spend/spend-cells.ts';

type ShownFigures = Pick<
  ReconciledAccount,
  'invoice' | 'charges' | 'variance' | 'parts' | 'prepaid' | 'tax'
>;

/**
 * A billing period's invoices against its charges: as told, in the invoices' currency where they and all
 * charges share one, else in base currency; and in base currency, as it is posted. `cells` are the
 * charges of the period and of the days of grace after it.
 */
export function figuresOf(
  group: PostedGroup,
  cells: readonly SpendCell[],
  graceDays: number,
  base: string,
): { readonly shown: ShownFigures; readonly base: ReconciledAccount['base'] } {
  const settings = { graceDays };
  const { period } = group;
  const own = cells.filter(({ day }) => day <= period.end);
  const billed = billsInBase(group);
  const whole =
    billed && reconcileInBase({ bills: billed, charges: cells, base, period, settings });
  const shape = (parts: readonly VariancePart[], currency: string): ReconciledAccount['parts'] =>
    parts.map(({ cause, amountMicro, count }) => ({
      code: cause !== 'unexplained' ? cause : own.length === 0 ? 'no-charges' : 'unexplained',
      amount: moneyText(amountMicro, currency),
      count,
    }));
  const inBase = whole && {
    invoice: moneyText(whole.invoicedMicro, base),
    charges: moneyText(whole.chargedMicro, base),
    variance: moneyText(whole.varianceMicro, base),
    parts: shape(whole.parts, base),
  };
  const currency = group.bills[0]?.currency ?? base;
  const isMixed =
    group.bills.some((bill) => bill.currency !== currency) ||
    own.some((cell) => cell.amountMicro !== 0n && cell.currency !== currency);
  if (isMixed && inBase) {
    const all = (amountOf: (bill: PostedBill) => Micro): Micro =>
      sum(group.bills.map((bill) => bill.inBase(amountOf(bill)) ?? 0n));
    return {
      shown: {
        ...inBase,
        prepaid: moneyText(
          all((bill) => bill.prepaidMicro),
          base,
        ),
        tax: moneyText(all(taxOf), base),
      },
      base: inBase,
    };
  }
  // Of several currencies without their rates, no more than one can be told.
  const bills = group.bills.filter((bill) => bill.currency === currency);
  const answer = reconcile({
    invoices: bills.map(({ draft, taxLines }) => ({ amounts: draft, taxLines })),
    currency,
    period,
    charges: cells,
    settings,
  });
  const shown = {
    invoice: moneyText(answer.invoicedMicro, currency),
    charges: moneyText(answer.chargedMicro, currency),
    variance: moneyText(answer.varianceMicro, currency),
    prepaid: moneyText(answer.prepaidMicro, currency),
    tax: moneyText(sum(bills.map(taxOf)), currency),
    parts: shape(answer.parts, currency),
  };
  return { shown, base: inBase };
}

function taxOf(bill: PostedBill): Micro {
  return bill.spend.taxMicro;
}

/** The group's bills with their rates; `null` while one of them waits for its own. */
function billsInBase(group: PostedGroup): BilledInBase[] | null {
  const bills = group.bills.flatMap(
    ({ draft, taxLines, currency, baseMicro, inBase }): BilledInBase[] =>
      baseMicro === null
        ? []
        : [
            {
              amounts: draft,
              taxLines,
              currency,
              baseMicro,
              inBase: (micro) => inBase(micro) ?? 0n,
            },
          ],
  );
  return bills.length === group.bills.length ? bills : null;
}
