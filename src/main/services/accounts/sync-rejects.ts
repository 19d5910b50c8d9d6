import { writeFileSync } from 'node:fs';
import type { syncRejects, syncRejectsFile } from '../../../contract/accounts.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { firstDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import { csvBytes } from '../../exports/csv.ts';
import type { SyncPage } from '../../providers/provider.ts';
import type { Context } from '../context.ts';
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
  const insert = book.statement(
    `INSERT INTO sync_reject (run_id, stream, line, field, value, code, reason, day, from_day, to_day)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { line, field, value, code, reason, day = null } of rejects) {
    const own = asked && day;
    const open = own === null ? asked : { fromDay: own, toDay: own };
    const said = [line, field, value, code, reason] as const;
    insert.run(runId, answer, ...said, own, open?.fromDay ?? null, open?.toDay ?? null);
  }
}

const STREAM_OF = "substr(stream, 1, instr(stream || '/', '/') - 1)";

/**
 * Days were read again as a whole: what earlier syncs could not read of them is no longer open. What
 * is still unreadable is met anew. A row whose day is not known is sought in the days that are left.
 */
export function settleRejects(
  book: Book,
  runId: number,
  { fromDay, toDay, stream }: NonNullable<SyncPage['replaces']>,
): void {
  const earlier = `run_id <> ? AND ${STREAM_OF} = ? AND run_id IN (
    SELECT id FROM sync_run WHERE account_id = (SELECT account_id FROM sync_run WHERE id = ?))`;
  const own = [runId, stream, runId] as const;
  book.run(
    `UPDATE sync_reject SET from_day = NULL, to_day = NULL
     WHERE from_day >= ? AND to_day <= ? AND ${earlier}`,
    fromDay,
    toDay,
    ...own,
  );
  book.run(
    `UPDATE sync_reject SET to_day = date(?, '-1 day')
     WHERE from_day < ? AND to_day BETWEEN ? AND ? AND ${earlier}`,
    fromDay,
    fromDay,
    fromDay,
    toDay,
    ...own,
  );
  book.run(
    `UPDATE sync_reject SET from_day = date(?, '+1 day')
     WHERE to_day > ? AND from_day BETWEEN ? AND ? AND ${earlier}`,
    toDay,
    toDay,
    fromDay,
    toDay,
    ...own,
  );
}

/**
 * How many rows that may be of this month accounts sent in a form that could not be read. The same
 * row met by several syncs counts once.
 */
export function unreadRows({ book }: Context, month: IsoMonth): number {
  return (
    book.get<{ count: number | null }>(
      `SELECT sum(most) AS count FROM (
         SELECT max(rows) AS most FROM (
           SELECT account_id, ${STREAM_OF} AS stream, day, field, value, code, count(*) AS rows
           FROM sync_reject JOIN sync_run ON sync_run.id = run_id
           WHERE sync_reject.from_day <= ? AND sync_reject.to_day >= ?
           GROUP BY account_id, 2, day, field, value, code, run_id)
         GROUP BY account_id, stream, day, field, value, code)`,
      lastDay(month),
      firstDay(month),
    )?.count ?? 0
  );
}

function heldRejects({ book }: Context, sync: number, most: number): SyncReject[] {
  if (!book.get('SELECT 1 AS held FROM sync_run WHERE id = ?', sync))
    throw new Failure('sync_missing', `There is no sync ${sync}.`, { sync });
  return book.all<SyncReject>(
    'SELECT stream, line, field, value, code, reason FROM sync_reject WHERE run_id = ? ORDER BY id LIMIT ?',
    sync,
    most,
  );
}

/** Rows of one sync that could not be read, the first hundred; each next sync meets them again until the provider mends them. */
export function listSyncRejects(
  context: Context,
  { sync }: InputOf<typeof syncRejects>,
): OutputOf<typeof syncRejects> {
  const rejects = heldRejects(context, sync, REJECTS_INLINE);
  const held = context.book.get<{ count: number }>(
    'SELECT count(*) AS count FROM sync_reject WHERE run_id = ?',
    sync,
  );
  return { rejects, count: held?.count ?? 0 };
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
  writeFileSync(out, csvBytes([['stream', ...REJECT_COLUMNS], ...lines], ',', false));
  return { file: out, rows: rows.length };
}
