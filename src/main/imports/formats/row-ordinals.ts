/**
 * Makes ids of rows that a source knows by some of their cells unique within one file: two rows alike
 * are two. A file is read more than once, so counting begins anew with its first line.
 */
export class RowOrdinals {
  readonly #seen = new Map<string, number>();
  #lastLine = 0;

  of(line: number, id: string | null): string | null {
    if (line <= this.#lastLine) this.#seen.clear();
    this.#lastLine = line;
    if (id === null) return null;
    const before = this.#seen.get(id) ?? 0;
    this.#seen.set(id, before + 1);
    return before === 0 ? id : `${id}#${before + 1}`;
  }
}
