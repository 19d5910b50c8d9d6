import { randomBytes } from 'node:crypto';
import type {
  accountsAdd,
  accountsChange,
  accountsCheck,
  accountsKey,
  accountsRemove,
  CheckDoc,
} from '../../../contract/accounts.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { KEY_HINTS } from '../../../core/accounts/key-hints.ts';
import { Failure } from '../../../core/failure.ts';
import type { CheckResult, Provider } from '../../providers/provider.ts';
import { findProvider } from '../../providers/registry.ts';
import { note } from '../audit/note.ts';
import type { Context } from '../context.ts';
import { type AccountWay, addressOf, providerContext } from './account-client.ts';
import { forgetKey, type KeyState, keepKey, readKey } from './account-keys.ts';
import {
  type ConnectedAccount,
  connectedAccount,
  findAccount,
  requireAccount,
} from './account-record.ts';
import { listAccounts } from './list-accounts.ts';
import { syncErrorDoc } from './sync-record.ts';

/** Without a network an account can still be added, when the person says so. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'offline',
  'timed_out',
  'provider_down',
  'line_cut',
]);

/**
 * Checks the key with the provider, keeps it where the person wants it, and only then writes the
 * account. A key that is not accepted, an address that may not be used or a closed keychain leave
 * nothing behind.
 */
export async function addAccount(
  context: Context,
  input: InputOf<typeof accountsAdd>,
): Promise<OutputOf<typeof accountsAdd>> {
  const { book } = context;
  const of = providerOf(input.provider);
  const name = findAccount(book, input.account)?.name ?? input.account;
  demandFree(context, name, input.provider);
  const url = input.url || null;
  addressOf(of, url);
  const way: AccountWay = {
    of,
    url,
    authority: input.authority || null,
    organization: input.organization || null,
    chargedElsewhere: input.chargedElsewhere ?? false,
    firstDay: input.firstDay ?? null,
  };
  demandOrganization(way);
  const result = await askProvider(context, way, input.key);
  demandAccepted(of, result, input.unchecked ?? false);
  const entry = `${name} (${randomBytes(4).toString('hex')})`;
  const keep = input.keepKey ?? 'keychain';
  const key = await keepKey(context, entry, { place: way, key: input.key }, keep);
  await context.turn(() =>
    book.transaction(() => {
      demandFree(context, name, input.provider);
      const connection = {
        provider: of.id,
        url,
        authority: way.authority,
        organization: way.organization ?? (result.ok ? result.organization : null),
        chargedElsewhere: way.chargedElsewhere,
        automatic: input.automatic ?? false,
        firstDay: way.firstDay,
        connectedAt: context.now(),
        keyEntry: entry,
        key,
        found: JSON.stringify(result.ok ? result.found : []),
      };
      book.accounts.ensure(name);
      book.accounts.connect(name, connection);
      note(context, 'add account', name, {
        provider: of.id,
        url,
        automatic: input.automatic ?? false,
      });
    }),
  );
  return checkDoc(name, way, result, key);
}

function providerOf(id: string): Provider {
  const found = findProvider(id);
  if (found) return found;
  throw new Failure('provider_unknown', `The app knows no provider ${id}.`, { provider: id });
}

function demandFree(context: Context, name: string, provider: string): void {
  const held = findAccount(context.book, name);
  if (held?.keyEntry) {
    throw new Failure(
      'account_exists',
      `${held.name} is connected already. Replace its key, or choose another name.`,
      { account: held.name },
    );
  }
  if (held?.provider && findProvider(held.provider) && held.provider !== provider) {
    throw new Failure(
      'account_of_another',
      `${held.name} is an account of ${held.provider}. Choose another name.`,
      { account: held.name, provider: held.provider },
    );
  }
}

function demandOrganization({ of, organization }: AccountWay): void {
  if (!of.needsOrganization || organization !== null) return;
  throw new Failure(
    'organization_missing',
    `${of.name} needs to know your organization there: its name, as its address shows it, or the id of the workspace or tenant.`,
    { provider: of.name },
  );
}

async function askProvider(context: Context, way: AccountWay, key: string): Promise<CheckResult> {
  try {
    return await way.of.check(providerContext(context, way, key));
  } catch (error) {
    if (error instanceof Failure) return { ok: false, failure: error };
    throw error;
  }
}

/** Where it is the key that the provider refuses, what kind it has to be is said with it. */
const KEY_REFUSALS: ReadonlySet<string> = new Set([
  'key_refused',
  'not_permitted',
  'nothing_permitted',
]);

function demandAccepted(of: Provider, result: CheckResult, unchecked: boolean): void {
  if (result.ok) return;
  const { failure } = result;
  if (unchecked && UNREACHABLE.has(failure.code)) return;
  const hint = KEY_HINTS[of.keyHint];
  if (hint === undefined || !KEY_REFUSALS.has(failure.code)) throw failure;
  throw new Failure(failure.code, `${failure.message} What it takes: ${hint}`, {
    ...failure.details,
    keyHint: of.keyHint,
  });
}

