import type { JournalEntry, JournalLine } from '../../../core/close/journal.ts';
import { minorAmount } from '../minor-amount.ts';

/** One line together with its entry, and its amount on one side; the other side is `null`. */
export type JournalRow = {
  readonly entry: JournalEntry;
  readonly line: JournalLine;
  /** Counts from 1 within the entry. */
  readonly place: number;
  readonly debit: string | null;
  readonly credit: string | null;
};

/** The lines of all entries, in order. Throws where an entry does not balance: that is our own fault. */
export function journalRows(entries: readonly JournalEntry[]): JournalRow[] {
  return entries.flatMap((entry) => {
    const sum = entry.lines.reduce((total, { amountMicro }) => total + amountMicro, 0n);
    if (sum !== 0n) throw new Error(`Journal entry ${entry.number} does not balance`);
    return entry.lines.map((line, index) => {
      const isDebit = line.amountMicro > 0n;
      const amount = minorAmount(isDebit ? line.amountMicro : -line.amountMicro, entry.currency);
      const [debit, credit] = isDebit ? [amount, null] : [null, amount];
      return { entry, line, place: index + 1, debit, credit };
    });
  });
}
