import type { Entry, EntryLine } from '../../../core/ledger/entry.ts';
import type { LedgerAccount } from '../../../core/ledger/ledger-account.ts';
import type { Micro } from '../../../core/money.ts';
import { plainText } from '../csv.ts';
import { cleanCode } from '../export-table.ts';
import { minorAmount } from '../minor-amount.ts';

/** One line together with its entry, and its base amount on one side; the other side is `null`. */
export type EntryRow = {
  readonly entry: Entry;
  readonly line: EntryLine;
  /** Counts from 1 within the entry. */
  readonly place: number;
  readonly debit: string | null;
  readonly credit: string | null;
};

/** The lines of all entries, in order. Throws where an entry does not balance: that is our own fault. */
export function entryRows(entries: readonly Entry[]): EntryRow[] {
  return entries.flatMap((entry) => {
    const sum = entry.lines.reduce((total, { baseMicro }) => total + baseMicro, 0n);
    if (sum !== 0n) throw new Error(`Entry ${entry.number} does not balance`);
    return entry.lines
      .filter(({ baseMicro, amountMicro }) => baseMicro !== 0n || amountMicro !== 0n)
      .map((line, index) => {
        const amount = minorAmount(sizeOf(line.baseMicro), entry.baseCurrency);
        const [debit, credit] = line.baseMicro < 0n ? [null, amount] : [amount, null];
        return { entry, line, place: index + 1, debit, credit };
      });
  });
}

export const sizeOf = (micro: Micro): Micro => (micro < 0n ? -micro : micro);

/** Who an entry owes or pays, as the accounting software knows them: of a claim the person, else the vendor. */
export function partyOf({ vendor, person }: Pick<Entry, 'vendor' | 'person'>): string | null {
  return person?.name ?? vendor?.legalName ?? vendor?.name ?? null;
}

/** Whether a line is what is owed to somebody. */
export const isOwed = ({ role }: EntryLine): boolean => role === 'vendors' || role === 'claims';

export const isSameAccount = (a: LedgerAccount, b: LedgerAccount): boolean =>
  a.code === b.code && a.name === b.name;

/** A number that software takes bills by: a document's as far as it can be written, else the entry's own. */
export function billCode(number: string | null, entry: Entry): string {
  return cleanCode(plainText(number ?? '')).trim() || entry.number;
}

/** The document's number as it is printed; a claim's line by its own reference. */
export function documentNumber({ document, reference }: Entry): string | null {
  if (document === null) return null;
  return document.number ?? (document.kind === 'claim' ? reference : null);
}
