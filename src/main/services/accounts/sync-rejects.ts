import { writeFileSync } from 'node:fs';
import type { syncRejects, syncRejectsFile } from '../../../contract/accounts.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { csvBytes } from '../../exports/csv.ts';
import type { Context } from '../context.ts';
import { REJECT_COLUMNS, safeCell } from '../imports/history.ts';
import { REJECTS_INLINE } from '../imports/import-run.ts';

type SyncReject = OutputOf<typeof syncRejects>['rejects'][number];

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
