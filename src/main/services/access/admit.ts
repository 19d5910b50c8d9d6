import { hasRequest } from '../../../core/access/rights.ts';
import { Failure } from '../../../core/failure.ts';
import { type Book, openBook } from '../../book/book.ts';
import type { HeldAccess } from '../../book/stores/access.ts';
import { systemUser } from '../../system-user.ts';
import type { Context } from '../context.ts';
import { fittingOne, holdersOf } from './holder.ts';
import type { Sitting } from './sitting.ts';
import { isPassphrase } from './verifier.ts';

const MISSES = 5;
const FIRST_LOCK_MS = 30_000;

/** What the window asks before anybody has sat down: nobody is refused it. */
const AT_THE_DOOR: ReadonlySet<string> = new Set(['access/here', 'access/unlock']);

/** How whoever asks says who they are: by passphrase each time, or by having unlocked the window. */
export type Entry = {
  readonly passphrase: string | null;
  readonly sitting: Sitting | undefined;
};

/**
 * Who asks, once access is set: the holder whom the name fits, or whose user of this computer it is; at
 * the window whoever unlocked it. Throws `access_denied` where nobody has that access, `access_locked`
 * where it is not unlocked. Gives the context as theirs; as it was where access was never set.
 */
export function admit(context: Context, request: string, { passphrase, sitting }: Entry): Context {
  if (sitting === 'app') return context;
  const holders = holdersOf(context);
  if (holders.length === 0) return context;
  if (sitting !== undefined) {
    const holder = sittingHolder(holders, sitting);
    if (holder && hasRequest(holder.level, request)) return asHolder(context, holder);
    if (AT_THE_DOOR.has(request)) return holder ? asHolder(context, holder) : context;
    throw holder ? denied(holder.name, request) : windowLocked();
  }
  const holder = context.isNamed
    ? fittingOne(holders, context.who)
    : holders.find(({ osUser }) => osUser === systemUser());
  if (!holder) throw denied(context.who, request);
  if (!isNamedByGiver(holder)) unlock(context, holder, passphrase);
  if (!hasRequest(holder.level, request)) throw denied(holder.name, request);
  return asHolder(context, holder);
}

function asHolder(context: Context, { email, name, level, team }: HeldAccess): Context {
  return { ...context, who: email, isNamed: true, access: { email, name, level, team } };
}

/** Who sits at the window; before anybody unlocked it, whose user of this computer needs no passphrase. */
function sittingHolder(
  holders: readonly HeldAccess[],
  sitting: Exclude<Sitting, 'app'>,
): HeldAccess | undefined {
  if (sitting === 'nobody') return undefined;
  if (sitting !== 'anybody') return holders.find(({ email }) => email === sitting.email);
  return holders.find(({ osUser, verifier }) => osUser === systemUser() && verifier === null);
}

/**
 * Whether the command line takes a name alone: of who has neither passphrase nor account yet, and only for the
 * user of this computer who gave them access. Anybody else's word for it is nobody's.
 */
const isNamedByGiver = ({ verifier, osUser, givenBy }: HeldAccess): boolean =>
  verifier === null && osUser === null && givenBy === systemUser();

/** Lets a holder sit down, with the passphrase where there is one: throws `access_locked` with what to wait. */
export function unlockHolder(
  context: Context,
  email: string,
  passphrase: string | null,
): { readonly sits: Context } {
  const holder = fittingOne(holdersOf(context), email);
  if (!holder) throw denied(email, 'access/unlock');
  unlock(context, holder, passphrase);
  return { sits: asHolder(context, holder) };
}

function denied(who: string, request: string): Failure {
  return new Failure(
    'access_denied',
    `${who} has no access to this. Ask an owner; nothing was shown or changed.`,
    { who, request },
  );
}

function unlock(context: Context, holder: HeldAccess, passphrase: string | null): void {
  const now = Date.parse(context.now());
  const lockedFor = holder.lockedUntil === null ? 0 : Date.parse(holder.lockedUntil) - now;
  if (lockedFor > 0) throw locked(holder, Math.ceil(lockedFor / 1000));
  if (holder.verifier === null) {
    // Without a passphrase the computer's own user stands for the person.
    if (holder.osUser === systemUser()) return;
    throw locked(holder, 0);
  }
  if (passphrase !== null && isPassphrase(holder.verifier, passphrase)) {
    if (holder.misses > 0) noteMisses(context.book, holder.email, 0, null);
    return;
  }
  if (passphrase !== null) {
    const misses = holder.misses + 1;
    const wait = misses < MISSES ? 0 : FIRST_LOCK_MS * 2 ** Math.min(20, misses - MISSES);
    const until = wait === 0 ? null : new Date(now + wait).toISOString();
    noteMisses(context.book, holder.email, misses, until);
  }
  throw locked(holder, 0);
}

/** Also where the book is open for reading alone: a guess counts whatever it was meant for. */
function noteMisses(book: Book, email: string, misses: number, until: string | null): void {
  const writing = openBook(book.file, 'write');
  try {
    writing.access.miss(email, misses, until);
  } finally {
    writing.close();
  }
}

function windowLocked(): Failure {
  return new Failure(
    'access_window_locked',
    'The window is locked. Say who you are first; nothing was shown or changed.',
  );
}

function locked({ name, verifier, osUser }: HeldAccess, seconds: number): Failure {
  const isWithoutLock = verifier === null && osUser === null;
  return new Failure(
    'access_locked',
    seconds > 0
      ? `${name}'s access is locked for ${seconds} seconds after wrong passphrases.`
      : isWithoutLock
        ? `Nothing unlocks ${name}'s access yet. An owner sets a passphrase for them, with "access passphrase EMAIL"; nothing was shown or changed.`
        : `${name}'s access is locked. Give the passphrase, on the command line in SEATWORTH_ACCESS_PASSPHRASE, or sit at the computer that is theirs.`,
    { name, seconds },
  );
}
