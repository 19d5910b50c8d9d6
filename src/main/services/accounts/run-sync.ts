import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { SyncDoc, syncRun } from '../../../contract/syncs.ts';
import { Failure } from '../../../core/failure.ts';
import type { Context } from '../context.ts';
import { keepKey } from './account-keys.ts';
import {
  type ConnectedAccount,
  connectedAccount,
  demandConnected,
  heldAccounts,
} from './account-record.ts';
import { syncAccount } from './sync-account.ts';
import { inTurn, syncHistory } from './sync-record.ts';

const oneAfterTheOther = inTurn();

/**
 * Syncs the account named, or every connected one; with `automatic` only those that the owner set
 * to, whose key is known to be there, and that may be asked again by now.
 */
export async function runSync(
  context: Context,
  input: InputOf<typeof syncRun>,
): Promise<OutputOf<typeof syncRun>> {
  return oneAfterTheOther(context.book, () => syncAll(context, input));
}

async function syncAll(
  context: Context,
  { account, automatic = false, key, again }: InputOf<typeof syncRun>,
): Promise<OutputOf<typeof syncRun>> {
  const { book } = context;
  if (key !== undefined && account === undefined)
    throw new Failure('account_needed', 'A key is for one account: name it.', {});
  const accounts =
    account === undefined
      ? heldAccounts(book)
          .filter(({ keyEntry }) => keyEntry !== null)
          .map(demandConnected)
      : [connectedAccount(book, account)];
  const syncs: SyncDoc[] = [];
  for (const one of accounts) {
    if (context.signal?.aborted) break;
    if (automatic && !(await isDue(context, one))) continue;
    if (key !== undefined) await keepKey(context, one.keyEntry, { place: one, key }, 'run');
    syncs.push(await syncAccount(context, one.name, { automatic, again: again ?? null }));
  }
  return { syncs };
}

/** The app asks by itself only where it was told to, and never what a person must settle first. */
async function isDue(context: Context, account: ConnectedAccount): Promise<boolean> {
  if (account.automatic !== 1) return false;
  const given = await context.runKeys.get(account.keyEntry);
  if (account.key !== 'set' && given === null) return false;
  const [last] = syncHistory(context.book, account, 1);
  // What went wrong before this key was entered is settled.
  if (!last || last.at < (account.connectedAt ?? '')) return true;
  if (last.error?.plan === 'ask') return false;
  return last.nextTry === null || last.nextTry <= context.now();
}
