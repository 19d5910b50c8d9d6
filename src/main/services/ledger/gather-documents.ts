import { billGroups } from '../../../core/invoices/bill-groups.ts';
import { isCreditsOnly, type PostedBill } from '../../../core/invoices/posted-bill.ts';
import type { LedgerDocument } from '../../../core/ledger/entry.ts';
import type { Context } from '../context.ts';
import { postedBills } from '../invoices/posted-bills.ts';
import type { Charging } from '../spend/charging.ts';

export type LedgerBill = { readonly bill: PostedBill; readonly document: LedgerDocument };

/** Posted invoices as they are booked, and those whose day has no rate yet. */
export function ledgerBills(
  context: Context,
  charging: Charging,
): { readonly bills: LedgerBill[]; readonly withoutRate: readonly PostedBill[] } {
  const posted = postedBills(context, charging);
  const billing = posted.filter((bill) => !isCreditsOnly(bill));
  const all = [
    ...billGroups(billing).flatMap((group) => group.bills),
    ...posted.filter(isCreditsOnly).map((bill) => ({ ...bill, covered: bill.period })),
  ];
  const bills: LedgerBill[] = [];
  const withoutRate: PostedBill[] = [];
  for (const bill of all) {
    const document = bill.document(bill.covered);
    if (document) bills.push({ bill, document });
    else withoutRate.push(bill);
  }
  return { bills, withoutRate };
}
