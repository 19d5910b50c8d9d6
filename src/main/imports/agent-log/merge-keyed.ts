import type { CountedLog } from './counted-log.ts';
import { KEYED, KEYED_WIDTH, keyOfRow } from './keyed-rows.ts';

/** An event that counts: of its copies the one that says most, and the log of the one that came first. */
export type KeyedEvent = {
  log: number;
  place: number;
  readonly firstLog: number;
  readonly firstPlace: number;
  isRead: boolean;
};

/** Each event once, by its key alone: of two states of a session the larger one stands. */
export function mergeKeyedLogs(logs: readonly CountedLog[]): KeyedEvent[] {
  const events = new Map<bigint, KeyedEvent>();
  for (const [log, { state, isRead }] of logs.entries()) {
    for (let row = 0; row < state.rows.count; row += 1) {
      const place = row * KEYED_WIDTH;
      const key = keyOfRow(state, place);
      const known = events.get(key);
      if (known === undefined) {
        events.set(key, { log, place, firstLog: log, firstPlace: place, isRead });
        continue;
      }
      if (isRead) known.isRead = true;
      const other = logs[known.log];
      // Equal totals: the later one, which its agent may have mended.
      if (other === undefined || total({ state }, place) < total(other, known.place)) continue;
      if (total({ state }, place) === total(other, known.place) && log !== known.log) continue;
      known.log = log;
      known.place = place;
    }
  }
  return [...events.values()];
}

const SUMMED = [KEYED.input, KEYED.output, KEYED.cacheRead, KEYED.cacheWrite, KEYED.costMicro];

const total = ({ state }: Pick<CountedLog, 'state'>, place: number): number =>
  SUMMED.reduce((sum: number, cell) => sum + Math.max(0, state.rows.at(place + cell)), 0);
