import { CODEX, CODEX_WIDTH, NO_TIME } from './codex-reading.ts';
import type { LogState } from './log-state.ts';
import type { NumberRows } from './number-rows.ts';
import { numbersHash, shortHash } from './short-hash.ts';

/** A pause within a history that was copied in one go is shorter than this (measured by ccusage: 10 to 40 ms). */
const BURST_PAUSE_MS = 1000;

/** A log, and the time that its events without one take. */
export type CodexLog = { readonly state: LogState; readonly changedMs: number };
export type CodexEvent = { readonly log: number; readonly place: number; readonly ms: number };

/**
 * The events that count, once copied history is left out: a forked or spawned session begins with
 * its parent's events, told by their counts, or (its parent's log missing or not equal) by a burst
 * at its head; and an event equal to one already seen, in whatever log, is a copy. Rules: the Codex
 * adapter of ccusage 20.0.24.
 */
export function mergeCodexEvents(logs: readonly CodexLog[]): CodexEvent[] {
  const bySession = new Map<number, number>();
  for (const [index, { state }] of logs.entries()) {
    const session = state.codex?.session ?? 0;
    if (session !== 0 && !bySession.has(session)) bySession.set(session, index);
  }
  const seen = new Set<number>();
  const events: CodexEvent[] = [];
  for (const [index, log] of logs.entries()) {
    const { rows, models } = log.state;
    const modelHashes = models.map((model) => shortHash(model));
    for (let row = copiedRows(logs, bySession, index); row < rows.count; row += 1) {
      const place = row * CODEX_WIDTH;
      const ms = timeAt(log, place);
      const model = modelHashes[rows.at(place + CODEX.model)] ?? 0;
      const seed = (ms % 1_000_003) * 1_000_003 + Math.floor(ms / 1_000_003) + model;
      const key = numbersHash(seed, rows.cells, place + CODEX.input, place + CODEX_WIDTH);
      if (seen.has(key)) continue;
      seen.add(key);
      events.push({ log: index, place, ms });
    }
  }
  return events;
}

/** How many of a log's first events are a copy of its parent's. */
function copiedRows(
  logs: readonly CodexLog[],
  bySession: ReadonlyMap<number, number>,
  index: number,
): number {
  const log = logs[index];
  const reading = log?.state.codex ?? null;
  if (log === undefined || reading === null || reading.parent === 0) return 0;
  const parentIndex = bySession.get(reading.parent);
  const parent = parentIndex === undefined || parentIndex === index ? undefined : logs[parentIndex];
  const rows = log.state.rows;
  if (parent !== undefined) {
    const limit = rowsBefore(parent, reading.startedMs);
    let equal = 0;
    while (equal < limit && equal < rows.count && isSameUse(parent.state.rows, rows, equal))
      equal += 1;
    if (equal > 0) return equal;
  }
  const { firstMs, secondMs } = reading;
  if (firstMs === null || secondMs === null || !isBurst(firstMs, secondMs)) return 0;
  let previous = firstMs;
  let row = 0;
  while (row < rows.count && isBurst(previous, timeAt(log, row * CODEX_WIDTH))) {
    previous = timeAt(log, row * CODEX_WIDTH);
    row += 1;
  }
  return row;
}

const isBurst = (from: number, to: number): boolean => to >= from && to - from <= BURST_PAUSE_MS;

/** The parent's events up to the fork: later ones were never copied. */
function rowsBefore(parent: CodexLog, startedMs: number | null): number {
  const count = parent.state.rows.count;
  if (startedMs === null) return count;
  for (let row = 0; row < count; row += 1) {
    if (timeAt(parent, row * CODEX_WIDTH) > startedMs) return row;
  }
  return count;
}

function isSameUse(one: NumberRows, other: NumberRows, row: number): boolean {
  for (let cell = CODEX.input; cell < CODEX_WIDTH; cell += 1) {
    const place = row * CODEX_WIDTH + cell;
    if (one.at(place) !== other.at(place)) return false;
  }
  return true;
}

const timeAt = (log: CodexLog, place: number): number => {
  const ms = log.state.rows.at(place + CODEX.ms);
  return ms === NO_TIME ? log.changedMs : ms;
};
