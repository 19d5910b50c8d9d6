import { type Command, Option } from 'commander';
import * as sync from '../../contract/syncs.ts';
import { Failure } from '../../core/failure.ts';
import { printTable, say } from '../print.ts';
import { KEY_QUESTION, readKeyText } from '../read-key.ts';
import { ask, exitState, globalOptions } from '../session.ts';

type SyncOptions = { key?: boolean; again?: 'closed' | 'all' };

/** Reads accounts at their providers. */
export function addSyncCommand(program: Command): void {
  program
    .command('sync [account]')
    .description(
      'read accounts from where the last sync ended; exits 0 only when every account was read whole, 1 when one was read in part or not at all',
    )
    .option('--key', 'with a key from standard input or a prompt, for this run only')
    .addOption(
      new Option('--again <what>', 'ask again for what was closed, or for everything').choices([
        'closed',
        'all',
      ]),
    )
    .action(async (account: string | undefined, options: SyncOptions, self: Command) => {
      if (options.key && account === undefined) {
        throw new Failure('account_needed', 'A key is for one account: name it.', {});
      }
      const key = options.key ? { key: await readKeyText(KEY_QUESTION) } : {};
      const named = account === undefined ? {} : { account };
      const again = options.again === undefined ? {} : { again: options.again };
      await ask(
        self,
        sync.syncRun,
        { ...named, ...key, ...again },
        ({ syncs }) => showSyncs(syncs),
        ({ syncs }) => failWhereNotWhole(syncs, globalOptions(self).json === true),
      );
    });
}

/** A script that goes on after a sync must be able to rely on all of it being there. */
function failWhereNotWhole(syncs: readonly sync.SyncDoc[], isJson: boolean): void {
  if (syncs.every(({ status }) => status === 'done')) return;
  exitState.code = 1;
  // The table has said it already.
  if (isJson) saySyncs(syncs);
}

function showSyncs(syncs: readonly sync.SyncDoc[]): void {
  if (syncs.length === 0) {
    say('No account is connected. Add one with "accounts add".');
    return;
  }
  printTable(
    ['Account', 'Status', 'From', 'To', 'Added', 'Replaced', 'Unchanged', 'Rejected', 'Requests'],
    syncs.map((one) => [
      one.account,
      one.status,
      one.from ?? '',
      one.to ?? '',
      ...[one.added, one.replaced, one.unchanged, one.rejected, one.requests].map(String),
    ]),
  );
  saySyncs(syncs);
}

/** What kept each sync from being whole, and what else is to be known of it. */
function saySyncs(syncs: readonly sync.SyncDoc[]): void {
  for (const { account, error, nextTry, notes, streams } of syncs) {
    const failed = streams.filter(({ state }) => state === 'failed');
    if (failed.length > 0) {
      const names = failed.map(({ stream }) => stream).join(', ');
      say(`${account}: all was read except ${names}; what was read before stands.`);
      for (const one of failed) say(`  ${one.stream}: ${one.error?.message ?? 'it failed.'}`);
      if (nextTry) say(`${account}: next try after ${nextTry}.`);
    } else if (error) {
      say(`${account}: ${error.message}${nextTry ? ` Next try after ${nextTry}.` : ''}`);
    }
    for (const { text } of notes) say(`${account}: ${text}`);
  }
}
