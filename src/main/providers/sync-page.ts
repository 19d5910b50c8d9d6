import type { IsoDay } from '../../core/calendar.ts';
import type { ChargeRow, RowReject, UsageRow } from '../../core/spend/rows.ts';
import type { SyncPage } from './provider.ts';
import type { ReadPage, Stream } from './stream.ts';
import type { Run } from './stream-runs.ts';
import { type SyncState, writeState } from './sync-state.ts';

/** The days that a page holds as a whole; `null` where it holds none. */
export type Covered = { readonly fromDay: IsoDay; readonly toDay: IsoDay } | null;

/** What one request brought, as the book takes it, with the cursor to go on from. */
export function pageOf(
  stream: Pick<Stream, 'name' | 'moneyFrom' | 'days'>,
  run: Run,
  read: ReadPage,
  state: SyncState,
  covered: Covered,
): SyncPage {
  return {
    stream: stream.name,
    asked: stream.days && { fromDay: run.fromDay, toDay: run.toDay },
    rows: read.rows?.filter((row) => isAsked(row, run)) ?? [],
    rejects: [
      ...(read.rejects ?? []),
      ...(read.rows?.flatMap((row) => (isAsked(row, run) ? [] : [dayReject(row)])) ?? []),
    ],
    members: read.members ?? [],
    seats: read.seats ?? [],
    keys: read.keys ?? [],
    limits: read.limits ?? [],
    credit: read.credit ?? null,
    replaces: covered && { ...covered, stream: stream.name },
    moneyFrom: stream.moneyFrom,
    notes: read.notes ?? [],
    cursor: writeState(state),
    progress: { fromDay: run.fromDay, toDay: run.toDay, doneDay: covered?.toDay ?? run.nextDay },
    done: false,
    outcomes: [],
  };
}

/** A row of a day that was not asked for would never be replaced again. */
function isAsked({ day }: UsageRow | ChargeRow, { fromDay, toDay }: Run): boolean {
  return day >= fromDay && day <= toDay;
}

function dayReject({ line, day }: UsageRow | ChargeRow): RowReject {
  return {
    kind: 'reject',
    line,
    field: 'day',
    value: day,
    code: 'provider_day',
    reason: `The provider sent a row of ${day}, a day that it was not asked for.`,
    raw: [],
  };
}
