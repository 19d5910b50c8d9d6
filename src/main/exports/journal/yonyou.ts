import type { Entry } from '../../../core/ledger/entry.ts';
import {
  codeCell,
  dayCell,
  type ExportColumn,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../export-table.ts';
import { documentNumber } from './entry-rows.ts';
import { type VoucherRow, voucherRows } from './voucher-rows.ts';
import { currencyName } from './voucher-text.ts';

type Column = ExportColumn<VoucherRow>;
const empty = (name: string): Column => ({ name, cell: () => null });
const own = Array.from({ length: 16 }, (_, index) => empty(`自定义项${index + 1}`));

/** The original amount stands on the side of the base amount. */
const originalOn = (side: 'debit' | 'credit') => (row: VoucherRow) =>
  numberCell(row[side] === null ? null : row.original);

const columns: readonly Column[] = [
  { name: '凭证ID', cell: ({ voucher }) => numberCell(voucher) },
  { name: '会计年', cell: ({ entry }) => numberCell(entry.month.slice(0, 4)) },
  { name: '会计期间', cell: ({ entry }) => numberCell(Number(entry.month.slice(5))) },
  { name: '制单日期', cell: ({ entry }) => dayCell(entry.day) },
  { name: '凭证类别', cell: () => textCell('记') },
  { name: '凭证号', cell: ({ voucher }) => numberCell(voucher) },
  { name: '制单人', cell: () => textCell('Seatworth') },
  { name: '所附单据数', cell: ({ entry }) => numberCell(entry.attachments) },
  empty('备注1'),
  empty('备注2'),
  { name: '科目编码', cell: ({ line }) => codeCell(line.account.code) },
  { name: '摘要', cell: ({ summary }) => textCell(summary) },
  empty('结算方式编码'),
  { name: '票据号', cell: ({ entry }) => codeCell(documentNumber(entry)) },
  { name: '票据日期', cell: ({ entry }) => dayCell(entry.document?.issueDay ?? null) },
  { name: '币种名称', cell: ({ currency }) => textCell(currencyName(currency)) },
  { name: '汇率', cell: ({ rate }) => numberCell(rate) },
  empty('单价'),
  empty('借方数量'),
  empty('贷方数量'),
  { name: '原币借方', cell: originalOn('debit') },
  { name: '原币贷方', cell: originalOn('credit') },
  { name: '借方金额', cell: ({ debit }) => numberCell(debit) },
  { name: '贷方金额', cell: ({ credit }) => numberCell(credit) },
  { name: '部门编码', cell: ({ department }) => textCell(department) },
  { name: '职员编码', cell: ({ person }) => textCell(person) },
  empty('客户编码'),
  { name: '供应商编码', cell: ({ supplier }) => codeCell(supplier?.code ?? null) },
  empty('项目大类编码'),
  empty('项目编码'),
  empty('业务员'),
  ...own,
  empty('现金流量项目'),
  empty('现金流量借方金额'),
  empty('现金流量贷方金额'),
];

/** Vouchers in the columns of Yonyou's U8, as a public repository shows them; T+ and Haokuaiji map them on import. */
export function yonyouVouchers(entries: readonly Entry[], firstNumber: number): ExportTable {
  return exportTable(columns, voucherRows(entries, firstNumber));
}
