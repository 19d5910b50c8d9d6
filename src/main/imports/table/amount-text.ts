import type { CellFault } from './cell-fault.ts';

export type DecimalMark = '.' | ',';

const SIGNS: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'BRL', 'TWD'],
  US$: ['USD'],
  '€': ['EUR'],
  '£': ['GBP'],
  '¥': ['CNY', 'JPY'],
  '￥': ['CNY', 'JPY'],
  元: ['CNY'],
  '₹': ['INR'],
  '₩': ['KRW'],
};
const SIGN = /US\$|[$€£¥￥元₹₩]/;
const CODE = /^([A-Za-z]{3})\s*(?=[-+(\d.,−])|(?<=[\d).,-])\s*([A-Za-z]{3})$/;

/** The currencies that a sign or code inside an amount allows; `null` where it has none. */
export function currenciesNamed(text: string): readonly string[] | null {
  const sign = SIGN.exec(text);
  if (sign) return SIGNS[sign[0]] ?? null;
  const code = CODE.exec(text.trim());
  const named = code?.[1] ?? code?.[2];
  return named === undefined ? null : [named.toUpperCase()];
}

/** No amount, count or rate is longer; a cell of a million digits would only cost time. */
export const LONGEST = 64;

/**
 * An amount as people and programs write it, as a plain decimal: without currency signs, grouping
 * and accounting brackets. Told apart without knowing the `mark`: `1,234.56`, `1.234,56`,
 * `1 234,56`, `1,234,567`, `12,5`, `0,123`. A point alone is the decimal point. `1,234` alone can be
 * 1234 or 1.234: refused, since a wrong guess is wrong by a thousand, except behind `$`, `£` or `¥`.
 */
export function plainAmount(text: string, mark: DecimalMark | null): string | CellFault {
  if (text.length > LONGEST) return unknownAmount();
  let body = text.trim();
  const isEnglish = /^\(?-?\s*(?:US)?[$£¥￥]/.test(body);
  body = body.replace(SIGN, '').trim().replace(CODE, '').trim().replaceAll('−', '-');
  let isNegative = false;
  if (body.startsWith('(') && body.endsWith(')')) {
    isNegative = true;
    body = body.slice(1, -1).trim();
  } else if (/^-/.test(body)) {
    isNegative = true;
    body = body.slice(1).trim();
  } else if (/\d-$/.test(body)) {
    isNegative = true;
    body = body.slice(0, -1);
  }
  const plain = ungrouped(body.replace(/^\+/, ''), mark ?? (isEnglish ? '.' : null));
  if (typeof plain === 'object') return plain;
  return isNegative ? `-${plain}` : plain;
}

function ungrouped(text: string, mark: DecimalMark | null): string | CellFault {
  // Spaces of every kind and the Swiss apostrophe only ever group.
  const body = /^\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d*)?$/.test(text)
    ? text.replace(/[\s'’]/g, '')
    : text;
  if (/^\d*\.?\d*(?:[eE][+-]?\d{1,3})?$/.test(body) && mark !== ',') return body;
  if (mark === '.' || /^\d{1,3}(?:,\d{3})+(?:\.\d*)$/.test(body)) return withMark(body, '.');
  if (mark === ',' || /^\d{1,3}(?:\.\d{3})+(?:,\d*)$/.test(body)) return withMark(body, ',');
  if (/^\d{1,3}(?:,\d{3}){2,}$/.test(body)) return body.replaceAll(',', '');
  if (/^\d{1,3}(?:\.\d{3}){2,}$/.test(body)) return body.replaceAll('.', '');
  if (/^[1-9]\d{0,2},\d{3}$/.test(body)) {
    return {
      code: 'amount_ambiguous',
      reason:
        'A comma before three digits can group thousands or begin a fraction. Write 1234 or 1.234.',
    };
  }
  if (/^\d+,\d+$/.test(body)) return body.replace(',', '.');
  return unknownAmount();
}

function withMark(text: string, mark: DecimalMark): string | CellFault {
  const group = mark === '.' ? ',' : '.';
  const [whole = '', fraction = '', ...more] = text.split(mark);
  const isGrouped = new RegExp(`^(?:\\d{1,3}(?:\\${group}\\d{3})+|\\d*)$`).test(whole);
  if (more.length > 0 || !isGrouped || !/^\d*(?:[eE][+-]?\d{1,3})?$/.test(fraction)) {
    return unknownAmount();
  }
  return `${whole.replaceAll(group, '')}.${fraction}`;
}

const unknownAmount = (): CellFault => ({
  code: 'amount_unknown',
  reason: 'This is no amount. Write it as 1234.56.',
});
