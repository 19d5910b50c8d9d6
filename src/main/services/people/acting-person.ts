import { Failure } from '../../../core/failure.ts';
import { foldedName } from '../../../core/same-name.ts';
import type { HeldPerson } from '../../book/stores/people.ts';
import type { Context } from '../context.ts';
import { heldPeople } from './people.ts';

/**
 * The person whom the name of whoever acts fits: one e-mail, or one name that nobody else has, case
 * and blanks aside. Throws `decider_unknown` where it fits nobody, or several.
 */
export function actingPerson({ book, who }: Context): HeldPerson {
  const said = foldedName(who);
  const people = heldPeople(book);
  const byEmail = people.find((one) => foldedName(one.email) === said);
  const byName = people.filter((one) => foldedName(one.name) === said);
  const found = byEmail ?? (byName.length === 1 ? byName[0] : undefined);
  if (found) return found;
  throw new Failure(
    'decider_unknown',
    `"${who}" is not the name of one person of this book. Say who does it by e-mail: --as EMAIL. Nothing was changed.`,
    { who },
  );
}
