/** Which character stands before the fraction of an amount. */
export type DecimalMark = '.' | ',';

/**
 * What a text tells of the way its column writes numbers: its decimal mark, nothing (`12`, `abc`),
 * or `open`: `1.234` and `1,234` are a thousand apart, and only their neighbours can tell.
 */
export type MarkEvidence = DecimalMark | 'open' | null;

/** Why a text is no amount. `code` is stable and translated, `reason` the English sentence. */
export type AmountFault = { readonly code: string; readonly reason: string };

const SIGNS: Readonly<Record<string, readonly string[]>> = {
  US$: ['USD'],
  CA$: ['CAD'],
  C$: ['CAD'],
  AU$: ['AUD'],
  A$: ['AUD'],
  NZ$: ['NZD'],
  HK$: ['HKD'],
  NT$: ['TWD'],
  S$: ['SGD'],
  R$: ['BRL'],
  MX$: ['MXN'],
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'TWD', 'ARS', 'CLP', 'COP'],
  '€': ['EUR'],
  '£': ['GBP', 'EGP'],
  '¥': ['CNY', 'JPY'],
  元: ['CNY'],
  円: ['JPY'],
  '₹': ['INR'],
  '₩': ['KRW'],
  '₽': ['RUB'],
  '₺': ['TRY'],
  '₫': ['VND'],
  '฿': ['THB'],
  '₴': ['UAH'],
  '₪': ['ILS'],
  '₱': ['PHP'],
  'Fr.': ['CHF'],
  zł: ['PLN'],
  Kč: ['CZK'],
  kr: ['SEK', 'NOK', 'DKK', 'ISK'],
};
const SIGN = Object.keys(SIGNS)
  .sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace(/[$.]/g, '\\$&'))
  .join('|');
const SIGN_BEFORE = new RegExp(`^([(+-]*)\\s*(${SIGN})\\s*`, 'i');
const SIGN_BEHIND = new RegExp(`(?<=[\\d.,-])\\s*(${SIGN})([)-]?)$`, 'i');
const CODE_BEFORE = /^([(+-]*)\s*([A-Za-z]{3})\s*(?=[-+(\d.,])/;
const CODE_BEHIND = /(?<=[\d).,-])\s*([A-Za-z]{3})([)-]?)$/;
/** Signs of currencies whose amounts are written with a decimal point wherever they are used. */
const ENGLISH = /^(?:US\$|CA\$|C\$|AU\$|A\$|NZ\$|HK\$|NT\$|S\$|MX\$|\$|£|¥|₹|円|元)$/i;
const TEN_THOUSANDS: Readonly<Record<string, number>> = { 万: 4, 萬: 4, 亿: 8, 億: 8 };

/** No amount, count or rate is longer; a cell of a million digits would only cost time. */
export const LONGEST = 64;

