import type { DecimalMark, MarkEvidence } from '../../../core/amount-text.ts';
import { countEvidence, markEvidence } from '../../../core/amount-text.ts';
import type { DayOrder } from './day-text.ts';
import { DAY_ORDERS, orderEvidence } from './day-text.ts';
import type { Column } from './header-columns.ts';

/** How a format, a mapping or a person says that numbers and dates are written. */
export type SaidWriting = {
  /** Holds for every column, whatever its cells look like (a mapping's). */
  readonly decimal: DecimalMark | null;
  readonly dayOrder: DayOrder | null;
  /** Holds for a column whose own cells leave it open: a person's answer, or the format's habit. */
  readonly openDecimal: DecimalMark | null;
  readonly openDayOrder: DayOrder | null;
};

/** What only a person can settle: cells that can be read in two ways in a column that never tells. */
export type OpenWriting = {
  readonly key: 'decimal' | 'day-order';
  readonly columns: readonly string[];
  readonly example: string;
  readonly choices: readonly string[];
};

/** Thrown while rows are read on the evidence of a file's beginning, and a later cell speaks against it. */
export class ColumnsTurned extends Error {}

type Marks = {
  hasPoint: boolean;
  hasComma: boolean;
  open: string | null;
  /** Holds exchange rates, which nobody writes with groups of thousands behind a point. */
  isRate: boolean;
  mark: DecimalMark | null;
};
type Spread = { from: string; to: string };
type Orders = {
  name: string;
  candidates: Set<DayOrder>;
  years: Map<DayOrder, Spread>;
  hasOnlyPoints: boolean;
  hasOnlyShortYears: boolean;
  open: string | null;
  order: DayOrder | null;
  /** Settled by habit alone: with points the day comes first wherever dates are written so. */
  isByPoints: boolean;
};

/** Under one order all dates of a file lie within this many years; parts of days taken for years do not. */
const YEARS_APART = 10;

/**
 * How each column of one table writes its numbers and dates, by what all of its cells tell: one cell
 * that is plain about it settles the column. First the cells are noted, then `settle` decides.
 */
export class ColumnWritings {
  readonly #said: SaidWriting;
  readonly #marks: (Marks | undefined)[] = [];
  readonly #names: string[] = [];
  readonly #orders: (Orders | undefined)[] = [];
  #isWhole = false;

  constructor(said: SaidWriting) {
    this.#said = said;
  }

  noteAmount(column: Column, text: string): void {
    this.#noteMark(column, text, markEvidence(text));
  }

  /** As an amount; where nothing else speaks, the point of `1.084` is its decimal mark. */
  noteRate(column: Column, text: string): void {
    this.noteAmount(column, text);
    const marks = this.#marks[column.index];
    if (marks !== undefined) marks.isRate = true;
  }

  noteCount(column: Column, text: string): void {
    this.#noteMark(column, text, countEvidence(text));
  }

