import type { HeldAccount } from '../../book/stores/accounts.ts';

export type { HeldAccount };

import { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import type { Provider } from '../../providers/provider.ts';
import { findProvider } from '../../providers/registry.ts';

/** Every account by name. */
export function heldAccounts(book: Book): HeldAccount[] {
  return book.accounts.all();
}

export function findAccount(book: Book, name: string): HeldAccount | undefined {
  return book.accounts.one(name.trim());
}

export function requireAccount(book: Book, name: string): HeldAccount {
  const found = findAccount(book, name);
  if (found) return found;
  throw new Failure('account_missing', `There is no account ${name}.`, { account: name });
}

export type ConnectedAccount = HeldAccount & { readonly keyEntry: string; readonly of: Provider };

/** The account with its provider; refused where it is a name that files brought. */
export function connectedAccount(book: Book, name: string): ConnectedAccount {
  return demandConnected(requireAccount(book, name));
}

export function demandConnected(account: HeldAccount): ConnectedAccount {
  const of = account.provider === null ? null : findProvider(account.provider);
  if (of === null || account.keyEntry === null) {
    throw new Failure(
      'account_not_connected',
      `${account.name} is not connected to a provider. Add it with its provider and key first.`,
      { account: account.name },
    );
  }
  return { ...account, keyEntry: account.keyEntry, of };
}
