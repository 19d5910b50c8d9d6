import { Failure } from '../../../core/failure.ts';
import type { Context } from '../context.ts';
import type { ConnectedAccount } from './account-record.ts';

export type KeyState = 'set' | 'missing' | 'locked';

/**
 * The account's key: the one given for this run, else the keychain's. It is handed on and kept
 * nowhere. Throws `key_missing`, or the keychain's own failure with its way on.
 */
export async function readKey(context: Context, account: ConnectedAccount): Promise<string> {
  const given = await context.runKeys.get(account.keyEntry);
  if (given !== null) return given;
  try {
    const key = await context.keychain.get(account.keyEntry);
    if (key === null) {
      throw new Failure(
        'key_missing',
        `The keychain holds no key for ${account.name}. Enter it again, or enter it for this run only.`,
        { account: account.name, plan: 'ask' },
      );
    }
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
  key: string,
  keep: 'keychain' | 'run',
): Promise<KeyState> {
  if (keep === 'run') {
    await context.runKeys.set(entry, key);
    return 'missing';
  }
  await context.keychain.set(entry, key);
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

function stateOf({ code }: Failure): KeyState {
  return code === 'key_missing' ? 'missing' : 'locked';
}

async function noteKeyState(
  context: Context,
  account: ConnectedAccount,
  state: KeyState,
): Promise<void> {
  if (account.key === state) return;
  await context.turn(() => context.book.accounts.setKeyState(account.id, state));
}
