import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { syncRejects, syncRejectsFile } from '../../../contract/syncs.ts';
import { firstDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import { csvBytes } from '../../exports/csv.ts';
import type { SyncPage } from '../../providers/provider.ts';
import type { Context } from '../context.ts';
import { writeWhole } from '../exports/write-whole.ts';
import { REJECT_COLUMNS, safeCell } from '../imports/history.ts';
import { REJECTS_INLINE } from '../imports/import-run.ts';

type SyncReject = OutputOf<typeof syncRejects>['rejects'][number];

/** Keeps a page's unreadable rows with their sync, and of which days they may be. */
export function keepRejects(
  book: Book,
  runId: number,
  { rejects, stream, asked }: Pick<SyncPage, 'rejects' | 'stream' | 'asked'>,
): void {
  // Rows have numbers within an answer only: the days that were asked for tell the answers apart.
  const days = asked === null ? [] : [...new Set([asked.fromDay, asked.toDay])];
  const answer = [stream, ...days].join('/');
  for (const { line, field, value, code, reason, day = null } of rejects) {
    const own = asked && day;
    const open = own === null ? asked : { fromDay: own, toDay: own };
    book.syncs.addReject(runId, answer, { line, field, value, code, reason }, own, open);
  }
}

/**
 * Days were read again as a whole: what earlier syncs could not read of them is no longer open. What
 * is still unreadable is met anew. A row whose day is not known is sought in the days that are left.
 */
export function settleRejects(
  book: Book,
  runId: number,
  { fromDay, toDay, stream }: NonNullable<SyncPage['replaces']>,
): void {
  book.syncs.settleWithin(runId, stream, fromDay, toDay);
  book.syncs.settleEnds(runId, stream, fromDay, toDay);
  book.syncs.settleBeginnings(runId, stream, fromDay, toDay);
}

/**
 * How many rows that may be of this month accounts sent in a form that could not be read. The same
 * row met by several syncs counts once.
 */
export function unreadRows({ book }: Context, month: IsoMonth): number {
  return book.syncs.unreadBetween(firstDay(month), lastDay(month)) ?? 0;
}

function heldRejects({ book }: Context, sync: number, most: number): SyncReject[] {
  if (!book.syncs.isKnown(sync))
    throw new Failure('sync_missing', `There is no sync ${sync}.`, { sync });
  return book.syncs.rejects(sync, most);
}

/** Rows of one sync that could not be read, the first hundred; each next sync meets them again until the provider mends them. */
export function listSyncRejects(
  context: Context,
  { sync }: InputOf<typeof syncRejects>,
): OutputOf<typeof syncRejects> {
  const rejects = heldRejects(context, sync, REJECTS_INLINE);
  const held = context.book.syncs.countRejects(sync);
  return { rejects, count: held };
}

/** Writes them all as CSV. What else stood in such a row is not kept: it may hold more than figures. */
export function writeSyncRejects(
  context: Context,
  { sync, out }: InputOf<typeof syncRejectsFile>,
): OutputOf<typeof syncRejectsFile> {
  const rows = heldRejects(context, sync, -1);
  const lines = rows.map(({ stream, line, field, value, reason }) => [
    safeCell(stream),
    String(line),
    field ?? '',
    safeCell(value ?? ''),
    reason,
  ]);
  writeWhole(out, csvBytes([['stream', ...REJECT_COLUMNS], ...lines], ',', false));
  return { file: out, rows: rows.length };
}
