import {
  addDays,
  firstDay as firstOfMonth,
  type IsoDay,
  isIsoDay,
  lastDay as lastOfMonth,
  monthOf,
} from '../../core/calendar.ts';
import type { ProviderContext } from './provider.ts';
import type { Stream } from './stream.ts';
import type { SyncState } from './sync-state.ts';

/** Where a sync is: a stream, its window of days, and the page in it. */
export type Run = NonNullable<SyncState['run']>;

/** After the last stream. */
export const NO_RUN = { stream: 'end', page: null, cells: null };

/** The stream to go on with: the unfinished one, or the one after the last that was finished. */
export function placeToStart(streams: readonly Stream[], resumed: Run | null): number {
  if (resumed === null) return 0;
  const finished = resumed.stream.startsWith('after:');
  const name = finished ? resumed.stream.slice('after:'.length) : resumed.stream;
  const index = streams.findIndex((stream) => stream.name === name);
  return index < 0 ? 0 : index + (finished ? 1 : 0);
}

/** A stream's first window: from the days that are read anew; `null` where nothing is left to read. */
export function firstRun(stream: Stream, state: SyncState, { today }: ProviderContext): Run | null {
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
  const factDay = days.backToFact === undefined ? undefined : facts[days.backToFact];
  return [
    addDays(last, 1 - days.rereadDays),
    ...(days.rereadMonth ? [firstOfMonth(monthOf(last))] : []),
    ...(factDay !== undefined && isIsoDay(factDay) ? [factDay] : []),
  ].reduce((first, day) => (day < first ? day : first));
}

function firstDayOf(
  { firstDay, floorFact, after = [] }: NonNullable<Stream['days']>,
  state: SyncState,
): IsoDay {
  const floor = floorFact === undefined ? undefined : state.facts[floorFact];
  const nextDays = after
    .flatMap((other) => state.through[other] ?? [])
    .map((day) => addDays(day, 1));
  return [firstDay, ...(floor === undefined ? [] : [floor]), ...nextDays].reduce((last, day) =>
    day > last ? day : last,
  );
}

/** The window after this one; `null` at the stream's end. */
export function nextRun(stream: Stream, run: Run): Run | null {
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

/** The place behind a stream, from which the next one begins. */
export function afterStream(stream: Stream, run: Run): Run {
  return { ...run, stream: `after:${stream.name}`, page: null, cells: null };
}

/** Where a stream that failed goes on the next time: at its page, where this sync came that far. */
export function stoppedAt(state: SyncState, stream: Stream, window: Run): SyncState {
  const at = state.run?.stream === stream.name ? state.run : window;
  return {
    ...state,
    run: afterStream(stream, window),
    stopped: { ...state.stopped, [stream.name]: at },
  };
}

/** The same, without a place at which this stream stopped. */
export function withoutStopped(state: SyncState, { name }: Stream): SyncState {
  const { [name]: _gone, ...stopped } = state.stopped;
  return { ...state, stopped };
}

/** Bounds move with the calendar: a place before them is not asked for any more. */
export function isInReach({ days }: Stream, { fromDay, page }: Run): boolean {
  return days === null ? page !== null : fromDay >= days.firstDay;
}
