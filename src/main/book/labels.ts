import type { Book } from './book.ts';

/** Gives each recurring name its number, asking the book once per name. */
export class Labels {
  readonly #book: Book;
  readonly #ids = new Map<string, number>([['', 0]]);

  constructor(book: Book) {
    this.#book = book;
  }

  id(text: string | null): number {
    const name = text ?? '';
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const { labels } = this.#book;
    const found = labels.idOf(name) ?? labels.add(name).id;
    this.#ids.set(name, found);
    return found;
  }
}
