import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import type { Provider } from '../../providers/provider.ts';
import { findProvider } from '../../providers/registry.ts';

export type HeldAccount = {
  readonly id: number;
  readonly name: string;
  readonly provider: string | null;
  readonly billing: 'use' | 'plan';
  readonly url: string | null;
  readonly authority: string | null;
  readonly organization: string | null;
  readonly chargedElsewhere: number;
  readonly automatic: number;
  readonly firstDay: IsoDay | null;
  readonly connectedAt: string | null;
  readonly keyEntry: string | null;
  readonly key: 'set' | 'missing' | 'locked';
  readonly found: string;
  readonly cursor: string | null;
  readonly series: number | null;
};

const COLUMNS = `
  SELECT id, name, provider, billing, base_url AS url, extra_ca AS authority, organization,
    charged_elsewhere AS chargedElsewhere, automatic, first_day AS firstDay,
    connected_at AS connectedAt, key_entry AS keyEntry, key_state AS key, found, cursor, series
  FROM account`;

/** Every account by name. */
export function heldAccounts(book: Book): HeldAccount[] {
  return book.all<HeldAccount>(`${COLUMNS} ORDER BY name COLLATE NOCASE`);
}

export function findAccount(book: Book, name: string): HeldAccount | undefined {
  return book.get<HeldAccount>(`${COLUMNS} WHERE name = ?`, name.trim());
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
