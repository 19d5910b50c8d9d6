import type { identitiesAssign, identitiesList } from '../../../contract/company.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { decimalTimes, parseDecimal } from '../../../core/money.ts';
import { WHOLE_PPM } from '../../../core/spend/attribution.ts';
import { likelyPerson } from '../../../core/spend/likely-person.ts';
import { audit } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import type { HeldIdentity, PeoplesAssignment } from '../../book/stores/identities.ts';
import type { Context } from '../context.ts';
import { rechargeIdentities } from '../spend/recharge.ts';
import { settleIdentities } from '../trackers/settle-items.ts';
import { type HeldPerson, heldPeople, personByEmail, personShape } from './people.ts';

/** Every identity that names somebody, with who carries it when, and a suggestion where nobody does. */
export function listIdentities(context: Context): OutputOf<typeof identitiesList> {
  const { book } = context;
  const people = heldPeople(book);
  const byId = new Map(people.map((one) => [one.id, one]));
  const held = book.identities.assignments();
  return {
    identities: heldIdentities(context).map((one) => {
      const mine = held.filter((row) => row.identityId === one.id);
      return {
        identity: one.identity,
        source: one.source,
        account: one.kind === 'account' ? one.source : null,
        tool: one.kind === 'tool' ? one.source : null,
        tracker: one.kind === 'tracker' ? one.source : null,
        name: one.name,
        assignments: mine.flatMap((row) => {
          const person = byId.get(row.personId);
          if (!person) return [];
          const { from, to } = row;
          const share = row.sharePpm / WHOLE_PPM;
          return [{ person: personShape(person), share, from, to, byItself: row.byItself }];
        }),
        suggestion: mine.length > 0 ? null : suggestionFor(one.identity, one.name, people),
        firstDay: one.first,
        lastDay: one.last,
      };
    }),
  };
}

function heldIdentities(context: Context): HeldIdentity[] {
  return context.book.identities.named();
}

/** The e-mail of the person that an identity most likely is, or `null`. */
export function suggestionFor(
  identity: string,
  name: string | null,
  people: readonly HeldPerson[],
): string | null {
  return likelyPerson(name === null ? [identity] : [identity, name], people)?.email ?? null;
}

/**
 * Assigns an identity from a day on, up to a day: what was assigned before that day stays, and what
 * an earlier assignment had beyond it ends the day before.
 */
export function assignIdentity(
  context: Context,
  input: InputOf<typeof identitiesAssign>,
): OutputOf<typeof identitiesList> {
  const { book } = context;
  const from = input.from ?? null;
  const to = input.to ?? null;
  if (from !== null && to !== null && to < from) {
    throw new Failure('dates_reversed', `The last day, ${to}, lies before the first, ${from}.`, {
      from,
      to,
    });
  }
  book.transaction(() => {
    const ids = wantedIdentities(context, input);
    const shares = input.shares.map(({ email, percent }) => ({
      personId: personByEmail(book, email).id,
      sharePpm: sharePpm(percent),
    }));
    const sum = shares.reduce((total, one) => total + one.sharePpm, 0);
    if (sum > WHOLE_PPM) {
      throw new Failure(
        'shares_over_whole',
        `The shares add up to ${sum / 10_000} %, more than 100 %.`,
        {
          percent: sum / 10_000,
        },
      );
    }
    if (new Set(shares.map((one) => one.personId)).size < shares.length) {
      throw new Failure('share_twice', 'A person stands twice among the shares.', {});
    }
    for (const id of ids) {
      makeRoom(context, id, from, to);
      for (const { personId, sharePpm: share } of shares) {
        book.identities.assign(id, personId, share, from, to);
      }
    }
    rechargeIdentities(context, ids);
    settleIdentities(context, ids);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'assign identity',
      subject: input.identity,
      detail: { shares: input.shares, from, to },
    });
  });
  return listIdentities(context);
}

/**
 * Assigns once more what was assigned by hand, as far as the people are there and the identity's
 * shares stay within the whole. The caller's transaction holds all of it.
 */
export function giveBack(context: Context, assignments: readonly PeoplesAssignment[]): void {
  const { book } = context;
  const given = new Set<number>();
  for (const { identityId, email, sharePpm: share, from, to } of assignments) {
    const personId = book.people.idOf(email);
    if (personId === undefined) continue;
    if (!given.has(identityId)) book.identities.removeOwnFinds(identityId);
    if (overlapping(book, identityId, from, to) + share > WHOLE_PPM) continue;
    book.identities.assign(identityId, personId, share, from, to);
    given.add(identityId);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'assign identity',
      subject: book.identities.keyOf(identityId) ?? '',
      detail: { email, sharePpm: share, from, to, restored: true },
    });
  }
  if (given.size === 0) return;
  rechargeIdentities(context, [...given]);
  settleIdentities(context, [...given]);
}

/** What of an identity is assigned on days that lie between these, both included. */
function overlapping(
  book: Book,
  identityId: number,
  from: IsoDay | null,
  to: IsoDay | null,
): number {
  return book.identities
    .assignments()
    .filter(
      (one) =>
        one.identityId === identityId &&
        (to === null || one.from === null || one.from <= to) &&
        (from === null || one.to === null || one.to >= from),
    )
    .reduce((sum, one) => sum + one.sharePpm, 0);
}

function wantedIdentities(context: Context, input: InputOf<typeof identitiesAssign>): number[] {
  const found = context.book.identities.ofKey(input.identity, input.source ?? null);
  if (found.length === 0) {
    throw new Failure('identity_missing', `There is no identity ${input.identity}.`, {
      identity: input.identity,
    });
  }
  return found;
}

function sharePpm(percent: string): number {
  const value = parseDecimal(percent);
  const ppm = value === null ? 0 : Number(decimalTimes(value, 10_000n));
  if (ppm < 1 || ppm > WHOLE_PPM) {
    throw new Failure(
      'share_refused',
      `A share is a percentage above 0 and up to 100, not "${percent}".`,
      {
        percent,
      },
    );
  }
  return ppm;
}

/** Cuts what is assigned so that nothing overlaps the days from `from` to `to`. */
function makeRoom(
  context: Context,
  identityId: number,
  from: IsoDay | null,
  to: IsoDay | null,
): void {
  const { book } = context;
  const held = book.identities.terms(identityId);
  for (const one of held) {
    const isBefore = from !== null && one.to !== null && one.to < from;
    const isAfter = to !== null && one.from !== null && one.from > to;
    if (isBefore || isAfter) continue;
    const keepsHead = from !== null && (one.from === null || one.from < from);
    const keepsTail = to !== null && (one.to === null || one.to > to);
    if (keepsTail) {
      book.identities.repeatFrom(one.id, addDays(to, 1));
    }
    if (keepsHead) {
      book.identities.endAssignment(one.id, addDays(from, -1));
    } else {
      book.identities.removeAssignment(one.id);
    }
  }
}
