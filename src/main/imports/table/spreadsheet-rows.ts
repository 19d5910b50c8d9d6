import type { CellFault } from './cell-fault.ts';
import type { TableRecord } from './delimited-records.ts';
import { CELL_LIMIT } from './delimited-records.ts';
import { dateOfSerial } from './spreadsheet-dates.ts';
import type { XmlToken } from './xml-tokens.ts';
import { attribute } from './xml-tokens.ts';

/** A sheet has at most this many columns (ECMA-376); a cell further right is a trick. */
const COLUMN_LIMIT = 16_384;

/**
 * Makes the tokens of a sheet into records; their lines are the sheet's row numbers. A formula gives
 * the value that was saved with it. A number keeps the digits as they are stored, up to the 15 that a
 * spreadsheet shows: 45.989999999999995 is 45.99. A number in a date format is an ISO day.
 */
export class SheetRows {
  readonly #texts: readonly string[];
  readonly #dates: readonly boolean[];
  readonly #isDate1904: boolean;
  #line = 0;
  #cells: string[] = [];
  #numbers: boolean[] = [];
  #fault: CellFault | null = null;
  #column = -1;
  #type = '';
  #isDate = false;
  #value = '';
  #isValue = false;
  #isSound = false;

  constructor(texts: readonly string[], dates: readonly boolean[], isDate1904: boolean) {
    this.#texts = texts;
    this.#dates = dates;
    this.#isDate1904 = isDate1904;
  }

  take(tokens: readonly XmlToken[]): TableRecord[] {
    const records: TableRecord[] = [];
    for (const token of tokens) {
      if (token.kind === 'text') {
        if (this.#isValue && !this.#isSound) this.#value += token.text;
      } else if (token.kind === 'open') {
        this.#open(token.name, token.attributes, token.isClosed);
        if (token.isClosed) this.#close(token.name, records);
      } else {
        this.#close(token.name, records);
      }
    }
    return records;
  }

  #open(name: string, attributes: string, isClosed: boolean): void {
    if (name === 'row') {
      const line = Number(attribute(attributes, 'r'));
      this.#line = line > 0 ? line : this.#line + 1;
      this.#cells = [];
      this.#numbers = [];
      this.#fault = null;
      this.#column = -1;
    } else if (name === 'c') {
      const place = attribute(attributes, 'r');
      this.#column = place === null ? this.#column + 1 : columnOf(place);
      this.#type = attribute(attributes, 't') ?? 'n';
      this.#isDate = this.#dates[Number(attribute(attributes, 's') ?? '0')] ?? false;
      this.#value = '';
    } else if (name === 'v' || name === 't') {
      this.#isValue = !isClosed;
    } else if (name === 'rPh') {
      this.#isSound = !isClosed;
    }
  }

  #close(name: string, records: TableRecord[]): void {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'rPh') this.#isSound = false;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') {
      records.push({
        line: this.#line,
        cells: this.#cells,
        fault: this.#fault,
        numbers: this.#numbers,
      });
    }
  }

  #endCell(): void {
    if (this.#value === '' || this.#column < 0) return;
    if (this.#column >= COLUMN_LIMIT || this.#value.length > CELL_LIMIT) {
      this.#fault = {
        code: 'cell_too_long',
        reason: 'A cell is longer than 1 MiB or stands outside the sheet.',
      };
      return;
    }
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = this.#text();
    if (this.#type === 'n') this.#numbers[this.#column] = true;
  }

  #text(): string {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return this.#texts[Number(value)] ?? '';
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE';
      case 'n':
        return (this.#isDate ? dateOfSerial(value, this.#isDate1904) : null) ?? shownNumber(value);
      default:
        return value;
    }
  }
}

/** A stored number with at most the 15 digits that a spreadsheet shows. */
export function shownNumber(text: string): string {
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[^\d]/g, '')
    .replace(/^0+/, '');
  if (digits.length <= 15 || !/[.eE]/.test(text)) return text;
  const number = Number(text);
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : text;
}

/** The place of a cell's column: `A1` is 0, `AB7` is 27. */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of place) {
    const value = letter.charCodeAt(0) - 64;
    if (value < 1 || value > 26) break;
    column = column * 26 + value;
  }
  return column - 1;
}
