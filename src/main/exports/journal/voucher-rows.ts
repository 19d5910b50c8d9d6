import type { Entry } from '../../../core/ledger/entry.ts';
import { minorAmount } from '../minor-amount.ts';
import { type EntryRow, entryRows, partyOf, sizeOf } from './entry-rows.ts';
import { voucherText } from './voucher-text.ts';

/** A line of a voucher as Chinese software keeps it: its number, summary, and what it is checked against. */
export type VoucherRow = EntryRow & {
  /** Counted from the first one given, in the order of the entries. */
  readonly voucher: number;
  readonly summary: string;
  /** The original currency, amount and rate; the base currency's own where a line has no other. */
  readonly currency: string;
  readonly original: string;
  readonly rate: string;
  /** Code and name of the supplier on lines of payables, else `null`. */
  readonly supplier: { readonly code: string; readonly name: string } | null;
  readonly person: string | null;
  readonly department: string | null;
};

/** The lines of all entries as vouchers numbered from `firstNumber`. */
export function voucherRows(entries: readonly Entry[], firstNumber: number): VoucherRow[] {
  const numbers = new Map(entries.map(({ number }, index) => [number, firstNumber + index]));
  return entryRows(entries).map((row) => {
    const { entry, line } = row;
    const isForeign = entry.currency !== entry.baseCurrency && line.amountMicro !== 0n;
    const currency = isForeign ? entry.currency : entry.baseCurrency;
    const micro = isForeign ? line.amountMicro : line.baseMicro;
    const name = line.role === 'vendors' ? partyOf(entry) : null;
    return {
      ...row,
      voucher: numbers.get(entry.number) ?? 0,
      summary: voucherText(entry),
      currency,
      original: minorAmount(sizeOf(micro), currency),
      rate: isForeign ? (entry.document?.rate ?? '1') : '1',
      supplier: name === null ? null : { code: entry.vendor?.creditor ?? name, name },
      person: line.role === 'claims' ? (entry.person?.name ?? null) : null,
      department: line.costCentre,
    };
  });
}
