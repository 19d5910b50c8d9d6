import { CODEX, CODEX_WIDTH, NO_TIME } from './codex-reading.ts';
import type { CountedLog } from './counted-log.ts';
import type { NumberRows } from './number-rows.ts';
import { numbersHash, shortHash } from './short-hash.ts';

/** A pause within a history that was copied in one go is shorter than this (measured by ccusage: 10 to 40 ms). */
const BURST_PAUSE_MS = 1000;

/** An event that counts; `isRead`: a log that is read now holds it. */
export type CodexEvent = {
  readonly log: number;
  readonly place: number;
  readonly ms: number;
  isRead: boolean;
};

/** `held`: events that may be copied history; they count once their parent's log says that they are not. */
export type CodexEvents = { readonly events: CodexEvent[]; readonly held: CodexEvent[] };

/**
 * The events that count, once copied history is left out: a forked or spawned session may begin with
 * a run of its parent's events under new times. With the parent's log at hand only such a run is a
 * copy; without it, events at the head that follow each other within a second are held. An event
 * equal to one already seen in time, model and counts, in whatever log, is the same one.
 */
export function mergeCodexLogs(logs: readonly CountedLog[]): CodexEvents {
  const bySession = longestBySession(logs);
  const seen = new Map<number, CodexEvent>();
  const events: CodexEvent[] = [];
  const held: CodexEvent[] = [];
  for (const [index, log] of logs.entries()) {
    const { rows, models } = log.state;
    const modelHashes = models.map((model) => shortHash(model));
    const timeless = new Map<number, number>();
    const head = headOf(logs, bySession, index);
    for (let row = head.copied; row < rows.count; row += 1) {
      const place = row * CODEX_WIDTH;
      const ms = timeAt(log, place);
      const model = modelHashes[rows.at(place + CODEX.model)] ?? 0;
      const to = place + CODEX.running;
      let key: number;
      if (rows.at(place + CODEX.ms) === NO_TIME) {
        // Its file's time changes with every copy: it is told by its session and number among equals.
        const own = numbersHash(
          (log.state.codex?.session ?? 0) + model,
          rows.cells,
          place + CODEX.input,
          to,
        );
        const ordinal = timeless.get(own) ?? 0;
        timeless.set(own, ordinal + 1);
        key = shortHash(`${own} ${ordinal}`);
      } else {
        const seed = (ms % 1_000_003) * 1_000_003 + Math.floor(ms / 1_000_003) + model;
        key = numbersHash(seed, rows.cells, place + CODEX.input, to);
      }
      const same = seen.get(key);
      if (same !== undefined) {
        if (log.isRead) same.isRead = true;
        continue;
      }
      const event = { log: index, place, ms, isRead: log.isRead };
      seen.set(key, event);
      (row < head.held ? held : events).push(event);
    }
  }
  return { events, held };
}

/** Each session's log; of several copies the one that tells most. */
function longestBySession(logs: readonly CountedLog[]): Map<number, number> {
  const bySession = new Map<number, number>();
  for (const [index, { state }] of logs.entries()) {
    const session = state.codex?.session ?? 0;
    if (session === 0) continue;
    const known = logs[bySession.get(session) ?? -1];
    if (known === undefined || known.state.rows.count < state.rows.count)
      bySession.set(session, index);
  }
  return bySession;
}

/** How many of a log's first events are a copy of its parent's, and up to which one they are held. */
function headOf(
  logs: readonly CountedLog[],
  bySession: ReadonlyMap<number, number>,
  index: number,
): { readonly copied: number; readonly held: number } {
  const log = logs[index] as CountedLog;
  const { codex, rows } = log.state;
  if (codex === null || codex.parent === 0 || codex.parent === codex.session)
    return { copied: 0, held: 0 };
  const parent = logs[bySession.get(codex.parent) ?? -1];
  if (parent === undefined) {
    let row = 1;
    while (row < rows.count && isBurst(timeOfRow(log, row - 1), timeOfRow(log, row))) row += 1;
    return { copied: 0, held: row >= 2 && row <= rows.count ? row : 0 };
  }
  const theirs = parent.state.rows;
  const limit = rowsBefore(parent, codex.startedMs);
  let longest = 0;
  for (let start = 0; start < limit; start += 1) {
    let equal = 0;
    while (
      start + equal < limit &&
      equal < rows.count &&
      isSameUse(theirs, start + equal, rows, equal)
    )
      equal += 1;
    if (equal > longest) longest = equal;
  }
  return { copied: longest, held: 0 };
}

const isBurst = (from: number, to: number): boolean => to >= from && to - from <= BURST_PAUSE_MS;

/** The parent's events up to the fork: later ones were never copied. */
function rowsBefore(parent: CountedLog, startedMs: number | null): number {
  const count = parent.state.rows.count;
  if (startedMs === null) return count;
  for (let row = 0; row < count; row += 1) {
    if (timeOfRow(parent, row) > startedMs) return row;
  }
  return count;
}

/** Equal in all counts and in the running total, where both are known. */
function isSameUse(one: NumberRows, row: number, other: NumberRows, otherRow: number): boolean {
  const place = row * CODEX_WIDTH;
  const otherPlace = otherRow * CODEX_WIDTH;
  for (let cell = CODEX.input; cell < CODEX.running; cell += 1) {
    if (one.at(place + cell) !== other.at(otherPlace + cell)) return false;
  }
  const running = one.at(place + CODEX.running);
  const otherRunning = other.at(otherPlace + CODEX.running);
  return running === otherRunning || running === -1 || otherRunning === -1;
}

const timeOfRow = (log: CountedLog, row: number): number => timeAt(log, row * CODEX_WIDTH);

const timeAt = (log: CountedLog, place: number): number => {
  const ms = log.state.rows.at(place + CODEX.ms);
  return ms === NO_TIME ? log.changedMs : ms;
};
