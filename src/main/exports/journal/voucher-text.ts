import { type IsoDay, monthOf } from '../../../core/calendar.ts';
import type { Entry, EntryKind } from '../../../core/ledger/entry.ts';
import { chineseMonth } from '../../../core/ledger/ledger-words.ts';
import { documentNumber, partyOf } from './entry-rows.ts';

/** What a voucher is about, in the words of Chinese accountants. */
const KINDS: Readonly<Record<EntryKind, string>> = {
  invoice: '发票',
  'credit-note': '红字发票',
  'accrual-reversal': '冲回暂估',
  claim: '报销',
  'claim-reversal': '冲回报销',
  payment: '付款',
  'payment-returned': '付款退回',
  'claim-payment': '支付报销款',
  'claim-returned': '报销款退回',
  correction: '更正',
  release: '摊销',
  'credits-used': '预付额度使用',
  accrual: '暂估',
};

/** A voucher's summary: who, what, the number and the months, such as `Anthropic 发票 INV-77 2026年6月`. */
export function voucherText(entry: Entry): string {
  const { kind, service, month, corrects, account, reference } = entry;
  const number = entry.person ? reference : documentNumber(entry);
  const isOfMonth = ['release', 'accrual', 'accrual-reversal', 'credits-used'].includes(kind);
  return [
    partyOf(entry) ?? account,
    KINDS[kind],
    kind === 'correction' ? corrects : number,
    isOfMonth || service === null ? chineseMonth(month) : monthsText(service),
  ]
    .filter(Boolean)
    .join(' ');
}

function monthsText({ from, to }: { readonly from: IsoDay; readonly to: IsoDay }): string {
  const [first, last] = [monthOf(from), monthOf(to)];
  return first === last ? chineseMonth(first) : `${chineseMonth(first)}至${chineseMonth(last)}`;
}

const CURRENCIES: Readonly<Record<string, string>> = {
  CNY: '人民币',
  USD: '美元',
  EUR: '欧元',
  GBP: '英镑',
  HKD: '港币',
  JPY: '日元',
};

/** A currency's Chinese name where Kingdee and Yonyou come with it, else its code. */
export const currencyName = (code: string): string => CURRENCIES[code] ?? code;

/** Kingdee's code of a currency: the renminbi is RMB there. */
export const kingdeeCurrency = (code: string): string => (code === 'CNY' ? 'RMB' : code);