function checkDoc(account: string, way: AccountWay, result: CheckResult, key: KeyState): CheckDoc {
  const can = way.of.capabilities;
  const found = result.ok ? result.found : [];
  const wanted = [
    ...(can.members ? ['members'] : []),
    ...(can.seats ? ['seats'] : []),
    ...(can.usage ? ['usage'] : []),
  ];
  return {
    account,
    provider: way.of.id,
    ok: result.ok,
    organization: result.ok ? result.organization : way.organization,
    found: [...found],
    lacking: result.ok ? wanted.filter((one) => !tells(found, one)) : [],
    notes: result.ok ? result.notes.map((one) => ({ ...one, details: { ...one.details } })) : [],
    error: result.ok ? null : syncErrorDoc(result.failure),
    key,
  };
}

/** Providers tell usage under several names. */
const USAGE_NAMES = ['usage', 'analytics', 'activity', 'events', 'costs', 'billing', 'credits'];

function tells(found: readonly string[], wanted: string): boolean {
  if (wanted !== 'usage') return found.includes(wanted);
  return found.some((one) =>
    USAGE_NAMES.some((name) => one === name || one.startsWith(`${name}/`)),
  );
}

export function wayOf(account: ConnectedAccount): AccountWay {
  return { ...account, chargedElsewhere: account.chargedElsewhere === 1 };
}

/** Asks the provider what the key can do now; the outcome is a value, whatever it is. */
export async function checkAccount(
  context: Context,
  input: InputOf<typeof accountsCheck>,
): Promise<OutputOf<typeof accountsCheck>> {
  const account = connectedAccount(context.book, input.account);
  const way = wayOf(account);
  const key = input.key ?? (await readKey(context, account));
  const result = await askProvider(context, way, key);
  if (result.ok) {
    await context.turn(() =>
      context.book.accounts.setFound(account.id, JSON.stringify(result.found)),
    );
  }
  return checkDoc(account.name, way, result, requireAccount(context.book, account.name).key);
}

/** Sets or replaces the account's key, after the provider accepted the new one. */
export async function setAccountKey(
  context: Context,
  input: InputOf<typeof accountsKey>,
): Promise<OutputOf<typeof accountsKey>> {
  const { book } = context;
  const account = connectedAccount(book, input.account);
  const way = wayOf(account);
  const result = await askProvider(context, way, input.key);
  demandAccepted(way.of, result, input.unchecked ?? false);
  const keep = input.keepKey ?? 'keychain';
  const kept = await keepKey(context, account.keyEntry, { place: way, key: input.key }, keep);
  const key = keep === 'run' ? account.key : kept;
  await context.turn(() =>
    book.transaction(() => {
      book.accounts.setKey(
        account.id,
        key,
        context.now(),
        result.ok ? JSON.stringify(result.found) : account.found,
      );
      note(context, 'set key', account.name, { kept: keep });
    }),
  );
  return checkDoc(account.name, way, result, key);
}

/** Forgets the key and how to reach the provider; what syncs brought stays in the book. */
export async function removeAccount(
  context: Context,
  input: InputOf<typeof accountsRemove>,
): Promise<OutputOf<typeof accountsRemove>> {
  const { book } = context;
  const account = connectedAccount(book, input.account);
  const forgotten = await forgetKey(context, account.keyEntry);
  const gone = await context.turn(() =>
    book.transaction(() => {
      book.accountLists.removeMembers(account.id);
      book.accountLists.removeSeats(account.id);
      book.accountLists.removeKeys(account.id);
      book.accountLists.removeLimits(account.id);
      book.syncs.forgetRunaways(account.id, '');
      book.accounts.disconnect(account.id);
      note(context, 'remove account', account.name, { provider: account.provider });
      return dropIfUnused(context, account.id);
    }),
  );
  return { account: account.name, keyLeft: !forgotten, gone };
}

/** An account that brought nothing and that nothing names is no account any more. */
function dropIfUnused(context: Context, id: number): boolean {
  const { book } = context;
  if (book.accounts.isUsed(id)) return false;
  book.syncs.removeOf(id);
  book.accounts.remove(id);
  return true;
}

export function changeAccount(
  context: Context,
  input: InputOf<typeof accountsChange>,
): OutputOf<typeof accountsChange> {
  const { book } = context;
  book.transaction(() => {
    const account = connectedAccount(book, input.account);
    const automatic = input.automatic ?? account.automatic === 1;
    const elsewhere = input.chargedElsewhere ?? account.chargedElsewhere === 1;
    const isTurned = elsewhere !== (account.chargedElsewhere === 1);
    book.accounts.setWays(account.id, automatic, elsewhere);
    // Every day is told another way then: all of them are read again.
    if (isTurned) book.accounts.readAnew(account.id);
    note(context, 'change account', account.name, { automatic, chargedElsewhere: elsewhere });
  });
  return listAccounts(context);
}
