import { createHash } from 'node:crypto';
import type { Book } from './book.ts';
import type { SourceKind } from './stores/sources.ts';

export type Source = {
  readonly id: number;
  readonly kind: SourceKind;
  readonly name: string;
  readonly accountId: number | null;
};

/** The account of this name, made where it is new. Names are compared without regard to case. */
export function ensureAccount(book: Book, name: string, provider: string | null): number {
  const found = book.accounts.named(name);
  if (!found) {
    return book.accounts.add(name, provider).id;
  }
  if (found.provider === null && provider !== null) {
    book.accounts.setProvider(found.id, provider);
  }
  return found.id;
}

/** The source of this kind and name, made where it is new. */
export function sourceNamed(
  book: Book,
  kind: Source['kind'],
  name: string,
  accountId: number | null = null,
): Source {
  const id = book.sources.idOf(kind, name) ?? book.sources.add(kind, name, accountId).id;
  return { id, kind, name, accountId };
}

/** A key as it is known again after its person was erased. */
export const erasedKey = (sourceId: number, key: string): string =>
  createHash('sha256').update(`${sourceId}\n${key.trim().toLowerCase()}`).digest('hex');

/** A source's actors by key, made where they are new; one whose key is a person's e-mail is assigned by itself. */
export class Identities {
  readonly #book: Book;
  readonly #ids = new Map<number, Map<string, number>>();
  #hasErased: boolean | null = null;

  constructor(book: Book) {
    this.#book = book;
  }

  id(sourceId: number, key: string | null): number {
    const spelled = key ?? '';
    let ids = this.#ids.get(sourceId);
    if (!ids) {
      ids = new Map();
      this.#ids.set(sourceId, ids);
    }
    const known = ids.get(spelled);
    if (known !== undefined) return known;
    const actor = spelled.trim();
    const id =
      this.#find(sourceId, actor) ??
      this.#findErased(sourceId, actor) ??
      this.#make(sourceId, actor);
    ids.set(spelled, id);
    return id;
  }

  #find(sourceId: number, key: string): number | undefined {
    return this.#book.identities.idOf(sourceId, key);
  }

  /** What an account goes on telling of somebody who was erased stays theirs, and tells no name. */
  #findErased(sourceId: number, key: string): number | undefined {
    if (key === '') return undefined;
    this.#hasErased ??= this.#book.identities.hasErased();
    return this.#hasErased ? this.#book.identities.idOfErased(erasedKey(sourceId, key)) : undefined;
  }

  #make(sourceId: number, key: string): number {
    const id = this.#book.identities.add(sourceId, key).id;
    if (key !== '') assignByEmail(this.#book);
    return id;
  }
}

/**
 * Assigns every identity that nobody holds and that equals a person's e-mail, or whose account names
 * that e-mail: as its member's, or as the owner's of the key that the identity is.
 */
export function assignByEmail(book: Book): void {
  book.identities.assignByKey();
  book.identities.assignByMember();
  book.identities.assignByOwner();
}

/** Who sells through each account, by the account's name; `null` where nobody said. */
export function accountProviders(book: Book): Map<string, string | null> {
  return new Map(book.sources.accountProviders().map((one) => [one.name, one.provider]));
}
