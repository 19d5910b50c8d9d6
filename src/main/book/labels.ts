import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

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
    const found =
      connectionOf(this.#book).get<{ id: number }>('SELECT id FROM label WHERE text = ?', name)
        ?.id ?? connectionOf(this.#book).run('INSERT INTO label (text) VALUES (?)', name).id;
    this.#ids.set(name, found);
    return found;
  }
}
