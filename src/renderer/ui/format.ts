import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { MoneyShape } from '../../contract/shapes.ts';

/** Shows figures in the window's language. Amounts stay decimal strings up to here: `Intl` reads them exactly. */
export type Formats = {
  /** `en` or `zh-CN`. */
  readonly language: string;
  /** An amount with its currency: `4,812.40 USD`. */
  money(value: MoneyShape): string;
  /** The same with as many decimals as it has, as a file states it: `0.0412 USD`. */
  exactMoney(value: MoneyShape): string;
  /** The amount alone, where the column's head names the currency. */
  amount(value: MoneyShape): string;
  /** Without decimals: for ranges. */
  rounded(value: MoneyShape): string;
  /** A figure on a scale: `6,000`, `75K`. */
  axis(value: number): string;
  /** In five characters or so, for the label of a bar: `980`, `18.3K`, `1.83万`. */
  short(value: MoneyShape): string;
  number(value: number, digits?: number): string;
  /** A ratio as a percentage: 0.31 is `31%`. */
  percent(ratio: number, digits?: number): string;
  /** A probability: as a percentage, but nothing that is open is called certain (`over 99%`). */
  chance(probability: number): string;
  /** The same with its sign: `+31%`. */
  change(ratio: number): string;
  day(day: string): string;
  month(month: string): string;
  /** From a day to a day, either of which may be open: `since 1 Jan 2024`. */
  span(from: string | null, to: string | null): string;
  /** `Jun`, `6月`. */
  shortMonth(month: string): string;
  instant(instant: string): string;
  list(items: readonly string[]): string;
  /** Months from and to, as one says them: `April to June 2026`. */
  months(from: string, to: string): string;
  /** The same for the head of a column: `Apr–Jun`, `4月至6月`. */
  shortMonths(from: string, to: string): string;
  /** Sentences one after the other, with a space between them where the language has one. */
  sentences(...sentences: readonly (string | null | false)[]): string;
};

const cache = new Map<string, Formats>();

/** The same without a screen: for sentences that are made apart from one. */
export function formatsIn(language: string): Formats {
  let formats = cache.get(language);
  if (!formats) {
    formats = makeFormats(language);
    cache.set(language, formats);
  }
  return formats;
}

function makeFormats(language: string): Formats {
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options });
    return (day: string): string => format.format(new Date(`${day}T00:00:00Z`));
  };
  const month = date({ month: 'long', year: 'numeric' });
  const shortMonth = date({ month: 'short' });
  const longMonth = date({ month: 'long' });
  const localDay = date({ day: 'numeric', month: 'short', year: 'numeric' });
  // English days stand as one says them, `30 Jun 2026`, whatever English the system speaks.
  const day = (one: string): string =>
    language === 'en'
      ? `${Number(one.slice(8, 10))} ${shortMonth(one)} ${one.slice(0, 4)}`
      : localDay(one);
  const localInstant = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const instant = (one: string): string => {
    const parts = new Map(
      localInstant.formatToParts(new Date(one)).map(({ type, value }) => [type, value]),
    );
    const onDay = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
    return `${day(onDay)}${language === 'en' ? ',' : ''} ${parts.get('hour')}:${parts.get('minute')}`;
  };
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const inCurrency = (value: MoneyShape, digits?: number, most?: number): string => {
    const { maximumFractionDigits = 2 } = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: value.currency,
    }).resolvedOptions();
    const places = digits ?? maximumFractionDigits;
    return new Intl.NumberFormat(language, {
      minimumFractionDigits: places,
      maximumFractionDigits: most ?? places,
      // As the book rounds, so that a sum and its list agree where a figure ends on a half.
      roundingMode: 'halfEven',
    })
      .format(value.amount as Intl.StringNumericLiteral)
      .replace('-', '−');
  };
  const number = (value: number, digits = 1): string =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits })
      .format(value)
      .replace('-', '−');
  const percent = (ratio: number, digits = 0, sign: 'auto' | 'exceptZero' = 'auto'): string =>
    `${new Intl.NumberFormat(language, { maximumFractionDigits: digits, signDisplay: sign }).format(ratio * 100).replace('-', '−')}%`;
  const compact = new Intl.NumberFormat(language, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return {
    language,
    money: (value) => `${inCurrency(value)}\u00a0${value.currency}`,
    exactMoney: (value) => `${inCurrency(value, undefined, 6)}\u00a0${value.currency}`,
    amount: (value) => inCurrency(value),
    rounded: (value) => inCurrency(value, 0),
    short: (value) =>
      Math.abs(Number(value.amount)) < 10_000
        ? inCurrency(value, 0)
        : compact.format(Number(value.amount)),
    axis: (value) =>
      Math.abs(value) < 100_000
        ? number(value, Math.abs(value) < 10 ? 2 : 0)
        : compact.format(value).replace('-', '−'),
    number,
    percent: (ratio, digits) => percent(ratio, digits),
    chance: (probability) => {
      const t = i18next.getFixedT(language, 'shell');
      if (probability > 0.99 && probability < 1) return t('chance.over', { share: percent(0.99) });
      if (probability < 0.01 && probability > 0) return t('chance.under', { share: percent(0.01) });
      return percent(probability);
    },
    change: (ratio) => percent(ratio, 0, 'exceptZero'),
    day,
    month: (one) => month(`${one}-01`),
    span: (from, to) => {
      const t = i18next.getFixedT(language, 'shell');
      if (from === null) return to === null ? '–' : t('span.until', { to: day(to) });
      return to === null
        ? t('span.since', { from: day(from) })
        : t('span.both', { from: day(from), to: day(to) });
    },
    shortMonth: (one) => shortMonth(`${one}-01`),
    instant,
    // Chinese lists have the one mark, without a word before the last.
    list: (items) => (language === 'en' ? list.format(items) : items.join('、')),
    months: (from, to) => {
      if (from === to) return month(`${from}-01`);
      // The platform's own ranges (`2026/4 – 2026/6`) are what nobody would write in a sentence.
      const isOneYear = from.slice(0, 4) === to.slice(0, 4);
      if (language === 'en') {
        return `${isOneYear ? longMonth(`${from}-01`) : month(`${from}-01`)} to ${month(`${to}-01`)}`;
      }
      return `${month(`${from}-01`)}至${isOneYear ? shortMonth(`${to}-01`) : month(`${to}-01`)}`;
    },
    shortMonths: (from, to) => {
      const ends = [...new Set([from, to])].map((one) => shortMonth(`${one}-01`));
      return ends.join(language === 'en' ? '–' : '至');
    },
    sentences: (...sentences) => sentences.filter(Boolean).join(language === 'en' ? ' ' : ''),
  };
}

export function useFormats(): Formats {
  return formatsIn(useTranslation().i18n.language);
}
