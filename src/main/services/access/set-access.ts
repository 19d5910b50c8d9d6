import type {
  AccessDoc,
  accessEnd,
  accessPassphrase,
  accessSet,
} from '../../../contract/access.ts';
import type { InputOf } from '../../../contract/request.ts';
import { SHORTEST_PASSPHRASE } from '../../../core/access/rights.ts';
import { Failure } from '../../../core/failure.ts';
import type { HeldAccess } from '../../book/stores/access.ts';
import { systemUser } from '../../system-user.ts';
import { note } from '../audit/note.ts';
import { type Context, settingOf } from '../context.ts';
import { refuseInPersonBook } from '../packets/installation.ts';
import { heldPeople, isSameEmail, personShape } from '../people/people.ts';
import { fittingOne, holdersOf } from './holder.ts';
import { verifierOf } from './verifier.ts';

/** Who has or had access, by name; whoever is no owner sees their own. */
export function listAccess(context: Context): AccessDoc {
  const { book, access } = context;
  const people = heldPeople(book);
  const shown = book.access
    .all()
    .filter(({ email }) => !access || access.level === 'owner' || email === access.email);
  return {
    access: shown.map((one) => {
      const person = people.find(({ email }) => isSameEmail(email, one.email));
      return {
        email: one.email,
        name: one.name,
        level: one.level,
        team: one.team,
        person: person ? personShape(person) : null,
        osUser: one.osUser,
        unlock: one.verifier !== null ? 'passphrase' : one.osUser !== null ? 'os-user' : 'none',
        from: one.fromAt,
        to: one.toAt,
      };
    }),
  };
}

/** Gives access or another level; the first time the company's owners get it too. There is always an owner. */
export function setAccess(
  context: Context,
  { email, level, name, team, osUser }: InputOf<typeof accessSet>,
): AccessDoc {
  refuseInPersonBook(context);
  const { book } = context;
  const people = heldPeople(book);
  const person = people.find((one) => isSameEmail(one.email, email));
  if (!person && !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new Failure('email_refused', `${email} is not an e-mail address.`, { email });
  }
  const isFirst = holdersOf(context).length === 0;
  book.transaction(() => {
    const at = context.now();
    if (isFirst) {
      const owners = settingOf(context, 'company.owners');
      for (const said of owners === 'none' ? [] : owners.split(',')) {
        const owner = fittingOne(people, said);
        if (owner) {
          const { email: of, name: called, team: own } = owner;
          book.access.set({
            email: of,
            name: called,
            level: 'owner',
            team: own,
            osUser: null,
            givenBy: systemUser(),
            fromAt: at,
          });
        }
      }
    }
    book.access.set({
      email: person?.email ?? email,
      name: person?.name ?? name ?? email,
      level,
      team: team ?? person?.team ?? null,
      osUser:
        osUser ?? (isFirst && isOwnAccount(context, person?.email ?? email) ? systemUser() : null),
      givenBy: systemUser(),
      fromAt: at,
    });
    refuseWithoutOwner(context);
    note(context, 'set access', person?.email ?? email, { level, team: team ?? null });
  });
  return listAccess(context);
}

/**
 * Whether whoever puts access in force does it for themselves: then the user of this computer is theirs.
 * Later on it is said with the user's name, as an owner may sit at a colleague's computer.
 */
const isOwnAccount = ({ who, isNamed }: Context, email: string): boolean =>
  !isNamed || isSameEmail(who, email);

export function setPassphrase(
  context: Context,
  { email, passphrase }: InputOf<typeof accessPassphrase>,
): AccessDoc {
  const { book, access } = context;
  const holder = holderNamed(context, email);
  if (access && access.level !== 'owner' && !isSameEmail(access.email, holder.email)) {
    throw new Failure('access_denied', 'Only an owner sets the passphrase of somebody else.', {
      who: access.name,
    });
  }
  if (passphrase.length < SHORTEST_PASSPHRASE) {
    throw new Failure(
      'access_passphrase_short',
      `A passphrase or PIN has at least ${SHORTEST_PASSPHRASE} characters.`,
      { characters: SHORTEST_PASSPHRASE },
    );
  }
  book.transaction(() => {
    book.access.setVerifier(holder.email, verifierOf(passphrase));
    note(context, 'set access passphrase', holder.email, {});
  });
  return listAccess(context);
}

export function endAccess(context: Context, { email }: InputOf<typeof accessEnd>): AccessDoc {
  const { book } = context;
  const holder = holderNamed(context, email);
  book.transaction(() => {
    book.access.end(holder.email, context.now());
    refuseWithoutOwner(context);
    note(context, 'end access', holder.email, { level: holder.level });
  });
  return listAccess(context);
}

function holderNamed(context: Context, said: string): HeldAccess {
  const holder = fittingOne(holdersOf(context), said);
  if (holder) return holder;
  throw new Failure('access_missing', `${said} has no access that could be changed.`, {
    email: said,
  });
}

function refuseWithoutOwner(context: Context): void {
  if (holdersOf(context).some(({ level }) => level === 'owner')) return;
  throw new Failure(
    'last_owner',
    'Somebody has to be the owner: make an owner first. Nothing was changed.',
  );
}