  #noteMark(column: Column, text: string, evidence: MarkEvidence): void {
    if (evidence === null || column.index < 0) return;
    const marks = this.#marksAt(column);
    if (evidence === '.') marks.hasPoint = true;
    else if (evidence === ',') marks.hasComma = true;
    else marks.open ??= text;
  }

  #marksAt(column: Column): Marks {
    const known = this.#marks[column.index];
    if (known) return known;
    this.#names[column.index] = column.name;
    const marks = {
      hasPoint: false,
      hasComma: false,
      open: null,
      isRate: false,
      mark: this.#said.decimal,
    };
    this.#marks[column.index] = marks;
    return marks;
  }

  noteDay(column: Column, text: string): void {
    const evidence = column.index < 0 ? null : orderEvidence(text);
    if (evidence === null) return;
    const orders = this.#ordersAt(column);
    const evident = DAY_ORDERS.filter((order) => evidence.days[order] !== undefined);
    // What is no day under any order is a reject of its own and says nothing of the others.
    if (evident.length === 0) return;
    for (const order of DAY_ORDERS) if (!evident.includes(order)) orders.candidates.delete(order);
    const isPlain = new Set(evident.map((order) => evidence.days[order])).size === 1;
    // 31/02/26 is a day only with the year in front: more likely it is a mistake.
    if (!isPlain || evident[0] === 'ymd') orders.open ??= text;
    for (const order of evident)
      widen(orders.years, order, evidence.days[order]?.slice(0, 4) ?? '');
    if (!evidence.hasPoints) orders.hasOnlyPoints = false;
    if (!evidence.hasShortYear) orders.hasOnlyShortYears = false;
  }

  #ordersAt(column: Column): Orders {
    const known = this.#orders[column.index];
    if (known) return known;
    const orders = {
      name: column.name,
      candidates: new Set(DAY_ORDERS),
      years: new Map(),
      hasOnlyPoints: true,
      hasOnlyShortYears: true,
      open: null,
      order: this.#said.dayOrder,
      isByPoints: false,
    };
    this.#orders[column.index] = orders;
    return orders;
  }

  /** Decides by what was noted. `isWhole`: whether every cell was, so that nothing can speak against it. */
  settle(isWhole: boolean): void {
    this.#isWhole = isWhole;
    const { decimal, dayOrder, openDecimal, openDayOrder } = this.#said;
    for (const marks of this.#marks) {
      if (marks === undefined || decimal !== null) continue;
      if (marks.hasPoint !== marks.hasComma) marks.mark = marks.hasPoint ? '.' : ',';
      else if (!marks.hasPoint && marks.open !== null) {
        const isPointed = marks.isRate && marks.open.includes('.');
        marks.mark = openDecimal ?? (isPointed ? '.' : null);
      }
    }
    for (const orders of this.#orders) {
      if (orders !== undefined && dayOrder === null) orders.order = orderOf(orders, openDayOrder);
    }
  }

  /** The decimal mark of a column; `null` where its cells do not tell, or contradict each other. */
  markOf(column: Column): DecimalMark | null {
    return this.#marks[column.index]?.mark ?? this.#said.decimal;
  }

  /** The mark of one cell: the column's; where its cells contradict each other, what this one shows of itself, else the answer. */
  markFor(column: Column, text: string, isCount: boolean): DecimalMark | null {
    const marks = this.#marks[column.index];
    const isTorn = marks?.hasPoint === true && marks.hasComma && this.#said.decimal === null;
    if (!isTorn) return this.markOf(column);
    const own = isCount ? countEvidence(text) : markEvidence(text);
    return own === '.' || own === ',' ? own : this.#said.openDecimal;
  }

  orderOf(column: Column): DayOrder | null {
    const orders = this.#orders[column.index];
    if (orders === undefined) return this.#said.dayOrder ?? this.#said.openDayOrder;
    return orders.order;
  }

  /** Told of cells that are read while more may come: throws `ColumnsTurned` where one changes what was settled. */
  checkAmount(column: Column, text: string): void {
    this.#checkMark(column, this.#isWhole ? null : markEvidence(text));
  }

  checkCount(column: Column, text: string): void {
    this.#checkMark(column, this.#isWhole ? null : countEvidence(text));
  }

  #checkMark(column: Column, evidence: MarkEvidence): void {
    if (evidence === null || column.index < 0 || this.#said.decimal !== null) return;
    const mark = this.#marks[column.index]?.mark ?? null;
    const isSettled =
      mark === null ? evidence !== 'open' : evidence === 'open' || evidence === mark;
    if (!isSettled) throw new ColumnsTurned();
  }

  checkDay(column: Column, text: string): void {
    if (this.#isWhole || column.index < 0 || this.#said.dayOrder !== null) return;
    const evidence = orderEvidence(text);
    if (evidence === null) return;
    const order = this.orderOf(column);
    const days = new Set(Object.values(evidence.days));
    const isByPoints = this.#orders[column.index]?.isByPoints === true && !evidence.hasPoints;
    const isAgainst = order !== null && evidence.days[order] === undefined && days.size > 0;
    if (isByPoints || isAgainst || (order === null && days.size > 1)) throw new ColumnsTurned();
  }

  /** Where marks contradict each other, an answer settles the cells that do not tell. */
  #isAnswered({ hasPoint }: Marks): boolean {
    return hasPoint && this.#said.openDecimal !== null;
  }

  /** What stayed open after all, and an answer can settle. */
  open(): readonly OpenWriting[] {
    const marks = this.#marks.flatMap((one, index) =>
      one?.open && one.mark === null && !this.#isAnswered(one)
        ? [{ name: this.#names[index] ?? '', example: one.open }]
        : [],
    );
    const orders = this.#orders.flatMap((one) => (isOpen(one) ? [one] : []));
    const choices = DAY_ORDERS.filter((order) => orders.some((one) => one.candidates.has(order)));
    return [
      ...(marks.length === 0
        ? []
        : [
            {
              key: 'decimal' as const,
              columns: marks.map(({ name }) => name),
              example: marks[0]?.example ?? '',
              choices: ['.', ','],
            },
          ]),
      ...(orders.length === 0
        ? []
        : [
            {
              key: 'day-order' as const,
              columns: orders.map(({ name }) => name),
              example: orders[0]?.open ?? '',
              choices: choices.length > 0 ? choices : ['dmy', 'mdy'],
            },
          ]),
    ];
  }
}

/** Whether an answer helps: days that contradict each other are refused one by one. */
const isOpen = (one: Orders | undefined): one is Orders =>
  one !== undefined && one.open !== null && one.order === null && one.candidates.size > 0;

function widen(years: Map<DayOrder, Spread>, order: DayOrder, year: string): void {
  const spread = years.get(order);
  if (spread === undefined) years.set(order, { from: year, to: year });
  else if (year < spread.from) spread.from = year;
  else if (year > spread.to) spread.to = year;
}

function orderOf(orders: Orders, fallback: DayOrder | null): DayOrder | null {
  const spread = (order: DayOrder): number => {
    const { from = '0', to = '0' } = orders.years.get(order) ?? {};
    return Number(to) - Number(from);
  };
  const all = DAY_ORDERS.filter((order) => orders.candidates.has(order));
  const likely = orders.hasOnlyShortYears ? all.filter((one) => spread(one) <= YEARS_APART) : all;
  const left = likely.length > 0 ? likely : all;
  const [only, other] = left;
  if (only !== undefined && other === undefined && only !== 'ymd') return only;
  if (fallback !== null && left.includes(fallback)) return fallback;
  orders.isByPoints = orders.hasOnlyPoints && !orders.hasOnlyShortYears && left.includes('dmy');
  return orders.isByPoints ? 'dmy' : null;
}
