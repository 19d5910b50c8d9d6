import { isIsoMonth, lastDay } from '../../../../core/calendar.ts';
import type { CellReader } from '../../table/cell-reader.ts';
import type { Column } from '../../table/header-columns.ts';
import { RowOrdinals } from '../row-ordinals.ts';
import type { BilledProduct, TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';

/** 百炼 (Model Studio) as the bill codes it: what comes in unless other products are named. */
const USUAL_PRODUCTS: readonly string[] = ['sfm'];
const IS_BACK = /refund|adjust|退款|退费|调账/i;

/**
 * Alibaba Cloud's bill, of the whole cloud account: as subscribed to (English names) or as the
 * console exports it (Chinese ones, by the view that was chosen). Owed is what is payable before
 * vouchers, less vouchers, which are a gift; stored-value cards are money and stay in. Only the
 * products that are named come in.
 */
export const aliyunBill: TableFormat = {
  name: 'aliyun-bill',
  kind: 'charges',
  tool: '阿里云百炼',
  provider: 'aliyun',
  fits: (header) =>
    ['产品Code', '应付金额'].every((name) => header.has(name)) ||
    ['BillingCycle', 'ProductCode', 'PretaxAmount'].every((name) => header.has(name)),
  bind(header, about) {
    const month = header.anyOf('BillingCycle', '账单月份', '账期');
    const code = header.anyOf('ProductCode', '产品Code');
    const product = header.anyOf('ProductName', '产品名称', '产品');
    const detail = header.anyOf('ProductDetail', '产品明细', '商品名称');
    const instance = header.anyOf('InstanceID', '实例ID');
    const nick = header.anyOf('NickName', '实例昵称');
    const item = header.anyOf('Item', '账单类型', '消费类型');
    const record = header.anyOf('RecordID', '账单ID');
    const date = header.anyOf('UsageStartTime', '消费时间', '账单开始时间');
    const gross = header.anyOf('PretaxGrossAmount', '原价');
    const payable = header.anyOf('PretaxAmount', '应付金额');
    const vouchers = header.anyOf('DeductedByCashCoupons', '代金券抵扣');
    const currency = header.anyOf('Currency', '币种', '定价币种');
    const wanted = new Set((about.products ?? USUAL_PRODUCTS).map((one) => one.toLowerCase()));
    const seen = new Map<string, BilledProduct>();
    const ordinals = new RowOrdinals();
    return {
      notes: ['bill_final_later'],
      products: () => [...seen.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)),
      read(cells) {
        const productCode = cells.text(code).toLowerCase();
        const productName = cells.optionalText(product);
        if (productCode !== '') seen.set(productCode, { code: productCode, name: productName });
        const day = dayOf(cells, date, month);
        if (!wanted.has(productCode)) return { kind: 'left-out', line: cells.line, day };
        const type = cells.optionalText(item);
        const owed = cells.amount(payable) - (cells.optionalAmount(vouchers) ?? 0n);
        const isBack = type !== null && IS_BACK.test(type);
        const id = cells.optionalText(record);
        return {
          kind: 'charge',
          line: cells.line,
          source: 'cost-report',
          day,
          amountMicro: isBack && owed > 0n ? -owed : owed,
          grossMicro: cells.optionalAmount(gross),
          currency: cells.optionalCurrency(currency) ?? 'CNY',
          identity: cells.optionalText(instance) ?? cells.optionalText(nick),
          tool: productCode === 'sfm' ? '阿里云百炼' : (productName ?? productCode),
          model: null,
          project: null,
          description: joined(cells.optionalText(detail), type),
          reference: null,
          nativeId: ordinals.of(cells.line, id),
        };
      },
    };
  },
};

/** The day of use; of a bill by the month, its last day. */
function dayOf(cells: CellReader, date: Column, month: Column): string {
  if (cells.cell(date) !== '') return cells.day(date);
  const digits = /^(\d{4})\D?(\d{2})\D?$/.exec(cells.cell(month));
  const text = digits === null ? '' : `${digits[1]}-${digits[2]}`;
  return isIsoMonth(text) ? lastDay(text) : cells.day(month);
}
