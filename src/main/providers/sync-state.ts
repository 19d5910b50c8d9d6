import { z } from 'zod';
import { isIsoDay } from '../../core/calendar.ts';

const day = z.string().refine(isIsoDay);

const runShape = z.object({
  stream: z.string(),
  fromDay: day,
  toDay: day,
  page: z.string().nullable(),
  /** The first day that is not stored yet. */
  nextDay: day,
  /** Sums of the window so far, for streams that need the whole window. */
  cells: z.array(z.unknown()).nullable(),
});

const stateShape = z.object({
  version: z.literal(1),
  /** Where an unfinished sync goes on; `null` between two syncs. */
  run: runShape.nullable(),
  /** Per stream that failed, where it goes on; released versions had no such list. */
  stopped: z.record(z.string(), runShape).default({}),
  /** Per stream, the last day that is stored as a whole. */
  through: z.record(z.string(), day),
  /** Per stream, why it is closed for this key. */
  closed: z.record(z.string(), z.string()),
  /** What an adapter found out and wants to remember. */
  facts: z.record(z.string(), z.string()),
});

/** What a cursor says. It is opaque to everybody but `sync-run`. */
export type SyncState = z.infer<typeof stateShape>;

const fresh: SyncState = { version: 1, run: null, stopped: {}, through: {}, closed: {}, facts: {} };

/** Reads a stored cursor. One that cannot be read starts over: days are replaced, so nothing counts twice. */
export function readState(cursor: string | null): SyncState {
  if (cursor === null) return fresh;
  try {
    return stateShape.parse(JSON.parse(cursor));
  } catch {
    return fresh;
  }
}

export function writeState(state: SyncState): string {
  return JSON.stringify(state);
}
