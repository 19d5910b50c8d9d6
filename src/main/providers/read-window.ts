import { addDays } from '../../core/calendar.ts';
import { Failure } from '../../core/failure.ts';
import type { ProviderContext, SyncNote, SyncPage } from './provider.ts';
import { requestFailure } from './request-failure.ts';
import type { ReadPage, Stream } from './stream.ts';
import { afterStream, nextRun, type Run, withoutStopped } from './stream-runs.ts';
import { spoiledNote } from './sync-notes.ts';
import { type Covered, pageOf } from './sync-page.ts';
import type { SyncState } from './sync-state.ts';
import { UsageCells } from './usage-cells.ts';

const MOST_PAGES_OF_A_WINDOW = 20_000;
const MOST_EMPTY_PAGES = 20;

/** More sums than this are not written into the cursor after every page: the window starts over instead. */
const MOST_STORED_CELLS = 5_000;

/** A page with the state after it; `isHeard`: the provider has told something in it. */
type Unit = { readonly page: SyncPage; readonly state: SyncState; readonly isHeard: boolean };

/** Reads one window page by page; with its last unit every day of it is whole. */
export async function* readWindow(
  { client }: ProviderContext,
  provider: string,
  stream: Stream,
  start: Run,
  resumed: boolean,
  given: SyncState,
): AsyncGenerator<Unit> {
  let state = given;
  let run = start;
  let cells = run.cells === null ? new UsageCells() : UsageCells.from(run.cells);
  const seen = new Set<string>(run.page === null ? [] : [run.page]);
  let empty = 0;
  for (let pages = 1; ; pages += 1) {
    let read: ReadPage;
    try {
      read = await stream.read({ ...run, cells, facts: state.facts });
    } catch (error) {
      // A page's cursor of an earlier run may have expired: the rest of the window is asked for anew.
      if (!resumed || pages > 1 || run.page === null || !isStaleCursor(error)) throw error;
      run = { ...run, fromDay: run.nextDay, page: null, cells: null };
      cells = new UsageCells();
      seen.clear();
      continue;
    }
    read = { ...read, notes: [...(read.notes ?? []), ...spoiledNotes(stream, client)] };
    state = { ...state, facts: { ...state.facts, ...read.facts } };
    if (read.next === null) {
      yield { ...lastUnit(stream, run, read, cells, state), isHeard: isHeard(read) };
      return;
    }
    empty = read.entries === 0 ? empty + 1 : 0;
    if (seen.has(read.next) || empty > MOST_EMPTY_PAGES || pages >= MOST_PAGES_OF_A_WINDOW)
      throw requestFailure('cursor_loop', provider, { stream: stream.name, day: run.nextDay });
    seen.add(read.next);
    const covered = stream.gathered ? null : wholeDays(provider, stream, run, read);
    const nextDay = covered === null ? run.nextDay : addDays(covered.toDay, 1);
    const following: Run = { ...run, page: read.next, nextDay, cells: null };
    state = { ...state, run: resumePoint(stream, following, cells) };
    yield { page: pageOf(stream, run, read, state, covered), state, isHeard: isHeard(read) };
    run = following;
  }
}

/** Whether the provider has told something: an answer of which no record can be read has not. */
function isHeard({ isSilent, entries, rejects = [] }: ReadPage): boolean {
  return isSilent !== true && (rejects.length === 0 || rejects.length < entries);
}

/** Where a later run goes on: at the next page, with the sums so far, or, if these are too many, at the window's start. */
function resumePoint(stream: Stream, following: Run, cells: UsageCells): Run {
  if (!stream.gathered) return following;
  return cells.size > MOST_STORED_CELLS
    ? { ...following, page: null, nextDay: following.fromDay }
    : { ...following, cells: cells.stored() };
}

function lastUnit(
  stream: Stream,
  run: Run,
  read: ReadPage,
  cells: UsageCells,
  given: SyncState,
): Omit<Unit, 'isHeard'> {
  const before = given.through[stream.name];
  const through = before !== undefined && before > run.toDay ? before : run.toDay;
  const following = nextRun(stream, run);
  const state: SyncState = {
    ...withoutStopped(given, stream),
    // At a stream's end the next stream begins; its own `through` says where.
    run: following ?? afterStream(stream, run),
    through: stream.days === null ? given.through : { ...given.through, [stream.name]: through },
  };
  const rows = stream.gathered ? stream.gathered(cells) : (read.rows ?? []);
  const left = stream.days !== null && run.nextDay <= run.toDay && read.keepsDays !== true;
  const covered = left ? { fromDay: run.nextDay, toDay: run.toDay } : null;
  return { page: pageOf(stream, run, { ...read, rows }, state, covered), state };
}

/** The days that a page in the middle of a window holds as a whole; they only ever go forward. */
function wholeDays(provider: string, stream: Stream, run: Run, read: ReadPage): Covered {
  const through = read.wholeThrough ?? null;
  if (stream.days === null || through === null) return null;
  if (through < run.nextDay || through > run.toDay)
    throw requestFailure('cursor_loop', provider, { stream: stream.name, day: through });
  return { fromDay: run.nextDay, toDay: through };
}

function isStaleCursor(error: unknown): boolean {
  const status = error instanceof Failure ? error.details['status'] : null;
  return status === 400 || status === 404 || status === 410;
}

/** Optional fields that came in an unknown form: they count as not told, and that is said. */
function spoiledNotes({ name }: Stream, client: ProviderContext['client']): SyncNote[] {
  const count = client.takeSpoiled();
  return count === 0 ? [] : [spoiledNote(name, count)];
}
