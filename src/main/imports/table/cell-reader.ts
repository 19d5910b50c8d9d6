import type { DecimalMark } from '../../../core/amount-text.ts';
import { currenciesNamed, plainAmount } from '../../../core/amount-text.ts';
import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import type { Micro } from '../../../core/money.ts';
import { parseRate } from '../../../core/rates.ts';
import type { RowReject } from '../../../core/spend/rows.ts';
import type { CellFault } from './cell-fault.ts';
import { parseAmount, parseCount, parseMilli, quickCount, quickMicro } from './cell-values.ts';
import type { ColumnWritings } from './column-writings.ts';
import { parseCurrency } from './currency-codes.ts';
import { dayOfSeconds, parseDay, parseMonth } from './day-text.ts';
import type { TableRecord } from './delimited-records.ts';
import type { Column } from './header-columns.ts';

/** How the cells of one file are written, as far as it is known. */
export type CellRules = {
  readonly writings: ColumnWritings;
  /** No date lies behind this day. */
  readonly latestDay: IsoDay;
  readonly baseCurrency: string;
  /** Cells that stand for "nothing", beside the empty one (`NULL` in FOCUS files). */
  readonly blanks: readonly string[];
};

export type MoneyCell = { readonly micro: Micro; readonly currency: string };

const EMAIL = /^[^\s@,;:<>"()[\]\\]+@[^\s@,;:<>"()[\]\\.]+(?:\.[^\s@,;:<>"()[\]\\.]+)+$/;
const SOME_DAY: IsoDay = '2000-01-01';
const CACHE_LIMIT = 20_000;
const EMPTY: TableRecord = { line: 0, cells: [], fault: null };

/**
 * Reads typed values from the cells of one record after the other. The first fault of a record is
 * kept and makes it a reject; what the faulty cell gives meanwhile is of no use. Values that come
 * again (days, names) are looked up, not parsed: exports repeat them a thousand times.
 */
export class CellReader {
  readonly #rules: CellRules;
  readonly #writings: ColumnWritings;
  readonly #isNoting: boolean;
  /** By column: each has its own order of day and month. */
  readonly #days: (Map<string, IsoDay | CellFault> | undefined)[] = [];
  readonly #texts = new Map<string, string>();
  readonly #currencies = new Map<string, string | CellFault>();
  #record: TableRecord = EMPTY;
  #reject: RowReject | null = null;

  /** `isNoting`: cells are only looked at for how their columns are written; their values are of no use. */
  constructor(rules: CellRules, isNoting = false) {
    this.#rules = rules;
    this.#writings = rules.writings;
    this.#isNoting = isNoting;
  }

  start(record: TableRecord): void {
    this.#record = record;
    this.#reject = null;
  }

  /** The record's first fault; `null` where all that was read of it was right. */
  get reject(): RowReject | null {
    return this.#reject;
  }

  get line(): number {
    return this.#record.line;
  }

  /** The cell as it stands, without spaces around it; empty where there is none. */
  cell(column: Column): string {
    if (column.index < 0) return column.constant;
    const cell = this.#record.cells[column.index];
    if (cell === undefined || cell === '') return '';
    const text = cell.trim();
    return this.#rules.blanks.length > 0 && this.#rules.blanks.includes(text) ? '' : text;
  }

  fail(column: Column | null, fault: CellFault): void {
    this.#reject ??= rejectOf(
      this.#record,
      column?.name ?? null,
      column === null ? null : (this.#record.cells[column.index] ?? column.constant),
      fault,
    );
  }

  optionalText(column: Column): string | null {
    const text = this.cell(column);
    if (text === '') return null;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= CACHE_LIMIT) this.#texts.clear();
    // A copy: a slice would hold the whole piece of the file that it was cut from.
    const copy = Buffer.from(text, 'utf8').toString('utf8');
    // Half a character (a lone surrogate) came out of the copy as U+FFFD.
    if (copy !== text) {
      this.fail(column, {
        code: 'bad_encoding',
        reason: 'Characters of this cell are damaged. Save the file again as UTF-8.',
      });
    }
    this.#texts.set(copy, copy);
    return copy;
  }

  text(column: Column): string {
    const text = this.optionalText(column);
    if (text === null) this.#missing(column);
    return text ?? '';
  }

  optionalDay(column: Column): IsoDay | null {
    const text = this.cell(column);
    if (text === '') return null;
    const day = this.#dayOf(column, text);
    if (typeof day === 'string') return day;
    // Whatever a reader does only with a day, its cells are to be noted too.
    if (this.#isNoting) return SOME_DAY;
    this.fail(column, day);
    return null;
  }

  #dayOf(column: Column, text: string): IsoDay | CellFault {
    const days = this.#days[column.index + 1] ?? new Map<string, IsoDay | CellFault>();
    this.#days[column.index + 1] = days;
    const known = days.get(text);
    if (known !== undefined) return known;
    if (this.#isNoting) this.#writings.noteDay(column, text);
    else this.#writings.checkDay(column, text);
    const day = parseDay(text, this.#writings.orderOf(column), this.#rules.latestDay);
    if (days.size >= CACHE_LIMIT) days.clear();
    days.set(text, day);
    return day;
  }

  /** The last day of something; the year 9999 of personnel systems stands for none. */
  optionalEnd(column: Column): IsoDay | null {
    return /9999/.test(this.cell(column)) ? null : this.optionalDay(column);
  }

  /** The decimal mark of the record's cell in a column; cells that a workbook holds as numbers need none. */
  #markAt(column: Column, text: string, isCount = false): DecimalMark | null {
    if (this.#record.numbers?.[column.index] === true) return '.';
    if (this.#isNoting) {
      if (isCount) this.#writings.noteCount(column, text);
      else this.#writings.noteAmount(column, text);
    } else if (isCount) this.#writings.checkCount(column, text);
    else this.#writings.checkAmount(column, text);
    return this.#writings.markFor(column, text, isCount);
  }

  day(column: Column): IsoDay {
    const day = this.optionalDay(column);
    if (day === null) this.#missing(column);
    return day ?? '';
  }

  /** A month, or the month of a day; `null` where the cell is empty. */
  optionalMonth(column: Column): IsoMonth | null {
    return parseMonth(this.cell(column)) ?? this.optionalDay(column)?.slice(0, 7) ?? null;
  }

  month(column: Column): IsoMonth {
    const month = this.optionalMonth(column);
    if (month === null) this.#missing(column);
    return month ?? '';
  }

  /** The UTC day of a Unix time in seconds. */
  dayOfSeconds(column: Column): IsoDay {
    const text = this.cell(column);
    if (text === '') this.#missing(column);
    const day = dayOfSeconds(text);
    if (typeof day === 'string') return day;
    this.fail(column, day);
    return '';
  }

  /** A whole number that is not negative; 0 where the cell is empty. */
  count(column: Column): number {
    const text = this.cell(column);
    if (text === '') return 0;
    const quick = quickCount(text);
    if (quick !== null) return quick;
    const count = parseCount(text, this.#markAt(column, text, true));
    if (typeof count === 'number') return count;
    this.fail(column, count);
    return 0;
  }

  /** A decimal in thousandths that is not negative; `fallback` where the cell is empty. */
  milli(column: Column, fallback: number): number {
    return this.milliOf(column, this.cell(column), fallback);
  }

  /** The same of a cell whose text is known, without what is no part of the number. */
  milliOf(column: Column, text: string, fallback: number): number {
    if (text === '') return fallback;
    const milli = parseMilli(text, this.#markAt(column, text));
    if (typeof milli === 'number') return milli;
    this.fail(column, milli);
    return fallback;
  }

  /** An amount. `currency`: the one that its source always writes; a cell that names another is a fault. */
  optionalAmount(column: Column, currency: string | null = null): Micro | null {
    const text = this.cell(column);
    if (text === '') return null;
    const micro = parseAmount(text, this.#markAt(column, text));
    if (typeof micro !== 'bigint') {
      this.fail(column, micro);
      return null;
    }
    if (currency === null || !/[^\d.,\s-]/.test(text)) return micro;
    const named = currenciesNamed(text);
    if (named === null || named.includes(currency)) return micro;
    this.fail(column, {
      code: 'currency_conflict',
      reason: `The amount names another currency than ${currency}, which this kind of file is in.`,
    });
    return null;
  }

  amount(column: Column, currency: string | null = null): Micro {
    const micro = this.optionalAmount(column, currency);
    if (micro === null) this.#missing(column);
    return micro ?? 0n;
  }

  optionalCurrency(column: Column): string | null {
    const text = this.cell(column);
    if (text === '') return null;
    let currency = this.#currencies.get(text);
    if (currency === undefined) {
      currency = parseCurrency(text);
      this.#currencies.set(text, currency);
    }
    if (typeof currency === 'string') return currency;
    this.fail(column, currency);
    return null;
  }

  /**
   * An amount with its currency: the currency column's, else the one inside the amount (`€12`),
   * else the base currency. Two that contradict each other are a fault.
   */
  optionalMoney(amount: Column, currency: Column): MoneyCell | null {
    const text = this.cell(amount);
    if (text === '') {
      this.optionalCurrency(currency);
      return null;
    }
    const stated = this.optionalCurrency(currency);
    const plain = this.#isNoting ? null : quickMicro(text, this.#writings.markOf(amount));
    if (plain !== null) return { micro: plain, currency: stated ?? this.#rules.baseCurrency };
    const micro = this.optionalAmount(amount);
    if (micro === null) return null;
    const named = currenciesNamed(text);
    if (named === null) return { micro, currency: stated ?? this.#rules.baseCurrency };
    const wanted = stated ?? this.#rules.baseCurrency;
    if (named.includes(wanted)) return { micro, currency: wanted };
    const [only, other] = named;
    if (stated === null && only !== undefined && other === undefined) {
      const code = parseCurrency(only);
      if (typeof code === 'string') return { micro, currency: code };
    }
    this.fail(amount, {
      code: 'currency_conflict',
      reason: `The amount names another currency than ${wanted}. Put the right code into the currency column.`,
    });
    return null;
  }

  money(amount: Column, currency: Column): MoneyCell {
    const money = this.optionalMoney(amount, currency);
    if (money === null) this.#missing(amount);
    return money ?? { micro: 0n, currency: '' };
  }

  /** As `money`, where the currency must be told by the row itself. */
  statedMoney(amount: Column, currency: Column): MoneyCell {
    const money = this.money(amount, currency);
    if (this.cell(currency) === '' && currenciesNamed(this.cell(amount))?.length !== 1) {
      this.#missing(currency);
    }
    return money;
  }

  currency(column: Column): string {
    const currency = this.optionalCurrency(column);
    if (currency === null) this.#missing(column);
    return currency ?? '';
  }

  /** A number above 0, as plain text: what was published is kept digit by digit. */
  positiveDecimal(column: Column): string {
    const text = this.cell(column);
    if (text === '') this.#missing(column);
    if (this.#isNoting) this.#writings.noteRate(column, text);
    const plain = plainAmount(text, this.#markAt(column, text));
    if (typeof plain === 'string' && parseRate(plain) !== null) return plain;
    this.fail(
      column,
      typeof plain === 'object' && plain.code === 'amount_ambiguous'
        ? plain
        : { code: 'rate_unknown', reason: 'A rate is a number above 0. Write it as 1.0837.' },
    );
    return '';
  }

  optionalEmail(column: Column): string | null {
    const text = this.optionalText(column);
    if (text === null) return null;
    if (text.length <= 254 && EMAIL.test(text)) return text.toLowerCase();
    this.fail(column, {
      code: 'email_unknown',
      reason: 'This is no e-mail address. Write it as name@company.com.',
    });
    return null;
  }

  email(column: Column): string {
    const email = this.optionalEmail(column);
    if (email === null) this.#missing(column);
    return email ?? '';
  }

  #missing(column: Column): void {
    this.fail(column, { code: 'value_missing', reason: `"${column.name}" is needed and empty.` });
  }
}

/** A record as a reject, with its cells as they stood. */
export function rejectOf(
  record: TableRecord,
  field: string | null,
  value: string | null,
  fault: CellFault,
): RowReject {
  return {
    kind: 'reject',
    line: record.line,
    field,
    value,
    code: fault.code,
    reason: fault.reason,
    raw: record.cells,
  };
}
