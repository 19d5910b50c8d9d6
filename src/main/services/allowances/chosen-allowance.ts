import type { AllowanceKey } from '../../../core/allowances/allowance-line.ts';
import type { Allowance } from '../../../core/allowances/allowances-on.ts';
import { poolOn } from '../../../core/allowances/pool.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { HeldPerson } from '../people/people.ts';
import { type AllowanceFacts, allowancePerson } from './allowance-facts.ts';
import { mainAllowance, poolsInForce } from './list-allowances.ts';

/** What is known of the allowance that is meant; what is left out is the person's main one. */
export type Choice = {
  readonly modelClass?: AllowanceKey['modelClass'] | undefined;
  readonly cadence?: AllowanceKey['cadence'] | undefined;
  readonly unit?: AllowanceKey['unit'] | undefined;
  readonly counts?: AllowanceKey['purse'] | undefined;
};

/** The allowance that a top-up or a transfer moves. Refuses where there is none, or no limit to move. */
export function chosenAllowance(
  facts: AllowanceFacts,
  person: HeldPerson,
  day: IsoDay,
  choice: Choice,
): Allowance & { readonly limit: bigint } {
  facts.read(day, day);
  const { modelClass, cadence, unit, counts } = choice;
  const found = mainAllowance(
    facts
      .on(person.id, day)
      .filter(
        ({ key }) =>
          (modelClass === undefined || key.modelClass === modelClass) &&
          (cadence === undefined || key.cadence === cadence) &&
          (unit === undefined || key.unit === unit) &&
          (counts === undefined || key.purse === counts),
      ),
  );
  if (found === null) {
    throw new Failure(
      'allowance_none',
      `${person.name} has no such allowance on ${day}. Set one first.`,
      { name: person.name, day },
    );
  }
  if (found.limit === null) {
    throw new Failure(
      'allowance_unlimited',
      `${person.name}'s allowance is unlimited: there is nothing to add to it or to give from it.`,
      { name: person.name },
    );
  }
  return { ...found, limit: found.limit };
}

/** The pool behind a person's allowance of one kind on a day, with what is left of it; `null` where none stands behind it. */
export function poolBehind(
  facts: AllowanceFacts,
  person: HeldPerson,
  key: AllowanceKey,
  day: IsoDay,
) {
  const pool = poolsInForce(facts.pools, day)
    .filter(
      (one) =>
        one.team === person.team &&
        one.modelClass === key.modelClass &&
        one.cadence === key.cadence &&
        one.limit.unit === key.unit &&
        (one.counts.includes('spend') ? 'spend' : 'claims') === key.purse,
    )
    .at(-1);
  if (!pool) return null;
  const { rest } = poolOn(
    day,
    pool,
    facts.slices,
    facts.moves,
    facts.people.map(allowancePerson),
    facts.calendar.weekStart,
  );
  return { pool, rest };
}
