import { printedAmounts } from '../../../../core/invoices/printed-amount.ts';
import { bestValue, type Found, type PageText } from './page-text.ts';

const MARKS: Readonly<Record<string, string>> = {
  US$: 'USD',
  CA$: 'CAD',
  C$: 'CAD',
  AU$: 'AUD',
  A$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  S$: 'SGD',
  R$: 'BRL',
  MX$: 'MXN',
  NT$: 'TWD',
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  RS: 'INR',
  'RS.': 'INR',
  '₩': 'KRW',
  '₪': 'ILS',
  '₺': 'TRY',
  '₽': 'RUB',
  '₴': 'UAH',
  '฿': 'THB',
  ZŁ: 'PLN',
  KČ: 'CZK',
  FT: 'HUF',
  LEI: 'RON',
  RMB: 'CNY',
  元: 'CNY',
  圆: 'CNY',
  円: 'JPY',
};
const CODE =
  /(?<![A-Za-z])(USD|EUR|GBP|CHF|CNY|JPY|INR|CAD|AUD|NZD|SGD|HKD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|TRY|ILS|AED|SAR|ZAR|BRL|MXN|CLP|COP|KRW|TWD|THB|MYR|IDR|PHP|VND)(?![A-Za-z])/;
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:US|U\.S\.) dollars?\b/i, 'USD'],
  [/\beuros?\b/i, 'EUR'],
  [/\bpounds? sterling\b/i, 'GBP'],
  [/\bindian rupees?\b|\brupees\b/i, 'INR'],
  [/人民币/, 'CNY'],
];

/** The currency that stands beside most amounts; a plain `$` is taken for USD with less confidence. */
export function pageCurrency(page: PageText): Found<string> | null {
  const labelled = bestValue(page, (text) => CODE.exec(text)?.[1] ?? null, 'currency');
  if (labelled) return labelled;
  const votes = new Map<string, { count: number; found: Found<string> }>();
  const vote = (code: string, confidence: number, cell: Found<string>['cell']): void => {
    const old = votes.get(code);
    if (old) old.count += 1;
    else votes.set(code, { count: 1, found: { value: code, confidence, cell } });
  };
  let dollarCode: string | null = null;
  for (const row of page.rows) {
    for (const cell of row.cells) {
      const code = CODE.exec(cell.text)?.[1];
      if (
        code !== undefined &&
        /\d|amount|total|betrag|montant|importe|bedrag|currency|\(/i.test(cell.text)
      ) {
        vote(code, 0.9, cell);
        if (code.endsWith('D') || code === 'MXN' || code === 'BRL') dollarCode ??= code;
      }
      for (const amount of printedAmounts(cell.text, page.decimal)) {
        const mark = amount.mark?.toUpperCase();
        if (mark === undefined || CODE.test(mark)) continue;
        const named = MARKS[mark];
        if (named !== undefined) vote(named, 0.95, cell);
        else if (mark === '¥' || mark === '￥')
          vote(yen(page), page.isChinese || hasKana(page) ? 0.9 : 0.7, cell);
        else if (mark === '$') vote('$', 0.7, cell);
        else if (mark.startsWith('KR')) vote(krona(page), 0.6, cell);
      }
    }
  }
  const best = [...votes.values()].sort((a, b) => b.count - a.count)[0];
  if (!best) return wordedCurrency(page);
  if (best.found.value !== '$') return best.found;
  if (dollarCode !== null) return { ...best.found, value: dollarCode, confidence: 0.9 };
  const isSettled = page.texts.some((text) => US_DOLLARS.test(text)) || isAmericanOnly(page);
  return { ...best.found, value: 'USD', confidence: isSettled ? 0.85 : best.found.confidence };
}

const US_DOLLARS = /\b(?:US|U\.S\.|American) dollars?\b/i;
const AMERICA =
  /\b(?:United States|U\.?S\.?A\.?)\b|\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.? \d{5}(?:-\d{4})?\b/;
/** Other countries that write their own dollar or peso with the same sign. */
const OTHER_DOLLARS =
  /\b(?:Canada|Australia|New Zealand|Singapore|Hong Kong|Taiwan|M[eé]xico|Argentina|Chile|Colombia|Jamaica|Bahamas|Barbados|Trinidad|Fiji|Namibia|Liberia|Guyana|Belize|Brunei|HK|SG|AU|NZ|CAN|AUS|ABN|ACN|NZBN|QST|HST)\b/;

/** Whether a page is at home in the United States and names no other country whose sign is `$`. */
function isAmericanOnly(page: PageText): boolean {
  return (
    page.texts.some((text) => AMERICA.test(text)) &&
    !page.texts.some((text) => OTHER_DOLLARS.test(text))
  );
}

/** The currencies that a text names by code or by a sign of one currency alone (`$` and `¥` are none). */
export function currenciesIn(text: string, page: PageText): string[] {
  const codes = [...text.matchAll(new RegExp(CODE.source, 'g'))].flatMap((match) => match[1] ?? []);
  const signs = printedAmounts(text, page.decimal).flatMap((amount) => {
    const named = MARKS[amount.mark?.toUpperCase() ?? ''];
    return named === undefined ? [] : [named];
  });
  return [...codes, ...signs];
}

function wordedCurrency(page: PageText): Found<string> | null {
  for (const row of page.rows) {
    for (const cell of row.cells) {
      const code =
        CODE.exec(cell.text)?.[1] ?? WORDS.find(([pattern]) => pattern.test(cell.text))?.[1];
      if (code !== undefined) return { value: code, confidence: 0.45, cell };
    }
  }
  return null;
}

/** One sign, two currencies: yen have no hundredths. */
function yen(page: PageText): string {
  const hasHundredths = page.texts.some((text) => /[¥￥]\s?[\d,]+\.\d{2}(?!\d)/.test(text));
  return !hasKana(page) && (page.isChinese || hasHundredths) ? 'CNY' : 'JPY';
}

function hasKana(page: PageText): boolean {
  return page.texts.some((text) => /[\u3040-\u30ff]{2}/.test(text));
}

function krona(page: PageText): string {
  const all = page.texts.join(' ').toLowerCase();
  if (/danmark|denmark|cvr/.test(all)) return 'DKK';
  return /norge|norway|mva/.test(all) ? 'NOK' : 'SEK';
}
