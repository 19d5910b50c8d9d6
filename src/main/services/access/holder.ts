import { Failure } from '../../../core/failure.ts';
import { foldedName } from '../../../core/same-name.ts';
import type { HeldAccess } from '../../book/stores/access.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';

/** Who has access now; nobody as long as it was never set. */
export function holdersOf({ book }: Pick<Context, 'book'>): HeldAccess[] {
  return book.access.all().filter(({ toAt }) => toAt === null);
}

/** A name as people are told apart by it: case, blanks and Unicode forms aside. */
const personKey = (name: string): string => foldedName(name).replace(/\s+/gu, '');

/** The one whose e-mail or whose name alone this is. */
export function fittingOne<T extends { readonly email: string; readonly name: string }>(
  all: readonly T[],
  said: string,
): T | undefined {
  const key = personKey(said);
  const byEmail = all.filter(({ email }) => personKey(email) === key);
  if (byEmail.length === 1) return byEmail[0];
  const byName = all.filter(({ name }) => personKey(name) === key);
  return byName.length === 1 ? byName[0] : undefined;
}

/** Who decides: a person of the book, or a holder of access who is none. */
export type Decider = {
  readonly email: string;
  readonly name: string;
  readonly person: HeldPerson | null;
};

/**
 * The person or holder whom a name fits: one e-mail, or one name that nobody else has, case, blanks and
 * Unicode forms aside. Throws `decider_unknown` where it fits nobody, or several: a free name decides nothing.
 */
export function deciderNamed(context: Context, said: string): Decider {
  const people = heldPeople(context.book);
  const person = fittingOne(people, said);
  if (person) return { email: person.email.toLowerCase(), name: person.name, person };
  const holder = fittingOne(holdersOf(context), said);
  if (holder) return { email: holder.email.toLowerCase(), name: holder.name, person: null };
  throw new Failure(
    'decider_unknown',
    `"${said}" is not the name of one person of this book. Say who does it by e-mail: --as EMAIL. Nothing was changed.`,
    { who: said },
  );
}
