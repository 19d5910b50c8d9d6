import type { HeldPerson } from '../../book/stores/people.ts';

export type { HeldPerson } from '../../book/stores/people.ts';

import type { peopleList, peopleRemove, peopleSave } from '../../../contract/company.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { PersonShape } from '../../../contract/shapes.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { nameOrder } from '../../../core/name-order.ts';
import { hasAllowances } from '../../book/allowance-store.ts';
import { audit } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import { assignByEmail } from '../../book/sources.ts';
import type { Context } from '../context.ts';
import { rechargePlans } from '../spend/recharge.ts';
import { settleItems, settlePerson } from '../trackers/settle-items.ts';

/** Every person, by name, then e-mail: the only order in which people are ever listed. */
export function heldPeople(book: Book): HeldPerson[] {
  return book.people.all().sort(byName(book));
}

/** The order of names in the book's locale. */
export function byName(book: Book): ReturnType<typeof nameOrder> {
  return nameOrder(book.settings.value('company.locale') ?? 'en');
}

export function personShape({ name, email, role, team }: HeldPerson): PersonShape {
  return { name, email, role, team };
}

/** The person of this e-mail. */
export function personByEmail(book: Book, email: string): HeldPerson {
  const wanted = email.trim().toLowerCase();
  const found = heldPeople(book).find((one) => one.email.toLowerCase() === wanted);
  if (!found) {
    throw new Failure('person_missing', `There is no person with the e-mail ${email}.`, { email });
  }
  return found;
}

export function listPeople(context: Context): OutputOf<typeof peopleList> {
  const { book } = context;
  const identities = new Map<number, string[]>();
  const rows = book.identities.carried();
  for (const { personId, key } of rows) {
    identities.set(personId, [...(identities.get(personId) ?? []), key]);
  }
  return {
    people: heldPeople(book).map((one) => ({
      ...personShape(one),
      start: one.startDay,
      end: one.endDay,
      monthlyCost:
        one.monthlyCostMicro === null
          ? null
          : moneyText(one.monthlyCostMicro, one.costCurrency ?? 'USD'),
      identities: identities.get(one.id) ?? [],
    })),
  };
}

export function savePerson(
  context: Context,
  { was, person }: InputOf<typeof peopleSave>,
): OutputOf<typeof peopleList> {
  const { book } = context;
  if (!/^[^\s@]+@[^\s@]+$/.test(person.email)) {
    throw new Failure('email_refused', `${person.email} is not an e-mail address.`, {
      email: person.email,
    });
  }
  const costMicro = person.monthlyCost && parseMicro(person.monthlyCost.amount);
  const values = {
    name: person.name,
    email: person.email,
    role: person.role || null,
    team: person.team || null,
    startDay: person.start,
    endDay: person.end,
    monthlyCostMicro: costMicro,
    costCurrency: person.monthlyCost?.currency ?? null,
  };
  book.transaction(() => {
    const before = was === null ? null : personByEmail(book, was);
    const taken = book.people.idOf(person.email);
    if (taken !== undefined && taken !== before?.id) {
      throw new Failure(
        'email_taken',
        `Somebody with the e-mail ${person.email} is here already.`,
        {
          email: person.email,
        },
      );
    }
    if (before) {
      book.people.change(before.id, values);
    } else {
      book.people.add(values);
    }
    assignByEmail(book);
    rechargePlans(context);
    settlePerson(context, book.people.idOf(person.email));
    audit(book, {
      at: context.now(),
      who: context.who,
      action: before ? 'change person' : 'add person',
      subject: person.email,
      detail: { before, after: person },
    });
  });
  return listPeople(context);
}

/** Removes a person. What they spent is then carried by nobody; nothing of it is lost. */
export function removePerson(
  context: Context,
  { email }: InputOf<typeof peopleRemove>,
): OutputOf<typeof peopleList> {
  const { book } = context;
  book.transaction(() => {
    const before = personByEmail(book, email);
    if (hasClaims(book, before.id)) {
      throw new Failure(
        'person_has_charges',
        `${before.name} has claims in the book. Give the person an end date instead.`,
        { name: before.name },
      );
    }
    if (hasAllowances(book, before.id)) {
      throw new Failure(
        'person_has_allowances',
        `${before.name} has allowances or requests in the book. Give the person an end date instead.`,
        { name: before.name },
      );
    }
    if (book.decisions.isAnyOf(before.id)) {
      throw new Failure(
        'person_has_decisions',
        `${before.name} has decisions in the book. Give the person an end date instead.`,
        { name: before.name },
      );
    }
    const items = book.trackerItems.ofPerson(before.id);
    book.people.remove(before.id);
    settleItems(context, items);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'remove person',
      subject: email,
      detail: { before },
    });
  });
  return listPeople(context);
}

function hasClaims(book: Book, personId: number): boolean {
  return Boolean(book.people.isCharged(personId));
}

/** Whether two texts are the same person's e-mail: neither case nor blanks around it count. */
export const isSameEmail = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();
