import type { Entry, EntryLine } from './entry.ts';

/** An entry's lines with debit and credit changed about. */
export function turnedLines({ lines }: Pick<Entry, 'lines'>): EntryLine[] {
  return lines.map((line) => ({
    ...line,
    baseMicro: -line.baseMicro,
    amountMicro: -line.amountMicro,
  }));
}
