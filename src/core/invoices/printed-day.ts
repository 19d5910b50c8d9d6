import { addMonthsToDay, firstDay, type IsoDay, isIsoDay, lastDay } from '../calendar.ts';

/** Which of day and month comes first in figures such as 03/04/2026. */
export type DayOrder = 'day-first' | 'month-first';

export type PrintedDay = {
  readonly day: IsoDay;
  readonly start: number;
  readonly end: number;
  /** Whether the order of day and month was settled by the document, not by its figures. */
  readonly isOrderGuessed: boolean;
  /** Whether the year has two figures and may as well be the first of the three: 26-04-03. */
  readonly isYearGuessed: boolean;
};
export type PrintedPeriod = { readonly start: IsoDay; readonly end: IsoDay };

// English, German, French, Spanish, Dutch, Italian, Portuguese, Polish; accents are folded before.
const MONTHS: readonly (readonly string[])[] = [
  [
    'jan',
    'january',
    'januar',
    'janvier',
    'janv',
    'enero',
    'ene',
    'januari',
    'gennaio',
    'gen',
    'janeiro',
    'janner',
    'stycznia',
  ],
  [
    'feb',
    'february',
    'februar',
    'fevrier',
    'fevr',
    'fev',
    'febrero',
    'februari',
    'febbraio',
    'fevereiro',
    'feber',
    'lutego',
  ],
  ['mar', 'march', 'marz', 'maerz', 'mrz', 'mars', 'marzo', 'maart', 'mrt', 'marco', 'marca'],
  ['apr', 'april', 'avril', 'avr', 'abril', 'abr', 'aprile', 'kwietnia'],
  ['may', 'mai', 'mayo', 'mei', 'maggio', 'mag', 'maio', 'maja'],
  ['jun', 'june', 'juni', 'juin', 'junio', 'giugno', 'giu', 'junho', 'czerwca'],
  ['jul', 'july', 'juli', 'juillet', 'juil', 'julio', 'luglio', 'lug', 'julho', 'lipca'],
  ['aug', 'august', 'aout', 'agosto', 'ago', 'augustus', 'sierpnia'],
  [
    'sep',
    'sept',
    'september',
    'septembre',
    'septiembre',
    'set',
    'settembre',
    'setembro',
    'wrzesnia',
  ],
  [
    'oct',
    'october',
    'oktober',
    'okt',
    'octobre',
    'octubre',
    'ottobre',
    'ott',
    'outubro',
    'out',
    'pazdziernika',
  ],
  ['nov', 'november', 'novembre', 'noviembre', 'novembro', 'listopada'],
  [
    'dec',
    'december',
    'dezember',
    'dez',
    'decembre',
    'diciembre',
    'dic',
    'dicembre',
    'dezembro',
    'grudnia',
  ],
];
const MONTH_OF = new Map(
  MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
);
const NAME = [...MONTH_OF.keys()].sort((a, b) => b.length - a.length).join('|');

const two = (value: string | number): string => String(value).padStart(2, '0');
const century = (year: string): string => (year.length === 2 ? `20${year}` : year);

function isoDay(year: string, month: number | string, day: string): IsoDay | null {
  const iso = `${century(year)}-${two(month)}-${two(day)}`;
  return isIsoDay(iso) ? iso : null;
}

/** Lower case without accents, character by character, so that places in the text stay the same. */
export function foldText(text: string): string {
  let folded = '';
  for (const char of text) {
    const plain = char
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase();
    folded += plain.length === char.length ? plain : char;
  }
  return folded;
}

const ISO =
  /(?<!\d)(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|\s?[年.]\s?(\d{1,2})\s?[月.]\s?(\d{1,2}))(?!\d)\s?日?/g;
