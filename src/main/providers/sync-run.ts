import {
  addDays,
  dayOfNumber,
  firstDay as firstOfMonth,
  type IsoDay,
  isIsoDay,
  lastDay as lastOfMonth,
  monthOf,
} from '../../core/calendar.ts';
import { Failure } from '../../core/failure.ts';
import type { ChargeRow, RowReject, UsageRow } from '../../core/spend/rows.ts';
import type {
  CreditSeen,
  KeySeen,
  LimitSeen,
  Member,
  ProviderContext,
  SeatSeen,
  StreamOutcome,
  SyncNote,
  SyncPage,
} from './provider.ts';
import { closesFeature, requestFailure } from './request-failure.ts';
import { readState, type SyncState, writeState } from './sync-state.ts';
import { UsageCells } from './usage-cells.ts';

/** What one request brought. */
export type ReadPage = {
  readonly rows?: readonly (UsageRow | ChargeRow)[];
  readonly rejects?: readonly RowReject[];
  readonly members?: readonly Member[];
  readonly seats?: readonly SeatSeen[];
  readonly keys?: readonly KeySeen[];
  readonly limits?: readonly LimitSeen[];
  readonly credit?: CreditSeen | null;
  readonly notes?: readonly SyncNote[];
  /** The provider's cursor of the next page; `null` at the end of the window. */
  readonly next: string | null;
  /** How many entries the answer held: pages without any cannot go on for ever. */
  readonly entries: number;
  /** The last day that this page holds as a whole, where more pages follow. */
  readonly wholeThrough?: IsoDay | null;
  readonly facts?: Readonly<Record<string, string>>;
  /** The provider has nothing for these days yet: what is stored for them stays. */
  readonly keepsDays?: boolean;
  /** Nothing was answered, or nothing asked: it does not show that the key opens anything. */
  readonly isSilent?: boolean;
};

export type Place = {
  readonly fromDay: IsoDay;
  readonly toDay: IsoDay;
  readonly page: string | null;
  readonly cells: UsageCells;
  readonly facts: Readonly<Record<string, string>>;
};

/**
 * One kind of answer of a provider. With `days`, it is read in windows of days and those days are
 * replaced; without, it is a list as of now. `gathers`: pages cut through days, so they are summed
 * in `place.cells` and the window is handed over as a whole by `gathered`.
 */
export type Stream = {
  readonly name: string;
  readonly moneyFrom: SyncPage['moneyFrom'];
  /** What the account costs is read from it: a sync without any such stream has read no money. */
  readonly tellsMoney?: boolean;
  readonly days: {
    readonly firstDay: IsoDay;
    readonly lastDay: IsoDay;
    /** Days of a window, or calendar months, of which the last is always read anew. */
    readonly windowDays: number | 'month';
    readonly rereadDays: number;
    /** The month that was read last is read anew as a whole: it is settled when it ends. */
    readonly rereadMonth?: true;
    /** A fact that an earlier stream writes: the provider has nothing before this day. */
    readonly floorFact?: string;
    /** A fact that an earlier stream writes: what was told from this day on is read anew. */
    readonly backToFact?: string;
    /** Streams that tell the same: a day that one of them has stored is not read by this one. */
    readonly after?: readonly string[];
  } | null;
  /** Whether it is read at all, asked when its turn comes. */
  readonly onlyIf?: (state: Pick<SyncState, 'closed' | 'through'>) => boolean;
  readonly read: (place: Place) => Promise<ReadPage>;
  readonly gathered?: (cells: UsageCells) => readonly UsageRow[];
};

type Run = NonNullable<SyncState['run']>;

const MOST_PAGES_OF_A_WINDOW = 20_000;
const MOST_EMPTY_PAGES = 20;
/** More sums than this are not written into the cursor after every page: the window starts over instead. */
const MOST_STORED_CELLS = 5_000;

/**
 * Runs the streams of a sync in their order and hands over one unit after the other, each with the
 * cursor to go on from. From any of these cursors a later run ends with the same rows in the book.
 */
