import { monthOf } from '../../core/calendar.ts';
import type { Book, SqlValue } from './book.ts';
import { connectionOf } from './connection.ts';
import { columnsOf, type KnownTable } from './known-rows.ts';

/** Rows laid down by one statement: starting a statement costs about as much as a row. */
const ROWS_AT_ONCE = 40;

/** Keys counted at a time (about 40 MB); beyond it the days met longest ago are let go. */
const KEYS_KEPT = 1_000_000;

type HeldDays = { readonly from: string; readonly to: string };

export type UnheldRow = {
  readonly key: readonly SqlValue[];
  readonly said: readonly SqlValue[];
  readonly derived: readonly SqlValue[];
  readonly line: number;
};

/**
 * Rows of days of which the book holds nothing for their identity yet, which is every row of a
 * first import. There is nothing they could meet, so they are not looked for: they are numbered
 * where their key repeats, and laid down many at a time.
 */
export class UnheldUsage {
  readonly #book: Book;
  readonly #importId: number;
  readonly #width: number;
  readonly #one;
  readonly #many;
  /** First and last day the book held of an identity when this import met it first. */
  readonly #held = new Map<number, HeldDays | null>();
  readonly #shapes = new Map<string, number>();
  /** How often a key stood in this file so far, by day. */
  readonly #days = new Map<string, Map<number, number>>();
  readonly #letGo = new Set<string>();
  #keys = 0;
  #waiting: SqlValue[] = [];

  constructor(book: Book, table: KnownTable, importId: number) {
    this.#book = book;
    this.#importId = importId;
    const columns = columnsOf(table);
    this.#width = columns.length;
    this.#one = connectionOf(book).statement(insertOf(columns, 1));
    this.#many = connectionOf(book).statement(insertOf(columns, ROWS_AT_ONCE));
  }

  /** Takes a row if it can meet nothing; false: whoever asks has to look for it. */
  take(identityId: number, day: string, row: UnheldRow): boolean {
    if (this.#isHeld(identityId, day)) return false;
    const ordinal = this.#ordinal(day, row.key);
    if (ordinal === null) return false;
    const waiting = this.#waiting;
    for (const value of row.key) waiting.push(value);
    waiting.push(ordinal);
    for (const value of row.said) waiting.push(value);
    for (const value of row.derived) waiting.push(value);
    waiting.push(this.#importId, this.#importId, row.line, null);
    if (waiting.length === ROWS_AT_ONCE * this.#width) this.flush();
    return true;
  }

  /** Writes what waits; before rows are looked for, and before the book is read. */
  flush(): void {
    const waiting = this.#waiting;
    if (waiting.length === ROWS_AT_ONCE * this.#width) this.#many.run(waiting);
    else {
      for (let at = 0; at < waiting.length; at += this.#width)
        this.#one.run(waiting.slice(at, at + this.#width));
    }
    this.#waiting = [];
  }

  /** Whether the book held anything of the identity's month before this import. */
  holdsMonth(identityId: number, month: string): boolean {
    const held = this.#heldDays(identityId);
    return held !== null && month >= monthOf(held.from) && month <= monthOf(held.to);
  }

  #isHeld(identityId: number, day: string): boolean {
    const held = this.#heldDays(identityId);
    return held !== null && day >= held.from && day <= held.to;
  }

  #heldDays(identityId: number): HeldDays | null {
    const met = this.#held.get(identityId);
    if (met !== undefined) return met;
    const days = this.#book.usage.heldDays(identityId);
    const held = days?.from && days.to ? { from: days.from, to: days.to } : null;
    this.#held.set(identityId, held);
    return held;
  }

  /** The next free number of a key that stands more than once; null once its day was let go. */
  #ordinal(day: string, key: readonly SqlValue[]): number | null {
    let ofDay = this.#days.get(day);
    if (!ofDay) {
      if (this.#letGo.has(day)) return null;
      if (this.#keys >= KEYS_KEPT) this.#letOldestGo();
      ofDay = new Map();
      this.#days.set(day, ofDay);
    }
    const [identity, , model, tool, project, detail] = key;
    const text = `${identity} ${model} ${tool} ${project} ${detail}`;
    let shape = this.#shapes.get(text);
    if (shape === undefined) {
      shape = this.#shapes.size;
      this.#shapes.set(text, shape);
    }
    const count = ofDay.get(shape) ?? 0;
    if (count === 0) this.#keys += 1;
    ofDay.set(shape, count + 1);
    return count;
  }

  #letOldestGo(): void {
    for (const [day, counts] of this.#days) {
      this.#days.delete(day);
      this.#letGo.add(day);
      this.#keys -= counts.size;
      if (this.#keys < KEYS_KEPT) return;
    }
  }
}

function insertOf(columns: readonly string[], rows: number): string {
  const one = `(${columns.map(() => '?').join(', ')})`;
  return `INSERT INTO usage (${columns.join(', ')}) VALUES ${Array(rows).fill(one).join(', ')}`;
}
