import type { CellFault } from './cell-fault.ts';

/** One record of a table: the cells as they stand, and the physical line (or sheet row) where it begins. */
export type TableRecord = {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the record cannot be read as cells; `cells` then hold its first line, for the reject. */
  readonly fault: CellFault | null;
  /** Which cells a workbook holds as numbers: their text has a decimal point, whatever stands around them. */
  readonly numbers?: readonly boolean[];
};

/** No cell may be longer, so that a lost quote or a file without lines cannot fill the memory. */
export const CELL_LIMIT = 1024 * 1024;
const RECORD_LIMIT = 4 * CELL_LIMIT;
/** As many as a sheet can have (ECMA-376); a row with more is a trick. */
const CELLS_LIMIT = 16_384;
const RAW_LIMIT = 2000;

const QUOTE = 34;
const SPACE = 32;
const CARRIAGE_RETURN = 13;

type Step = { readonly end: number; readonly lines: number; readonly record: TableRecord } | null;

/**
 * Reads delimited text (RFC 4180) piece by piece into records with their physical line numbers.
 * A quote inside an unquoted cell is taken as it stands. A record whose quotes do not work out is
 * given up for its first physical line only, and reading goes on with the next line: a lost quote
 * never swallows the rest of the file.
 */
export class DelimitedReader {
  readonly #delimiter: number;
  readonly #lineEnd: number;
  #rest = '';
  #line = 1;
  /** Inside a line that was given up for its length: nothing counts until it ends. */
  #skipsLine = false;
  /** Whether a zero byte has been seen: rows with one are damaged. */
  hasNul = false;

  constructor(delimiter: string, lineEnd: '\n' | '\r') {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#lineEnd = lineEnd.charCodeAt(0);
  }

  /** Takes the next piece of the text; gives the records that are complete with it. */
  push(piece: string, isLast: boolean): TableRecord[] {
    const records: TableRecord[] = [];
    this.hasNul ||= piece.includes('\0');
    const text = this.#rest === '' ? piece : this.#rest + piece;
    let at = 0;
    while (at < text.length) {
      if (this.#skipsLine) {
        const end = text.indexOf(String.fromCharCode(this.#lineEnd), at);
        at = end === -1 ? text.length : end + 1;
        if (end !== -1) {
          this.#skipsLine = false;
          this.#line += 1;
        }
        continue;
      }
      const step = this.#record(text, at, isLast);
      if (step === null) {
        if (!isLast && text.length - at <= RECORD_LIMIT) break;
        records.push(this.#tooLong(text, at));
        this.#skipsLine = true;
        continue;
      }
      records.push(step.record);
      at = step.end;
      this.#line += step.lines;
    }
    this.#rest = at >= text.length ? '' : text.slice(at);
    return records;
  }

  /** The record that begins at `from`, or `null` where the text ends before it does. */
  #record(text: string, from: number, isLast: boolean): Step {
    const delimiter = this.#delimiter;
    const lineEnd = this.#lineEnd;
    const cells: string[] = [];
    let start = from;
    let isBlank = true;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === delimiter) {
        cells.push(text.slice(start, at));
        if (cells.length > CELLS_LIMIT) return this.#givenUp(text, from, isLast, tooManyCells);
        start = at + 1;
        isBlank = true;
      } else if (code === lineEnd) {
        return this.#ended(cells, text, from, start, at);
      } else if (code === QUOTE && isBlank) {
        return this.#quotedRecord(text, from, start, cells, isLast);
      } else if (code !== SPACE) {
        isBlank = false;
      }
    }
    return isLast ? this.#ended(cells, text, from, start, text.length) : null;
  }

  #ended(cells: string[], text: string, from: number, start: number, end: number): Step {
    const isCrLf = end > start && text.charCodeAt(end - 1) === CARRIAGE_RETURN;
    cells.push(text.slice(start, isCrLf ? end - 1 : end));
    return { end: end + 1, lines: 1, record: this.#checked(cells, end - from) };
  }