export async function* runStreams(
  provider: string,
  streams: readonly Stream[],
  context: ProviderContext,
  cursor: string | null,
): AsyncGenerator<SyncPage> {
  const stored = readState(cursor);
  const resumed = stored.run;
  let state: SyncState = context.retryClosed ? { ...stored, closed: {} } : stored;
  const start = placeToStart(streams, resumed);
  const before = streams.slice(0, start);
  // What failed before an interruption is tried again at its end.
  const again = before.filter(({ name }) => state.stopped[name] !== undefined);
  const failures = new Map<string, Failure>();
  const asked = new Set<Stream>(before);
  let opened = 0;
  for (const stream of [...streams.slice(start), ...again]) {
    if (state.closed[stream.name] !== undefined) asked.add(stream);
    if (state.closed[stream.name] !== undefined || stream.onlyIf?.(state) === false) continue;
    asked.add(stream);
    const left = state.stopped[stream.name];
    const goesOn =
      resumed?.stream === stream.name ? resumed : left && isInReach(stream, left) ? left : null;
    let run: Run | null = goesOn ?? firstRun(stream, state, context);
    while (run !== null) {
      const window: Run = run;
      try {
        for await (const unit of readWindow(
          context,
          provider,
          stream,
          window,
          window === goesOn,
          state,
        )) {
          state = unit.state;
          if (unit.isHeard) opened += 1;
          yield unit.page;
        }
        run = nextRun(stream, window);
      } catch (error) {
        if (closesFeature(error)) {
          const closed = { ...state.closed, [stream.name]: error.code };
          state = withoutStopped({ ...state, run: afterStream(stream, window), closed }, stream);
          const told = { next: null, entries: 0, notes: [closedNote(stream, error)] };
          yield pageOf(stream, window, told, state, null);
        } else {
          if (!(error instanceof Failure) || endsSync(error)) throw error;
          failures.set(stream.name, error);
          state = stoppedAt(state, stream, window);
        }
        run = null;
      }
    }
  }
  const [first] = failures.values();
  if (opened === 0 && first !== undefined) throw first;
  if (opened === 0 && start === 0 && Object.keys(state.closed).length > 0)
    throw requestFailure('nothing_permitted', provider);
  const ahead = daysAhead(context);
  state = {
    ...state,
    run: null,
    through: ahead === null ? state.through : noLaterThan(ahead, state),
  };
  const today = context.today;
  const run: Run = { ...NO_RUN, fromDay: today, toDay: today, nextDay: today };
  const told = {
    next: null,
    entries: 0,
    notes: ahead === null ? [] : [clockNote(provider, ahead)],
  };
  const outcomes = streams
    .filter((stream) => asked.has(stream))
    .map((stream) => outcomeOf(stream, state, failures.get(stream.name) ?? null));
  yield { ...pageOf(END, run, told, state, null), done: true, outcomes };
}

function outcomeOf(
  { name, tellsMoney = false }: Stream,
  { closed }: SyncState,
  failure: Failure | null,
): StreamOutcome {
  const state = failure !== null ? 'failed' : closed[name] === undefined ? 'done' : 'closed';
  return { stream: name, state, failure, tellsMoney };
}

/** Trouble of this computer, of its line, or the person's own wish: no other stream would fare better. */
const ENDS_SYNC: ReadonlySet<string> = new Set([
  'cancelled',
  'offline',
  'certificate_refused',
  'proxy_refused',
  'proxy_unknown',
]);
export const endsSync = ({ code }: Failure): boolean => ENDS_SYNC.has(code);

/** Where a stream that failed goes on the next time: at its page, where this sync came that far. */
function stoppedAt(state: SyncState, stream: Stream, window: Run): SyncState {
  const at = state.run?.stream === stream.name ? state.run : window;
  return {
    ...state,
    run: afterStream(stream, window),
    stopped: { ...state.stopped, [stream.name]: at },
  };
}

function withoutStopped(state: SyncState, { name }: Stream): SyncState {
  const { [name]: _gone, ...stopped } = state.stopped;
  return { ...state, stopped };
}

/** Bounds move with the calendar: a place before them is not asked for any more. */
function isInReach({ days }: Stream, { fromDay, page }: Run): boolean {
  return days === null ? page !== null : fromDay >= days.firstDay;
}

type Ahead = { readonly today: IsoDay; readonly providerToday: IsoDay };

/** This computer's day, where it lies after the provider's: what it takes for read has not been yet. */
function daysAhead({ client, today }: ProviderContext): Ahead | null {
  const seconds = client.providerSeconds();
  if (seconds === null) return null;
  const providerToday = dayOfNumber(Math.floor(seconds / 86_400));
  return providerToday < today ? { today, providerToday } : null;
}

/** Days that the provider has not seen yet are read again once they are there. */
function noLaterThan({ providerToday }: Ahead, { through }: SyncState): SyncState['through'] {
  return Object.fromEntries(
    Object.entries(through).map(([name, day]) => [name, day < providerToday ? day : providerToday]),
  );
}

