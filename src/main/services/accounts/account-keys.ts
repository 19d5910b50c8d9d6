import { Failure } from '../../../core/failure.ts';
import type { Context } from '../context.ts';
import {
  type KeyPlace,
  type KeyState,
  keepKeyFor,
  keyStateAfter,
  readKeptKey,
} from '../kept-keys.ts';
import { type AccountWay, addressOf } from './account-client.ts';
import type { ConnectedAccount } from './account-record.ts';

export { forgetKey, type KeyState } from '../kept-keys.ts';

/** What of an account's way says where its key may go. */
type KeyWay = Pick<AccountWay, 'of' | 'url' | 'authority'>;

const placeOf = ({ of, url, authority }: KeyWay): KeyPlace => ({
  of: of.id,
  origin: addressOf(of, url).origin,
  authority,
});

/** The account's key, handed on and kept nowhere; what its state is now is noted. */
export async function readKey(context: Context, account: ConnectedAccount): Promise<string> {
  try {
    const place = placeOf(account);
    const holder = { name: account.name, entry: account.keyEntry, place };
    const { key, fromKeychain } = await readKeptKey(context, holder);
    if (fromKeychain) await noteKeyState(context, account, 'set');
    return key;
  } catch (error) {
    if (error instanceof Failure) await noteKeyState(context, account, keyStateAfter(error));
    throw error;
  }
}

/** Keeps a key where the person wants it; before anything else is written, since a keychain may refuse. */
export async function keepKey(
  context: Context,
  entry: string,
  { place, key }: { readonly place: KeyWay; readonly key: string },
  keep: 'keychain' | 'run',
): Promise<KeyState> {
  return keepKeyFor(context, entry, placeOf(place), key, keep);
}

async function noteKeyState(
  context: Context,
  account: ConnectedAccount,
  state: KeyState,
): Promise<void> {
  if (account.key === state) return;
  await context.turn(() => context.book.accounts.setKeyState(account.id, state));
}
