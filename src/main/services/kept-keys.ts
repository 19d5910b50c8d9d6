import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import type { Context } from './context.ts';

export type KeyState = 'set' | 'missing' | 'locked';

/** Where a key may go: to whom, at which address, whose word is taken on this authority's. */
export type KeyPlace = {
  readonly of: string;
  readonly origin: string;
  readonly authority: string | null;
};

/** Whose key it is, under which entry it is kept, and where it may go. */
export type KeyHolder = {
  readonly name: string;
  readonly entry: string;
  readonly place: KeyPlace;
};

/** How a key is kept: a book is a file that others can change, so the place is not looked up there. */
const keptKey = z.object({ for: z.string(), key: z.string() });

/**
 * The holder's key: the one given for this run, else the keychain's. It is handed on and kept nowhere.
 * Throws `key_missing`, `key_for_elsewhere` where it was kept for another place than the book now
 * names, or the keychain's own failure with its way on. `fromKeychain` tells where it was found.
 */
export async function readKeptKey(
  context: Context,
  holder: KeyHolder,
): Promise<{ readonly key: string; readonly fromKeychain: boolean }> {
  const given = await context.runKeys.get(holder.entry);
  if (given !== null) return { key: keyFor(holder, given), fromKeychain: false };
  const kept = await context.keychain.get(holder.entry);
  if (kept === null) {
    throw new Failure(
      'key_missing',
      `The keychain holds no key for ${holder.name}. Enter it again, or enter it for this run only.`,
      { account: holder.name, plan: 'ask' },
    );
  }
  return { key: keyFor(holder, kept), fromKeychain: true };
}

/** Keeps a key where the person wants it; before anything else is written, since a keychain may refuse. */
export async function keepKeyFor(
  context: Context,
  entry: string,
  place: KeyPlace,
  key: string,
  keep: 'keychain' | 'run',
): Promise<KeyState> {
  const kept: z.infer<typeof keptKey> = { for: placeName(place), key };
  if (keep === 'run') {
    await context.runKeys.set(entry, JSON.stringify(kept));
    return 'missing';
  }
  await context.keychain.set(entry, JSON.stringify(kept));
  await context.runKeys.remove(entry);
  return 'set';
}

/** Forgets a key everywhere; false where the keychain did not open and may still hold it. */
export async function forgetKey(context: Context, entry: string): Promise<boolean> {
  await context.runKeys.remove(entry);
  try {
    await context.keychain.remove(entry);
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

/** What a failure to read a key says of it. */
export function keyStateAfter({ code }: Failure): KeyState {
  return code === 'key_missing' || code === 'key_for_elsewhere' ? 'missing' : 'locked';
}

/** The key out of what was kept, if it was kept for where it would now go. */
function keyFor({ name, place }: KeyHolder, kept: string): string {
  const found = keptKey.safeParse(parsed(kept));
  if (found.success && found.data.for === placeName(place)) return found.data.key;
  throw new Failure(
    'key_for_elsewhere',
    `The key of ${name} was not kept for ${place.origin}, so it was not sent there. If this is the right address, enter the key again.`,
    { account: name, address: place.origin, plan: 'ask' },
  );
}

function placeName({ of, origin, authority }: KeyPlace): string {
  const parts = [of, origin];
  if (authority !== null) parts.push(createHash('sha256').update(authority).digest('hex'));
  return parts.join(' ');
}

/** What an earlier version kept is a bare key, which names no place. */
function parsed(kept: string): unknown {
  try {
    return JSON.parse(kept);
  } catch {
    return null;
  }
}
