import { dayOfNumber } from '../../core/calendar.ts';
import { Failure } from '../../core/failure.ts';
import type { ProviderContext, StreamOutcome, SyncPage } from './provider.ts';
import { readWindow } from './read-window.ts';
import { closesFeature, requestFailure } from './request-failure.ts';
import type { Stream } from './stream.ts';
import {
  afterStream,
  firstRun,
  isInReach,
  NO_RUN,
  nextRun,
  placeToStart,
  type Run,
  stoppedAt,
  withoutStopped,
} from './stream-runs.ts';
import { type Ahead, clockNote, closedNote } from './sync-notes.ts';
import { pageOf } from './sync-page.ts';
import { readState, type SyncState } from './sync-state.ts';

const END: Pick<Stream, 'name' | 'moneyFrom' | 'days'> = {
  name: 'end',
  moneyFrom: 'usage',
  days: null,
};

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
          const read = { next: null, entries: 0, notes: [closedNote(stream, error)] };
          yield pageOf(stream, window, read, state, null);
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
  const read = {
    next: null,
    entries: 0,
    notes: ahead === null ? [] : [clockNote(provider, ahead)],
  };
  const outcomes = streams
    .filter((stream) => asked.has(stream))
    .map((stream) => outcomeOf(stream, state, failures.get(stream.name) ?? null));
  yield { ...pageOf(END, run, read, state, null), done: true, outcomes };
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
