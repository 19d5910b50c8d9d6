import type { IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { LedgerMonth, Reconciliation } from './ledger-month.ts';
import { PART_CODES } from './ledger-month.ts';
import { trialBalance } from './trial-balance.ts';

/**
 * The ledger of months in a row, `from` the first of them: all entries and documents, what accounts moved
 * by and how the totals hang together summed; what is open, the chart and its accounts as at the last one's end.
 */
export function ledgerOfMonths(
  months: readonly LedgerMonth[],
): LedgerMonth & { readonly from: IsoMonth } {
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) throw new RangeError('no months');
  const entries = months.flatMap((one) => one.entries);
  return {
    ...last,
    from: first.month,
    entries,
    documents: months.flatMap(({ documents }) => documents),
    // A vendor that is no longer named stays in the list, as it was last.
    vendors: [
      ...new Map(months.flatMap(({ vendors }) => vendors.map((one) => [one.name, one]))).values(),
    ],
    trialBalance: trialBalance(entries),
    reconciliation: reconciliation(months),
    proposed: [...new Set(months.flatMap(({ proposed }) => proposed))],
  };
}

function reconciliation(months: readonly LedgerMonth[]): Reconciliation {
  const sum = (of: (one: Reconciliation) => Micro): Micro =>
    months.reduce((total, month) => total + of(month.reconciliation), 0n);
  return {
    expenseMicro: sum(({ expenseMicro }) => expenseMicro),
    totalMicro: sum(({ totalMicro }) => totalMicro),
    parts: PART_CODES.map((code) => ({
      code,
      amountMicro: sum(({ parts }) => parts.find((part) => part.code === code)?.amountMicro ?? 0n),
    })).filter(({ amountMicro }) => amountMicro !== 0n),
  };
}
