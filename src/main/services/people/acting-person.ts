import type { HeldPerson } from '../../book/stores/people.ts';
import { deciderNamed } from '../access/holder.ts';
import type { Context } from '../context.ts';

/**
 * The person whom the name of whoever acts fits; a holder of access who works elsewhere acts under their
 * own name. Throws `decider_unknown` where it fits nobody, or several.
 */
export function actingPerson(context: Context): Pick<HeldPerson, 'name' | 'email'> {
  return deciderNamed(context, context.who);
}
