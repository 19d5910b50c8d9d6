import type { JournalEntry } from '../../../core/close/journal.ts';
import { writeCsv } from '../csv.ts';
import { dayCell, type ExportColumn, exportTable, numberCell, textCell } from '../export-table.ts';
import { type JournalRow, journalRows } from './journal-rows.ts';

/** The voucher's number: the last part of the entry's, counted per month and word. */
const voucherNumber = ({ entry }: JournalRow): string => entry.number.replace(/^.*-/, '');

const columns: readonly ExportColumn<JournalRow>[] = [
  { name: '日期', cell: ({ entry }) => dayCell(entry.day) },
  { name: '凭证字', cell: () => textCell('记') },
  { name: '凭证号', cell: (row) => numberCell(voucherNumber(row)) },
  { name: '附单据数', cell: () => numberCell(0) },
  { name: '分录号', cell: ({ place }) => numberCell(place) },
  {
    name: '摘要',
    cell: ({ entry, line }) => textCell(line.against ? `${entry.text} ${line.text}` : entry.text),
  },
  { name: '科目代码', cell: ({ line }) => textCell(line.account.code) },
  { name: '科目名称', cell: ({ line }) => textCell(line.account.name) },
  { name: '部门', cell: ({ line }) => textCell(line.costCentre) },
  { name: '币别', cell: ({ entry }) => textCell(entry.currency) },
  { name: '汇率', cell: () => numberCell(1) },
  { name: '借方金额', cell: ({ debit }) => numberCell(debit) },
  { name: '贷方金额', cell: ({ credit }) => numberCell(credit) },
];

/**
 * The journal in the voucher columns that Kingdee and Yonyou map on import, UTF-8 with a byte
 * order mark. Both name a column's meaning in their import dialogue; the headers are their words.
 */
export function writeChineseVoucher(entries: readonly JournalEntry[]): Uint8Array {
  return writeCsv(exportTable(columns, journalRows(entries)), { bom: true, decimalComma: false });
}
