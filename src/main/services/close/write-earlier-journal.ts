import type { exportRun } from '../../../contract/book.ts';
import type { InputOf } from '../../../contract/request.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import { type JournalEntry, journalOf } from '../../../core/close/journal.ts';
import { Failure } from '../../../core/failure.ts';
import { writeCsv } from '../../exports/csv.ts';
import { writeChineseVoucher } from '../../exports/earlier-journal/chinese-voucher.ts';
import { writeDatevJournal } from '../../exports/earlier-journal/datev-journal.ts';
import { plainJournal } from '../../exports/earlier-journal/plain-journal.ts';
import { writeQuickbooksJournal } from '../../exports/earlier-journal/quickbooks-journal.ts';
import { writeXeroJournal } from '../../exports/earlier-journal/xero-journal.ts';
import { givenNumbers } from '../../exports/journal/datev-file.ts';
import { writeXlsx } from '../../exports/xlsx.ts';

type Wanted = InputOf<typeof exportRun>;

/**
 * The journal of a month that an earlier version closed, from its charges, as that version wrote it: its
 * columns and bytes stay. `flavour_unknown` for software that it did not know.
 */
export async function writeEarlierJournal(
  content: ExportContent,
  wanted: Wanted,
  madeAt: string,
): Promise<{ readonly bytes: Uint8Array; readonly rows: number; readonly totalMicro: bigint }> {
  const entries = journalOf(content.month, content.charges, content.accounts);
  const rows = entries.reduce((sum, entry) => sum + entry.lines.length, 0);
  const totalMicro = expenseOf(entries);
  const { flavour = 'plain', format, bom, decimal } = wanted;
  if (flavour === 'plain') {
    const table = plainJournal(entries);
    const bytes =
      format === 'xlsx'
        ? await writeXlsx(table, 'journal')
        : writeCsv(table, { bom: bom ?? false, decimalComma: decimal === 'comma' });
    return { bytes, rows, totalMicro };
  }
  if (format === 'xlsx') {
    throw new Failure('format_unknown', `${flavour} is imported as CSV. Choose csv.`, { format });
  }
  return { bytes: bytesFor(content, entries, flavour, madeAt), rows, totalMicro };
}

function bytesFor(
  content: ExportContent,
  entries: readonly JournalEntry[],
  flavour: NonNullable<Wanted['flavour']>,
  createdAt: string,
): Uint8Array {
  const { datev } = content;
  switch (flavour) {
    case 'quickbooks':
      return writeQuickbooksJournal(entries);
    case 'xero':
      return writeXeroJournal(entries, content.xero);
    case 'datev':
      return writeDatevJournal(entries, { ...datev, ...givenNumbers(datev), createdAt });
    case 'kingdee':
      return writeChineseVoucher(entries);
    default:
      throw new Failure(
        'flavour_unknown',
        `${content.month} was closed by an earlier version, which wrote no journal for ${flavour}. Choose plain, quickbooks, xero, datev or kingdee.`,
        { kind: 'journal', flavours: 'plain, quickbooks, xero, datev, kingdee' },
      );
  }
}

/** What the expense lines add up to: the month's total, rounded to the minor unit. */
function expenseOf(entries: readonly JournalEntry[]): bigint {
  return entries
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => (line.against === null ? sum : sum + line.amountMicro), 0n);
}
