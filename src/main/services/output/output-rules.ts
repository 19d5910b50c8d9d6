import type { baselineSet, baselinesList, kindsList, kindsSet } from '../../../contract/company.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { decimalTimes, moneyText, parseDecimal, parseMicro } from '../../../core/money.ts';
import { note } from '../audit/note.ts';
import { baseCurrency, type Context } from '../context.ts';
import { byName, heldPeople, personByEmail, personShape } from '../people/people.ts';

/** Output kinds with their weights over time; a kind without one weighs 1. */
export function listKinds(context: Context): OutputOf<typeof kindsList> {
  const currency = baseCurrency(context);
  const weights = context.book.output.weights();
  return {
    kinds: context.book.output.kinds().map((name) => ({
      kind: name,
      weights: weights
        .filter((row) => row.kind.toLowerCase() === name.toLowerCase())
        .map(({ from, weightMilli, valueMicro }) => ({
          from,
          weight: weightMilli / 1000,
          value: valueMicro === null ? null : moneyText(valueMicro, currency),
        })),
    })),
  };
}

/** Sets a kind's weight from a month on; what lies before keeps the weight it had (RULES.md, Output). */
export function setKind(
  context: Context,
  input: InputOf<typeof kindsSet>,
): OutputOf<typeof kindsList> {
  const { book } = context;
  const weightMilli = positiveMilli(input.weight, 'weight');
  const valueMicro = input.value ? parseMicro(input.value) : null;
  if (input.value && (valueMicro === null || valueMicro < 0n)) {
    throw new Failure('value_refused', `A value per unit is an amount, not "${input.value}".`, {
      value: input.value,
    });
  }
  const closed = book.closures.lastMonthFrom(input.from);
  if (closed !== null) {
    throw new Failure(
      'month_closed',
      `${closed} is closed. A weight counts from an open month on.`,
      {
        month: closed,
      },
    );
  }
  book.transaction(() => {
    book.output.addKind(input.kind);
    book.output.setWeight({
      kind: input.kind,
      from: input.from,
      weightMilli: Number(weightMilli),
      valueMicro,
    });
    note(context, 'set weight', input.kind, input);
  });
  return listKinds(context);
}

export function listBaselines(context: Context): OutputOf<typeof baselinesList> {
  const { book } = context;
  const people = heldPeople(book);
  const rows = book.output.newestBaselines();
  const per = 'month' as const;
  const inOrder = byName(book);
  const stated = rows.map((row) => {
    const person = people.find((one) => one.id === row.personId);
    return {
      person: person ? personShape(person) : null,
      role: row.role,
      units: row.unitsMilli / 1000,
      per,
    };
  });
  return {
    baselines: stated.sort((a, b) =>
      a.person && b.person
        ? inOrder(a.person, b.person)
        : (a.role ?? '').localeCompare(b.role ?? '', 'en'),
    ),
  };
}

/** States what a person, or anybody of a role, produced per month without a seat. */
export function setBaseline(
  context: Context,
  input: InputOf<typeof baselineSet>,
): OutputOf<typeof baselinesList> {
  const { book } = context;
  if ((input.person === undefined) === (input.role === undefined)) {
    throw new Failure('baseline_of_whom', 'Name a person or a role, one of the two.', {});
  }
  const person = input.person === undefined ? null : personByEmail(book, input.person);
  const unitsMilli = positiveMilli(input.units, 'number of units');
  book.transaction(() => {
    book.output.stateBaseline(
      { personId: person?.id ?? null, role: input.role ?? null, unitsMilli: Number(unitsMilli) },
      context.now(),
    );
    note(context, 'state baseline', person?.email ?? input.role ?? '', input);
  });
  return listBaselines(context);
}

function positiveMilli(text: string, what: string): bigint {
  const value = parseDecimal(text);
  const milli = value === null ? 0n : decimalTimes(value, 1000n);
  if (milli <= 0n || milli > 1_000_000_000_000n) {
    throw new Failure('number_refused', `A ${what} is above 0, not "${text}".`, { value: text });
  }
  return milli;
}
