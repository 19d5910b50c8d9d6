import type { SyncDoc } from '../../../contract/accounts.ts';
import {
  planFor,
  type RequestErrorCode,
  type RetryPlan,
} from '../../../core/accounts/retry-plan.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import type { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import type { SyncNote } from '../../providers/provider.ts';
import { findProvider } from '../../providers/registry.ts';
import type { HeldAccount } from './account-record.ts';
import type { SyncTally } from './page-store.ts';

/** An error as documents tell it. */
export type SyncError = NonNullable<SyncDoc['error']>;

const PLANS: ReadonlySet<string> = new Set<RetryPlan>(['retry', 'wait', 'ask']);

export function syncErrorDoc({ code, message, details }: Failure): SyncError {
  const plan = details['plan'];
  return {
    code,
    message,
    plan:
      typeof plan === 'string' && PLANS.has(plan)
        ? (plan as RetryPlan)
        : (planFor(code as RequestErrorCode) ?? 'ask'),
    details: { ...details },
  };
}

/** Opens a sync's line in the account's history; one that a killed process left open is closed. */
export function beginRun(
  book: Book,
  account: HeldAccount,
  run: { at: string; who: string; automatic: boolean },
): number {
  book.run(
    `UPDATE sync_run SET status = 'partial', ended_at = ?, error = ? WHERE account_id = ? AND status = 'running'`,
    run.at,
    JSON.stringify(INTERRUPTED),
    account.id,
  );
  forgetOldRejects(book, account.id);
  return book.run(
    `INSERT INTO sync_run (account_id, at, who, automatic, status, requests, added, replaced, unchanged, removed, rejected, notes)
     VALUES (?, ?, ?, ?, 'running', 0, 0, 0, 0, 0, 0, '[]')`,
    account.id,
    run.at,
    run.who,
    run.automatic ? 1 : 0,
  ).id;
}

/** As many syncs as the account's page lists; rejects of older ones go once their days were read again. */
export const HISTORY = 50;

function forgetOldRejects(book: Book, accountId: number): void {
  book.run(
    `DELETE FROM sync_reject WHERE from_day IS NULL AND run_id IN (
       SELECT id FROM sync_run WHERE account_id = ? ORDER BY id DESC LIMIT -1 OFFSET ${HISTORY - 1})`,
    accountId,
  );
}

const INTERRUPTED: SyncError = {
  code: 'sync_interrupted',
  message:
    'The app ended in the middle of this sync. What came is kept; the next one goes on from there.',
  plan: 'retry',
  details: {},
};

/** Keeps the counts with each page, so that a killed sync still says what it did. */
export function countRun(book: Book, id: number, tally: SyncTally, requests: number): void {
  const { from, to, added, replaced, unchanged, removed, rejected } = tally;
  book.run(
    `UPDATE sync_run SET from_day = ?, to_day = ?, requests = ?, added = ?, replaced = ?, unchanged = ?,
       removed = ?, rejected = ? WHERE id = ?`,
    from,
    to,
    requests,
    added,
    replaced,
    unchanged,
    removed,
    rejected,
    id,
  );
}

export function endRun(
  book: Book,
  id: number,
  end: {
    at: string;
    status: SyncDoc['status'];
    error: SyncError | null;
    nextTry: string | null;
    streams: SyncDoc['streams'];
    notes: readonly SyncNote[];
  },
): void {
  book.run(
    'UPDATE sync_run SET status = ?, ended_at = ?, error = ?, next_try = ?, streams = ?, notes = ? WHERE id = ?',
    end.status,
    end.at,
    end.error === null ? null : JSON.stringify(end.error),
    end.nextTry,
    JSON.stringify(end.streams),
    JSON.stringify(end.notes),
    id,
  );
}

type HeldRun = {
  readonly id: number;
  readonly at: string;
  readonly status: SyncDoc['status'];
  readonly from: IsoDay | null;
  readonly to: IsoDay | null;
  readonly requests: number;
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly rejected: number;
  readonly error: string | null;
  readonly nextTry: string | null;
  readonly streams: string;
  readonly notes: string;
};

/** The account's last syncs that ended, newest first. */
export function syncHistory(book: Book, account: HeldAccount, most: number): SyncDoc[] {
  const provider = account.provider === null ? null : findProvider(account.provider);
  const cursor = Object.fromEntries(
    book
      .all<{ stream: string; through: IsoDay | null }>(
        'SELECT stream, through_day AS through FROM sync_stream WHERE account_id = ? ORDER BY stream',
        account.id,
      )
      .map(({ stream, through }) => [stream, through]),
  );
  return book
    .all<HeldRun>(
      `SELECT id, at, status, from_day AS "from", to_day AS "to", requests, added, replaced, unchanged, removed,
         rejected, error, next_try AS nextTry, streams, notes
       FROM sync_run WHERE account_id = ? AND status <> 'running' ORDER BY id DESC LIMIT ?`,
      account.id,
      most,
    )
    .map(({ error, streams, notes, ...run }) => ({
      ...run,
      account: account.name,
      provider: provider?.id ?? account.provider ?? '',
      cursor,
      error: error === null ? null : (JSON.parse(error) as SyncError),
      streams: JSON.parse(streams) as SyncDoc['streams'],
      notes: JSON.parse(notes) as SyncDoc['notes'],
    }));
}