const FIGURES = /(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d])/g;
const DAY_NAME_YEAR = new RegExp(
  `(?<![\\d])(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?[\\s-]{0,2}(?:de |of )?(${NAME})\\.?,?[\\s-]{0,2}(?:de |del )?(\\d{4}|\\d{2}(?!\\d))(?!\\d)`,
  'g',
);
const NAME_DAY_YEAR = new RegExp(
  `(?<![a-z])(${NAME})\\.?\\s{0,2}(\\d{1,2})(?:st|nd|rd|th)?\\s?,?\\s{1,2}(\\d{4})(?!\\d)`,
  'g',
);

/** The days named in a piece of text, in order. */
export function printedDays(text: string, order: DayOrder | null): PrintedDay[] {
  if (text.length > 400) return [];
  const folded = foldText(text);
  const found: PrintedDay[] = [];
  const add = (
    match: RegExpExecArray,
    day: IsoDay | null,
    isOrderGuessed = false,
    isYearGuessed = false,
  ): void => {
    if (day === null) return;
    const end = match.index + match[0].length;
    if (found.some((each) => match.index < each.end && end > each.start)) return;
    found.push({ day, start: match.index, end, isOrderGuessed, isYearGuessed });
  };
  for (const match of folded.matchAll(ISO)) {
    const [, year = '', , month, day, hanMonth = '', hanDay = ''] = match;
    add(match, isoDay(year, month ?? hanMonth, day ?? hanDay));
  }
  for (const match of folded.matchAll(DAY_NAME_YEAR)) {
    const [, day = '', name = '', year = ''] = match;
    add(match, isoDay(year, MONTH_OF.get(name) ?? 0, day));
  }
  for (const match of folded.matchAll(NAME_DAY_YEAR)) {
    const [, name = '', day = '', year = ''] = match;
    add(match, isoDay(year, MONTH_OF.get(name) ?? 0, day));
  }
  for (const match of folded.matchAll(FIGURES)) {
    const [, first = '', mark, second = '', year = ''] = match;
    const settled = figureOrder(first, mark ?? '', second);
    const use = settled ?? order ?? 'day-first';
    const day = use === 'day-first' ? isoDay(year, second, first) : isoDay(year, first, second);
    const isYearGuessed = mayBeYearFirst(first, mark ?? '', year);
    add(match, day, settled === null && first !== second, isYearGuessed);
  }
  return found.sort((a, b) => a.start - b.start);
}

function mayBeYearFirst(first: string, mark: string, year: string): boolean {
  const isYear = Number(first) >= 20 && Number(first) <= 39;
  return mark === '-' && year.length === 2 && isYear && Number(year) <= 31 && first !== year;
}

function figureOrder(first: string, mark: string, second: string): DayOrder | null {
  if (Number(first) > 12) return 'day-first';
  if (Number(second) > 12) return 'month-first';
  return mark === '.' ? 'day-first' : null;
}

/** The order that a document's own unambiguous figures show; `null` where none does or they disagree. */
export function dayOrderOf(texts: readonly string[]): DayOrder | null {
  let result: DayOrder | null = null;
  for (const text of texts) {
    if (text.length > 400) continue;
    for (const match of text.matchAll(FIGURES)) {
      const [, first = '', mark, second = ''] = match;
      const order =
        mark === '.' && Number(first) <= 12 ? null : figureOrder(first, mark ?? '', second);
      if (order === null) continue;
      if (result !== null && result !== order) return null;
      result = order;
    }
  }
  return result;
}

const JOIN =
  '\\s{0,3}(?:[-–—~～至到]|to|through|thru|until|bis(?: zum)?|au|a|al|t/m|tot(?: en met)?|and|und)\\s{0,3}';
