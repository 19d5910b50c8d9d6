import type { SyncDoc } from '../../../contract/syncs.ts';
import {
  planFor,
  type RequestErrorCode,
  type RetryPlan,
} from '../../../core/accounts/retry-plan.ts';
import { Failure } from '../../../core/failure.ts';
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

/** A wait without a time of its own is as long as this before the app tries by itself again. */
const QUIET_MINUTES = 15;

/** When a failed sync may be asked again, as an instant; `null` where waiting does not help. */
export function nextTryOf(error: Failure, now: string): string | null {
  const nextTry = error.details['nextTry'];
  if (typeof nextTry === 'string') return nextTry;
  if (syncErrorDoc(error).plan !== 'wait') return null;
  return new Date(Date.parse(now) + QUIET_MINUTES * 60_000).toISOString();
}

export const syncStopped = (): Failure =>
  new Failure('cancelled', 'The sync was stopped. It goes on from here at the next one.', {
    plan: 'retry',
  });

/** Has the syncs of one book done one after the other, whoever asked for them. */
export function inTurn(): <T>(book: Book, work: () => Promise<T>) => Promise<T> {
  const underWay = new WeakMap<Book, Promise<unknown>>();
  return (book, work) => {
    const mine = (underWay.get(book) ?? Promise.resolve()).then(work);
    underWay.set(
      book,
      mine.catch(() => {}), // whoever asked hears of it
    );
    return mine;
  };
}

/** Opens a sync's line in the account's history; one that a killed process left open is closed. */
export function beginRun(
  book: Book,
  account: HeldAccount,
  run: { at: string; who: string; automatic: boolean },
): number {
  book.syncs.closeInterrupted(account.id, run.at, JSON.stringify(INTERRUPTED));
  forgetOldRejects(book, account.id);
  return book.syncs.begin(account.id, run).id;
}

/** As many syncs as the account's page lists; rejects of older ones go once their days were read again. */
export const HISTORY = 50;

function forgetOldRejects(book: Book, accountId: number): void {
  book.syncs.forgetOldRejects(accountId, HISTORY - 1);
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
  book.syncs.count(id, tally, requests);
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
  book.syncs.end(id, {
    ...end,
    error: end.error === null ? null : JSON.stringify(end.error),
    streams: JSON.stringify(end.streams),
    notes: JSON.stringify(end.notes),
  });
}

/** The account's last syncs that ended, newest first. */
export function syncHistory(book: Book, account: HeldAccount, most: number): SyncDoc[] {
  const provider = account.provider === null ? null : findProvider(account.provider);
  const cursor = Object.fromEntries(
    book.syncs.through(account.id).map(({ stream, through }) => [stream, through]),
  );
  return book.syncs.ended(account.id, most).map(({ error, streams, notes, ...run }) => ({
    ...run,
    account: account.name,
    provider: provider?.id ?? account.provider ?? '',
    cursor,
    error: error === null ? null : (JSON.parse(error) as SyncError),
    streams: JSON.parse(streams) as SyncDoc['streams'],
    notes: JSON.parse(notes) as SyncDoc['notes'],
  }));
}
