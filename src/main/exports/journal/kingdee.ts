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
import { type VoucherRow, voucherRows } from './voucher-rows.ts';
import { currencyName, kingdeeCurrency } from './voucher-text.ts';

type Column = ExportColumn<VoucherRow>;
const fixed = (name: string, text: string): Column => ({ name, cell: () => textCell(text) });
const number = (name: string, cell: (row: VoucherRow) => string | number | null): Column => ({
  name,
  cell: (row) => numberCell(cell(row)),
});
const text = (name: string, cell: (row: VoucherRow) => string | null): Column => ({
  name,
  cell: (row) => textCell(cell(row)),
});
const code = (name: string, cell: (row: VoucherRow) => string | null): Column => ({
  name,
  cell: (row) => codeCell(cell(row)),
});
const empty = (name: string): Column => ({ name, cell: () => null });

const jdy: readonly Column[] = [
  { name: '日期', cell: ({ entry }) => dayCell(entry.day) },
  fixed('凭证字', '记'),
  number('凭证号', ({ voucher }) => voucher),
  number('附件数', ({ entry }) => entry.attachments),
  number('分录序号', ({ place }) => place),
  text('摘要', ({ summary }) => summary),
  code('科目代码', ({ line }) => line.account.code),
  text('科目名称', ({ line }) => line.account.name),
  number('借方金额', ({ debit }) => debit),
  number('贷方金额', ({ credit }) => credit),
  empty('客户'),
  code('供应商', ({ supplier }) => supplier?.code ?? null),
  text('职员', ({ person }) => person),
  empty('项目'),
  text('部门', ({ department }) => department),
  ...['存货', '自定义辅助核算类别', '自定义辅助核算编码', '数量', '单价'].map(empty),
  number('原币金额', ({ original }) => original),
  text('币别', ({ currency }) => kingdeeCurrency(currency)),
  number('汇率', ({ rate }) => rate),
];

const kis: readonly Column[] = [
  { name: '凭证日期', cell: ({ entry }) => dayCell(entry.day) },
  number('会计年度', ({ entry }) => entry.month.slice(0, 4)),
  number('会计期间', ({ entry }) => Number(entry.month.slice(5))),
  fixed('凭证字', '记'),
  number('凭证号', ({ voucher }) => voucher),
  code('科目代码', ({ line }) => line.account.code),
  text('科目名称', ({ line }) => line.account.name),
  text('币别代码', ({ currency }) => kingdeeCurrency(currency)),
  text('币别名称', ({ currency }) => currencyName(currency)),
  number('原币金额', ({ original }) => original),
  number('借方', ({ debit }) => debit ?? '0.00'),
  number('贷方', ({ credit }) => credit ?? '0.00'),
  fixed('制单', 'Seatworth'),
  fixed('审核', 'NONE'),
  fixed('核准', 'NONE'),
  fixed('出纳', 'NONE'),
  empty('经办'),
  fixed('结算方式', '*'),
  empty('结算号'),
  text('凭证摘要', ({ summary }) => summary),
  number('数量', () => 0),
  fixed('数量单位', '*'),
  number('单价', () => 0),
  empty('参考信息'),
  { name: '业务日期', cell: ({ entry }) => dayCell(entry.document?.issueDay ?? entry.day) },
  empty('往来业务编号'),
  number('附件数', ({ entry }) => entry.attachments),
  number('序号', ({ voucher }) => voucher),
  empty('系统模块'),
  empty('业务描述'),
  fixed('汇率类型', '公司汇率'),
  number('汇率', ({ rate }) => rate),
  // This software counts the lines of a voucher from 0.
  number('分录序号', ({ place }) => place - 1),
  text('核算项目', itemsOf),
  number('过账', () => 0),
  empty('机制凭证'),
  empty('现金流量'),
];

/** What else a line is kept by, `kind---code---name`, several apart by `||`. */
function itemsOf({ supplier, person, department }: VoucherRow): string | null {
  const items = [
    supplier && `供应商---${supplier.code}---${supplier.name}`,
    person && `职员---${person}---${person}`,
    department && `部门---${department}---${department}`,
  ].filter((one): one is string => typeof one === 'string');
  return items.length === 0 ? null : items.join('||');
}

/** Vouchers in the columns of Kingdee's Jingdouyun (jdy), as public repositories show its template. */
export function kingdeeVouchers(entries: readonly Entry[], firstNumber: number): ExportTable {
  return exportTable(jdy, voucherRows(entries, firstNumber));
}

/** Vouchers in the columns of Kingdee's KIS and K3, as public repositories show them. */
export function kingdeeKisVouchers(entries: readonly Entry[], firstNumber: number): ExportTable {
  return exportTable(kis, voucherRows(entries, firstNumber));
}
