import { createHash } from 'node:crypto';
import * as z from 'zod';
import { Failure } from '../../../core/failure.ts';
import type { Context } from '../context.ts';
import { type AccountWay, addressOf } from './account-client.ts';
import type { ConnectedAccount } from './account-record.ts';

export type KeyState = 'set' | 'missing' | 'locked';

/** Where a key may go: to this provider at this address, whose word is taken on this authority's. */
export type KeyPlace = Pick<AccountWay, 'of' | 'url' | 'authority'>;

/** How a key is kept: a book is a file that others can change, so the place is not looked up there. */
const keptKey = z.object({ for: z.string(), key: z.string() });

/**
 * The account's key: the one given for this run, else the keychain's. It is handed on and kept
 * nowhere. Throws `key_missing`, `key_for_elsewhere` where it was kept for another place than the
 * book now names, or the keychain's own failure with its way on.
 */
export async function readKey(context: Context, account: ConnectedAccount): Promise<string> {
  try {
    const given = await context.runKeys.get(account.keyEntry);
    if (given !== null) return keyFor(account, given);
    const kept = await context.keychain.get(account.keyEntry);
    if (kept === null) {
      throw new Failure(
        'key_missing',
        `The keychain holds no key for ${account.name}. Enter it again, or enter it for this run only.`,
        { account: account.name, plan: 'ask' },
      );
    }
    const key = keyFor(account, kept);
    await noteKeyState(context, account, 'set');
    return key;
  } catch (error) {
    if (error instanceof Failure) await noteKeyState(context, account, stateOf(error));
    throw error;
  }
}

/** Keeps a key where the person wants it; before anything else is written, since a keychain may refuse. */
export async function keepKey(
  context: Context,
  entry: string,
  { place, key }: { readonly place: KeyPlace; readonly key: string },
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

/** The key out of what was kept, if it was kept for where it would now go. */
function keyFor(account: ConnectedAccount, kept: string): string {
  const found = keptKey.safeParse(parsed(kept));
  if (found.success && found.data.for === placeName(account)) return found.data.key;
  const { origin } = addressOf(account.of, account.url);
  throw new Failure(
    'key_for_elsewhere',
    `The key of ${account.name} was not kept for ${origin}, so it was not sent there. If this is the right address, enter the key again.`,
    { account: account.name, address: origin, plan: 'ask' },
  );
}

function placeName({ of, url, authority }: KeyPlace): string {
  const parts = [of.id, addressOf(of, url).origin];
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

function stateOf({ code }: Failure): KeyState {
  return code === 'key_missing' || code === 'key_for_elsewhere' ? 'missing' : 'locked';
}

async function noteKeyState(
  context: Context,
  account: ConnectedAccount,
  state: KeyState,
): Promise<void> {
  if (account.key === state) return;
  await context.turn(() => context.book.accounts.setKeyState(account.id, state));
}
