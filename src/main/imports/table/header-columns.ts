import { Failure } from '../../../core/failure.ts';

/** A column of a file: where it stands and what the file calls it; or a value that stands for every row. */
export type Column = {
  readonly index: number;
  readonly name: string;
  readonly constant: string;
};

/** What a column that the file does not have gives: an empty cell. */
export const absentColumn = (name: string): Column => ({ index: -1, name, constant: '' });

/** A header name as it is compared: without case, spaces, underscores, hyphens and byte-order marks. */
export function headerName(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s_\-\u200b\u200e\u200f\ufeff]+/g, '')
    .toLowerCase();
}

/** A name as a word of a language to compare: as `headerName`, without accents and marks (`Coût (€)`: `cout€`). */
export function foldedName(text: string): string {
  return headerName(text)
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[.'’´`()（）[\]【】:：/\\]+/g, '');
}

/** What a remembered mapping is known by: the header's names, in the file's order. */
export function headerKey(header: readonly string[]): string {
  const names = header.map(headerName);
  while (names.at(-1) === '') names.pop();
  return names.join('|');
}

/** A header row, asked by name. Notes which columns were asked for, so that the rest can be told as ignored. */
export class HeaderColumns {
  readonly header: readonly string[];
  readonly #places = new Map<string, number>();
  readonly #twice = new Set<string>();
  readonly #used = new Set<number>();

  constructor(cells: readonly string[]) {
    this.header = cells.map((cell) => cell.replace(/\ufeff/g, '').trim());
    this.header.forEach((cell, index) => {
      const name = headerName(cell);
      if (name === '') return;
      if (this.#places.has(name)) this.#twice.add(name);
      else this.#places.set(name, index);
    });
  }

  has(name: string): boolean {
    return this.#places.has(headerName(name));
  }

  /** The column of this name, or the absent one. A name that stands twice is a failure: which one counts? */
  column(name: string): Column {
    const key = headerName(name);
    const index = this.#places.get(key);
    if (index === undefined) return absentColumn(name);
    if (this.#twice.has(key)) {
      throw new Failure(
        'column_twice',
        `The header names the column "${name}" twice. Rename or remove one of the two.`,
        { column: name },
      );
    }
    this.#used.add(index);
    return { index, name, constant: '' };
  }

  /** The first of several names that the header has. */
  anyOf(...names: readonly [string, ...string[]]): Column {
    return this.column(names.find((name) => this.has(name)) ?? names[0]);
  }

  /** Columns that nothing asked for, by the names they have in the file. */
  ignored(): string[] {
    return this.header.filter((cell, index) => cell !== '' && !this.#used.has(index));
  }
}