/** The first digit of the scripts whose digits are in daily use beside ours. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6];

/** Full-width and other scripts' digits and marks as plain ones; blanks of every kind as spaces. */
export function plainDigits(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII stays as it is
  if (/^[\x00-\x7f]*$/.test(text)) return text.trim();
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (ZEROS.find((zero) => code >= zero && code < zero + 10) ?? 0));
    })
    .replace(/[\u2212\u2010-\u2013\ufe63]/g, '-')
    .replace(/[’‘´`\u066c]/g, "'")
    .replace(/\u066b/g, '.')
    .replace(/[，]/g, ',')
    .replace(/\s/g, ' ')
    .trim();
}

type Read = {
  /** Digits, points and commas, and an exponent; grouping blanks and apostrophes are gone. */
  readonly body: string;
  readonly isNegative: boolean;
  /** Powers of ten that 万 or 亿 stand for. */
  readonly power: number;
  /** Blanks or apostrophes grouped: the mark that is left begins a fraction. */
  readonly isSpaced: boolean;
  readonly isEnglish: boolean;
  readonly named: readonly string[] | null;
};

function read(text: string): Read {
  let body = plainDigits(text);
  let named: readonly string[] | null = null;
  let isEnglish = false;
  const before = SIGN_BEFORE.exec(body);
  const behind = before ? null : SIGN_BEHIND.exec(body);
  const sign = before?.[2] ?? behind?.[1];
  if (sign !== undefined) {
    const known = Object.keys(SIGNS).find((one) => one.toLowerCase() === sign.toLowerCase());
    named = SIGNS[known ?? ''] ?? null;
    isEnglish = ENGLISH.test(sign);
    body = before
      ? `${before[1] ?? ''}${body.slice(before[0].length)}`
      : `${body.slice(0, behind?.index)}${behind?.[2] ?? ''}`;
  }
  const code = CODE_BEFORE.exec(body);
  const codeBehind = code ? null : CODE_BEHIND.exec(body);
  const letters = code?.[2] ?? codeBehind?.[1];
  if (letters !== undefined) {
    named ??= [letters.toUpperCase()];
    body = code
      ? `${code[1] ?? ''}${body.slice(code[0].length)}`
      : `${body.slice(0, codeBehind?.index)}${codeBehind?.[2] ?? ''}`;
  }
  body = body.trim();
  let isNegative = false;
  if (body.startsWith('(') && body.endsWith(')')) {
    isNegative = true;
    body = body.slice(1, -1).trim();
  } else if (body.startsWith('-')) {
    isNegative = true;
    body = body.slice(1).trim();
  } else if (/\d ?-$/.test(body)) {
    isNegative = true;
    body = body.slice(0, -1).trim();
  }
  const power = TEN_THOUSANDS[body.at(-1) ?? ''] ?? 0;
  if (power > 0) {
    body = body.slice(0, -1).trim();
    isEnglish = true;
  }
  // As prices are written by hand in Switzerland and Germany: "20.-", "20,--".
  body = body.replace(/^\+/, '').replace(/(\d)[.,](?:-{1,2}|—)$/, '$1');
  const isSpaced = /^\d{1,3}(?:[ ']\d{3})+(?:[.,]\d*)?$/.test(body);
  if (isSpaced) body = body.replace(/[ ']/g, '');
  return { body, isNegative, power, isSpaced, isEnglish, named };
}

/** The currencies that a sign or code inside an amount allows; `null` where it has none. */
export function currenciesNamed(text: string): readonly string[] | null {
  return text.length > LONGEST ? null : read(text).named;
}

/** What an amount tells of its column's decimal mark. */
export function markEvidence(text: string): MarkEvidence {
  return text.length > LONGEST ? null : evidenceOf(read(text));
}

const OPEN = /^([1-9]\d{0,2})([.,])(\d{3})$/;

/**
 * What a count tells: as `markEvidence`, but it has no fraction, so that `12.500` is 12500 and only
 * `1.000`, which a program may have written with three places, is open.
 */
export function countEvidence(text: string): MarkEvidence {
  if (text.length > LONGEST) return null;
  const one = read(text);
  const open = one.isSpaced ? null : OPEN.exec(one.body);
  if (open === null) return evidenceOf(one);
  if (open[2] === ',') return open[3] === '000' ? null : '.';
  return open[3] === '000' ? 'open' : ',';
}

function evidenceOf({ body, isSpaced, isEnglish }: Read): MarkEvidence {
  const match = /^(\d*(?:[.,]\d*)*)(?:[eE][+-]?\d{1,3})?$/.exec(body);
  if (match === null) return null;
  const marks = match[1]?.replace(/\d/g, '') ?? '';
  const last = marks.at(-1) as DecimalMark | undefined;
  if (last === undefined) return null;
  const group = last === '.' ? ',' : '.';
  if (marks.length > 1) {
    if (marks.includes(group))
      return isGrouped(body.slice(0, body.lastIndexOf(last)), group) ? last : null;
    return isGrouped(body, last) ? group : null;
  }
  if (isSpaced || !OPEN.test(body)) return last;
  return isEnglish && last === ',' ? '.' : 'open';
}

/** Groups of three, or the Indian ones: three at the end and two before. */
function isGrouped(digits: string, mark: DecimalMark): boolean {
  const group = mark === '.' ? '\\.' : ',';
  return new RegExp(
    `^(?:\\d{1,3}(?:${group}\\d{3})+|\\d{1,2}(?:${group}\\d{2})+${group}\\d{3})$`,
  ).test(digits);
}

/**
 * An amount as people and programs write it, as a plain decimal: without currency signs, grouping,
 * accounting brackets and 万. `mark`: the column's decimal mark, where it is settled. Without one, a
 * text that is plain about itself is read (`1,234.56`, `1.234,56`, `1 234,56`, `12,5`, `0.123`), and
 * `1.234` or `1,234` is refused, since a wrong guess is wrong by a thousand.
 */
export function plainAmount(text: string, mark: DecimalMark | null): string | AmountFault {
  if (text.length > LONGEST) return unknownAmount();
  const one = read(text);
  const plain = decimalOf(one, mark ?? evidenceOf(one));
  if (typeof plain === 'object') return plain;
  if (one.power > 0 && /e/i.test(plain)) return unknownAmount();
  const scaled = one.power > 0 ? `${plain}e${one.power}` : plain;
  return one.isNegative ? `-${scaled}` : scaled;
}

/** As `plainAmount`, for what has no fraction. */
export function plainCount(text: string, mark: DecimalMark | null): string | AmountFault {
  return plainAmount(text, mark ?? defaultOfCount(text));
}

function defaultOfCount(text: string): DecimalMark | null {
  const evidence = countEvidence(text);
  if (evidence === '.' || evidence === ',') return evidence;
  // "1,000" of a count: nobody writes three places behind a comma where there is no fraction.
  return evidence === null && text.includes(',') ? '.' : null;
}

function decimalOf({ body }: Read, mark: MarkEvidence): string | AmountFault {
  if (/^\d*(?:[eE][+-]?\d{1,3})?$/.test(body)) return body;
  if (mark === 'open') {
    return {
      code: 'amount_ambiguous',
      reason:
        'A point or comma before three digits can group thousands or begin a fraction, and nothing in this column tells which.',
    };
  }
  if (mark === null) return unknownAmount();
  const group = mark === '.' ? ',' : '.';
  const [whole = '', fraction = '', ...more] = body.split(mark);
  const isWhole = /^\d*$/.test(whole) || isGrouped(whole, group);
  if (more.length > 0 || !isWhole || !/^\d*(?:[eE][+-]?\d{1,3})?$/.test(fraction)) {
    return unknownAmount();
  }
  return `${whole.replaceAll(group, '')}.${fraction}`;
}

const unknownAmount = (): AmountFault => ({
  code: 'amount_unknown',
  reason: 'This is no amount. Write it as 1234.56.',
});