  #checked(cells: readonly string[], length: number): TableRecord {
    const long = length > CELL_LIMIT && cells.find((cell) => cell.length > CELL_LIMIT);
    return long ? this.#tooLong(long, 0) : { line: this.#line, cells, fault: null };
  }

  /** Goes on from the first quoted cell of a record, which begins at `start`; `cells` stand before it. */
  #quotedRecord(text: string, from: number, start: number, cells: string[], isLast: boolean): Step {
    const delimiter = this.#delimiter;
    const lineEnd = this.#lineEnd;
    let lines = 0;
    let at = start;
    for (;;) {
      let open = at;
      while (text.charCodeAt(open) === SPACE) open += 1;
      let end: number;
      if (open < text.length && text.charCodeAt(open) === QUOTE) {
        const cell = closeQuote(text, open, isLast);
        if (cell === 'more') {
          if (text.length - open <= CELL_LIMIT) return null;
          return this.#givenUp(text, from, isLast, unclosed(this.#line + lines));
        }
        if (cell === 'never')
          return this.#givenUp(text, from, isLast, unclosed(this.#line + lines));
        end = cell.end;
        while (text.charCodeAt(end) === SPACE) end += 1;
        if (text.charCodeAt(end) === CARRIAGE_RETURN && lineEnd !== CARRIAGE_RETURN) end += 1;
        if (end >= text.length && !isLast) return null;
        const code = end < text.length ? text.charCodeAt(end) : lineEnd;
        const isEnd = code === lineEnd || code === delimiter;
        if (!isEnd || (code === delimiter && text.charCodeAt(end - 1) === CARRIAGE_RETURN)) {
          return this.#givenUp(text, from, isLast, stray(this.#line + lines));
        }
        cells.push(cell.value);
        lines += countOf(cell.value, lineEnd);
      } else {
        end = at;
        while (end < text.length) {
          const code = text.charCodeAt(end);
          if (code === delimiter || code === lineEnd) break;
          end += 1;
        }
        if (end >= text.length && !isLast) return null;
        const isCrLf =
          text.charCodeAt(end) !== delimiter &&
          end > at &&
          text.charCodeAt(end - 1) === CARRIAGE_RETURN;
        cells.push(text.slice(at, isCrLf ? end - 1 : end));
      }
      if (cells.length > CELLS_LIMIT) return this.#givenUp(text, from, isLast, tooManyCells);
      if (end >= text.length || text.charCodeAt(end) === lineEnd) {
        return { end: end + 1, lines: lines + 1, record: this.#checked(cells, end - from) };
      }
      at = end + 1;
    }
  }

  /** Gives up the first physical line of a record and goes on behind it, wherever it ends. */
  #givenUp(text: string, from: number, isLast: boolean, fault: CellFault): Step {
    const found = text.indexOf(String.fromCharCode(this.#lineEnd), from);
    const end = found === -1 ? text.length : found;
    this.#skipsLine = found === -1 && !isLast;
    const raw = text.slice(from, Math.min(end, from + RAW_LIMIT)).replace(/\r$/, '');
    return {
      end: end + 1,
      lines: this.#skipsLine ? 0 : 1,
      record: { line: this.#line, cells: [raw], fault },
    };
  }

  #tooLong(text: string, from: number): TableRecord {
    return {
      line: this.#line,
      cells: [text.slice(from, from + RAW_LIMIT)],
      fault: {
        code: 'cell_too_long',
        reason: 'A cell is longer than 1 MiB. Shorten it, or check the quotes around it.',
      },
    };
  }
}

/** The value of a quoted cell and where it ends; `more` text may close it, or it `never` closes. */
function closeQuote(
  text: string,
  open: number,
  isLast: boolean,
): { readonly value: string; readonly end: number } | 'more' | 'never' {
  let value = '';
  let from = open + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return isLast ? 'never' : 'more';
    if (quote + 1 >= text.length && !isLast) return 'more';
    if (text.charCodeAt(quote + 1) !== QUOTE) {
      const last = text.slice(from, quote);
      return { value: value === '' ? last : value + last, end: quote + 1 };
    }
    value += text.slice(from, quote + 1);
    from = quote + 2;
  }
}

function countOf(text: string, code: number): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) === code) count += 1;
  return count;
}

const tooManyCells: CellFault = {
  code: 'cell_count',
  reason: 'The row has more than 16,384 cells. Check the delimiter and the quotes.',
};

const unclosed = (line: number): CellFault => ({
  code: 'quote_unclosed',
  reason: `A quote opened on line ${line} is never closed. Close it, or double it ("") where it belongs to the text.`,
});

const stray = (line: number): CellFault => ({
  code: 'quote_stray',
  reason: `Text follows a closing quote in the record that begins on line ${line}. Double quotes ("") that belong to the text.`,
});