function clockNote(provider: string, { today, providerToday }: Ahead): SyncNote {
  return {
    code: 'clock_ahead',
    text: `This computer's clock says ${today}, that of ${provider} ${providerToday}. Set the clock right: days in between are read again then.`,
    details: { provider, today, providerToday },
  };
}

function afterStream(stream: Stream, run: Run): Run {
  return { ...run, stream: `after:${stream.name}`, page: null, cells: null };
}

/** The stream to go on with: the unfinished one, or the one after the last that was finished. */
function placeToStart(streams: readonly Stream[], resumed: Run | null): number {
  if (resumed === null) return 0;
  const finished = resumed.stream.startsWith('after:');
  const name = finished ? resumed.stream.slice('after:'.length) : resumed.stream;
  const index = streams.findIndex((stream) => stream.name === name);
  return index < 0 ? 0 : index + (finished ? 1 : 0);
}

const NO_RUN = { stream: 'end', page: null, cells: null };
const END: Pick<Stream, 'name' | 'moneyFrom' | 'days'> = {
  name: 'end',
  moneyFrom: 'usage',
  days: null,
};

function firstRun(stream: Stream, state: SyncState, { today }: ProviderContext): Run | null {
  if (stream.days === null)
    return {
      stream: stream.name,
      fromDay: today,
      toDay: today,
      page: null,
      nextDay: today,
      cells: null,
    };
  const firstDay = firstDayOf(stream.days, state);
  const back = firstDayAnew(stream, state) ?? firstDay;
  const again = stream.days.windowDays === 'month' ? firstOfMonth(monthOf(back)) : back;
  return windowFrom(stream, again > firstDay ? again : firstDay);
}

/** From which day on the stored days are read anew; `null` where none is stored. */
function firstDayAnew({ name, days }: Stream, { through, facts }: SyncState): IsoDay | null {
  const stored = through[name];
  if (days === null || stored === undefined) return null;
  // A clock that was wrong once may have left a day that has not come yet.
  const last = stored > days.lastDay ? days.lastDay : stored;
  const told = days.backToFact === undefined ? undefined : facts[days.backToFact];
  return [
    addDays(last, 1 - days.rereadDays),
    ...(days.rereadMonth ? [firstOfMonth(monthOf(last))] : []),
    ...(told !== undefined && isIsoDay(told) ? [told] : []),
  ].reduce((first, day) => (day < first ? day : first));
}

function firstDayOf(
  { firstDay, floorFact, after = [] }: NonNullable<Stream['days']>,
  state: SyncState,
): IsoDay {
  const floor = floorFact === undefined ? undefined : state.facts[floorFact];
  const told = after.flatMap((other) => state.through[other] ?? []).map((day) => addDays(day, 1));
  return [firstDay, ...(floor === undefined ? [] : [floor]), ...told].reduce((last, day) =>
    day > last ? day : last,
  );
}

function nextRun(stream: Stream, run: Run): Run | null {
  return stream.days === null ? null : windowFrom(stream, addDays(run.toDay, 1));
}

function windowFrom(stream: Stream, fromDay: IsoDay): Run | null {
  if (stream.days === null || fromDay > stream.days.lastDay) return null;
  const { windowDays } = stream.days;
  const end =
    windowDays === 'month' ? lastOfMonth(monthOf(fromDay)) : addDays(fromDay, windowDays - 1);
  const toDay = end < stream.days.lastDay ? end : stream.days.lastDay;
  return { stream: stream.name, fromDay, toDay, page: null, nextDay: fromDay, cells: null };
}

type Unit = { readonly page: SyncPage; readonly state: SyncState; readonly isHeard: boolean };
type Covered = { readonly fromDay: IsoDay; readonly toDay: IsoDay } | null;

/** Reads one window page by page; with its last unit every day of it is whole. */
async function* readWindow(
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

/** That so many details of a stream count as not told. */
export function spoiledNote(stream: string, count: number): SyncNote {
  const [what, counts] = count === 1 ? ['1 detail', 'counts'] : [`${count} details`, 'count'];
  const text = `${what} of "${stream}" came in a form that is not known and ${counts} as not told.`;
  return { code: 'fields_spoiled', text, details: { stream, count } };
}

function closedNote(stream: Stream, failure: Failure): SyncNote {
  return {
    code: 'feature_closed',
    text: `${failure.details['provider'] ?? 'The provider'} does not open "${stream.name}" to this key. It is left out until you ask again.`,
    details: { stream: stream.name, why: failure.code, said: failure.details['said'] ?? null },
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

function pageOf(
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