const PARTIAL_NAME_DAY = new RegExp(
  `(?<![a-z])(${NAME})\\.?\\s{0,2}(\\d{1,2})(?:st|nd|rd|th)?,?${JOIN}$`,
);
const PARTIAL_DAY_NAME = new RegExp(`(?<!\\d)(\\d{1,2})\\.?\\s?(?:de )?(${NAME})\\.?${JOIN}$`);
const PARTIAL_DAY_ONLY = new RegExp(`(?<!\\d)(\\d{1,2})\\.?${JOIN}$`);
const PARTIAL_FIGURES = new RegExp(`(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})\\.?${JOIN}$`);
const SAME_MONTH = new RegExp(
  `(?<![a-z])(${NAME})\\.?\\s{0,2}(\\d{1,2})${JOIN}(\\d{1,2}),?\\s{1,2}(\\d{4})(?!\\d)`,
);
const JOINED = new RegExp(`^[,)]?${JOIN}$`);
const MONTH_ONLY = new RegExp(`(?<![a-z\\d])(${NAME})\\.?,?\\s{1,2}(?:de |del )?(\\d{4})(?!\\d)`);
const MONTH_FIGURES =
  /(?<![\d/.-])(?:(\d{4})-(\d{2})|(0?[1-9]|1[0-2])\/(\d{4})|(\d{4})年(\d{1,2})月)(?![\d/.-])/;

/**
 * The period that a piece of text names: two days with a dash or word between them (the first may
 * lack its year), or with `allowMonth` a month (`June 2026`).
 */
export function printedPeriod(
  text: string,
  order: DayOrder | null,
  allowMonth: boolean,
): PrintedPeriod | null {
  if (text.length > 400) return null;
  const folded = foldText(text);
  const days = printedDays(text, order);
  for (const [index, first] of days.entries()) {
    const second = days[index + 1];
    if (second && JOINED.test(folded.slice(first.end, second.start)) && first.day <= second.day) {
      return { start: first.day, end: second.day };
    }
  }
  const same = SAME_MONTH.exec(folded);
  if (same) {
    const [, name = '', from = '', to = '', year = ''] = same;
    const month = MONTH_OF.get(name) ?? 0;
    const start = isoDay(year, month, from);
    const end = isoDay(year, month, to);
    if (start && end && start <= end) return { start, end };
  }
  for (const end of days) {
    const start = partialStart(folded.slice(0, end.start), end.day);
    if (start) return { start, end: end.day };
  }
  return allowMonth && days.length === 0 ? printedMonth(folded) : null;
}

/** The beginning of a range whose year (and month) stands at its end only. */
function partialStart(before: string, end: IsoDay): IsoDay | null {
  const year = end.slice(0, 4);
  const nameDay = PARTIAL_NAME_DAY.exec(before);
  const dayName = PARTIAL_DAY_NAME.exec(before);
  const figures = PARTIAL_FIGURES.exec(before);
  const dayOnly = PARTIAL_DAY_ONLY.exec(before);
  let start: IsoDay | null = null;
  if (nameDay) start = isoDay(year, MONTH_OF.get(nameDay[1] ?? '') ?? 0, nameDay[2] ?? '');
  else if (dayName) start = isoDay(year, MONTH_OF.get(dayName[2] ?? '') ?? 0, dayName[1] ?? '');
  else if (figures) start = isoDay(year, figures[2] ?? '', figures[1] ?? '');
  else if (dayOnly) start = isoDay(year, end.slice(5, 7), dayOnly[1] ?? '');
  if (start === null) return null;
  // Dec 20 – Jan 20, 2026 begins in the year before.
  return start > end ? addMonthsToDay(start, -12) : start;
}

function printedMonth(folded: string): PrintedPeriod | null {
  const named = MONTH_ONLY.exec(folded);
  const figures = MONTH_FIGURES.exec(folded);
  let month: string | null = null;
  if (named) month = `${named[2]}-${two(MONTH_OF.get(named[1] ?? '') ?? 0)}`;
  else if (figures) {
    const year = figures[1] ?? figures[4] ?? figures[5] ?? '';
    month = `${year}-${two(figures[2] ?? figures[3] ?? figures[6] ?? '')}`;
  }
  if (month === null || !isIsoDay(`${month}-01`)) return null;
  return { start: firstDay(month), end: lastDay(month) };
}
