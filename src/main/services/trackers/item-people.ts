import type { IsoDay } from '../../../core/calendar.ts';
import type { Book } from '../../book/book.ts';

/** Who carries an identity on a day, and how much of it. */
export type Carrying = {
  readonly personId: number;
  readonly email: string;
  readonly name: string;
  readonly ppm: number;
};
/** For whom how much of an item counts, in thousandths. */
export type Carrier = Omit<Carrying, 'ppm'> & { readonly milli: number };

type Term = Carrying & { readonly from: IsoDay | null; readonly to: IsoDay | null };

/** The people behind identities. */
export class ItemPeople {
  readonly #book: Book;
  readonly #terms = new Map<number, Term[]>();
  readonly #names = new Map<number, string | null>();

  constructor(book: Book) {
    this.#book = book;
    const people = new Map(book.people.all().map((one) => [one.id, one]));
    for (const { identityId, personId, sharePpm, from, to } of book.identities.assignments()) {
      const person = people.get(personId);
      if (!person) continue;
      const { email, name } = person;
      const held = this.#terms.get(identityId) ?? [];
      held.push({ personId, email, name, ppm: sharePpm, from, to });
      this.#terms.set(identityId, held);
    }
  }

  carriers(identityId: number, day: IsoDay): readonly Carrying[] {
    const terms = this.#terms.get(identityId) ?? [];
    return terms.filter(({ from, to }) => (from ?? '') <= day && day <= (to ?? '9999'));
  }

  identityName(identityId: number): string | null {
    const known = this.#names.get(identityId);
    if (known !== undefined) return known;
    const name = this.#book.identities.shownOf(identityId) ?? null;
    this.#names.set(identityId, name);
    return name;
  }

  /** Several parts of one person as one; what rounds to nothing is left out. */
  sum(parts: readonly Carrier[]): Carrier[] {
    const byPerson = new Map<number, Carrier>();
    for (const part of parts) {
      const held = byPerson.get(part.personId);
      byPerson.set(part.personId, held ? { ...held, milli: held.milli + part.milli } : part);
    }
    return [...byPerson.values()].filter(({ milli }) => milli > 0);
  }
}
