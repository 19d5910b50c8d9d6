import type { ReactNode } from 'react';

/** A column of a table of rows. */
export type DataColumn<Row> = {
  readonly id: string;
  /** Its heading; that of an amount names the period. */
  readonly head: string;
  /** What the cell says in words: for search, filters, Copy and CSV, and on screen where `cell` is left out. */
  readonly text: (row: Row) => string;
  readonly cell?: (row: Row) => ReactNode;
  /** What it is sorted by; left out: it cannot be sorted (people are never sorted by spend or tokens). */
  readonly sort?: (row: Row) => string | number;
  readonly isFigure?: boolean;
  /** Whether its texts are offered as filters. */
  readonly isFilter?: boolean;
  /** What stands below it: the sum of the rows that are shown. */
  readonly total?: (rows: readonly Row[]) => ReactNode;
  /** In CSV, where that differs from the text: an amount without its grouping. */
  readonly csv?: (row: Row) => string;
  /** Share of the table's width, where it has many rows. */
  readonly width?: number;
};

/** By words as the language orders them (Chinese by pinyin), by figures as such. */
export function compare(a: string | number, b: string | number, language: string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator(language).compare(String(a), String(b));
}

const collators = new Map<string, Intl.Collator>();

function collator(language: string): Intl.Collator {
  let known = collators.get(language);
  if (known === undefined) {
    known = new Intl.Collator(language, { numeric: true });
    collators.set(language, known);
  }
  return known;
}
