import { type Micro, parseMicro } from '../money.ts';

/** An amount as printed: its value, the currency sign or code beside it, and where it stood in the text. */
export type PrintedAmount = {
  readonly micro: Micro;
  /** `€`, `US$`, `CHF`, …; `null` where none stands beside it. */
  readonly mark: string | null;
  readonly start: number;
  readonly end: number;
  /** Whether it has a fraction or a currency mark: a bare whole number is more often something else. */
  readonly isMoney: boolean;
};

export type DecimalMark = '.' | ',';

const CODES =
  'USD|EUR|GBP|CHF|CNY|RMB|JPY|INR|CAD|AUD|NZD|SGD|HKD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|ILS|AED|SAR|ZAR|BRL|MXN|ARS|CLP|COP|PEN|KRW|TWD|THB|MYR|IDR|PHP|VND|ISK|UAH|Rs\\.?|kr\\.?|zł|Kč|Ft|lei|元|圆|円';
const SIGNS =
  'US\\s?\\$|CA\\s?\\$|C\\$|AU\\s?\\$|A\\$|NZ\\s?\\$|HK\\s?\\$|S\\$|R\\$|MX\\$|NT\\$|[$€£¥￥₹₩₪₺₽₴฿]';
const MARK = `(?:${SIGNS}|(?<![A-Za-z])(?:${CODES})(?![A-Za-z]))`;
// Thousands in threes, or as in India in twos before the last three.
const NUMBER =
  "\\d{1,2}(?:,\\d{2})+,\\d{3}(?:\\.\\d{1,6})?|\\d{1,3}(?:[.,'’\\u00a0\\u202f ]\\d{3})+(?:[.,]\\d{1,6})?|\\d{1,12}(?:[.,]\\d{1,8})?|[.,]\\d{2,6}";
const AMOUNT = new RegExp(
  `(?<![\\d.,/A-Za-z-])(\\()?\\s?([-−–+])?\\s?(${MARK})?\\s?([-−–])?\\s?(${NUMBER})(?![\\d]|[.,/:-]\\d|[A-Za-z])\\s?(-(?!\\d|\\s?\\d))?(\\))?\\s?(${MARK})?(?!\\s?%)`,
  'giu',
);
/** What is longer than this is prose or an attack, and holds no figure that we need. */
const LONGEST = 400;

/**
 * The amounts in a piece of text, in order. `decimal` is the document's decimal mark where it is
 * known: it settles `1,234`, which alone is read as 1234 behind a mark and left out else.
 */
export function printedAmounts(text: string, decimal: DecimalMark | null): PrintedAmount[] {
  if (text.length > LONGEST) return [];
  const found: PrintedAmount[] = [];
  for (const match of text.matchAll(AMOUNT)) {
    const [whole, open, sign, before, innerSign, number = '', after, close, behind] = match;
    const mark = before ?? behind ?? null;
    const plain = printedNumber(number, decimal, mark !== null);
    const micro = plain === null ? null : parseMicro(plain);
    if (micro === null) continue;
    const isMinus = (part: string | undefined): boolean => part !== undefined && part !== '+';
    const isNegative =
      isMinus(sign) || isMinus(innerSign) || after === '-' || (open === '(' && close === ')');
    found.push({
      micro: isNegative ? -micro : micro,
      mark: mark === null ? null : mark.replace(/\s/g, ''),
      start: match.index,
      end: match.index + whole.length,
      isMoney: mark !== null || /[.,]\d{2}$/.test(number),
    });
  }
  return found;
}

/** A printed number as a plain decimal; `null` where grouping and decimals cannot be told apart. */
export function printedNumber(
  text: string,
  decimal: DecimalMark | null,
  isMarked = true,
): string | null {
  const body = text.replace(/['’\u00a0\u202f ]/g, '');
  const lastPoint = body.lastIndexOf('.');
  const lastComma = body.lastIndexOf(',');
  if (lastPoint < 0 && lastComma < 0) return body;
  if (lastPoint >= 0 && lastComma >= 0) {
    const mark = lastPoint > lastComma ? '.' : ',';
    return withDecimal(body, mark);
  }
  const mark: DecimalMark = lastPoint >= 0 ? '.' : ',';
  const behind = body.length - 1 - Math.max(lastPoint, lastComma);
  const count = body.split(mark).length - 1;
  if (count > 1) return body.replaceAll(mark, '');
  if (behind !== 3) return withDecimal(body, mark);
  if (decimal !== null)
    return decimal === mark ? withDecimal(body, mark) : body.replaceAll(mark, '');
  if (body.startsWith('0')) return withDecimal(body, mark);
  return isMarked || mark === ',' ? body.replaceAll(mark, '') : withDecimal(body, mark);
}

function withDecimal(body: string, mark: DecimalMark): string {
  const group = mark === '.' ? ',' : '.';
  return body.replaceAll(group, '').replace(mark, '.');
}

/** The decimal mark that a document's figures with two decimals agree on; `null` where they do not. */
export function decimalMarkOf(texts: readonly string[]): DecimalMark | null {
  let points = 0;
  let commas = 0;
  for (const text of texts) {
    if (text.length > LONGEST) continue;
    for (const match of text.matchAll(/\d([.,])\d{2}(?![\d.,/-])/g)) {
      if (match[1] === '.') points += 1;
      else commas += 1;
    }
  }
  if (points === commas) return null;
  return points > commas ? '.' : ',';
}
