import type { CodexSession } from './codex-session.ts';
import { NumberRows } from './number-rows.ts';

/** Raised whenever rows are read or stored in another way: older entries are then read afresh. */
const VERSION = 2;

/**
 * What is kept of one log between two readings: where it was read to, and its rows. No prompt, no
 * reply and no id is in it, only hashes of ids, times, models and counts.
 */
export type LogState = {
  readonly tool: 'claude' | 'codex' | 'keyed';
  /** Which of the other agents wrote it, as people call it. */
  readonly agent?: string;
  size: number;
  /** Time of the last change in nanoseconds; empty where it was too fresh to be relied on. */
  changed: string;
  /** Just behind the last whole line. */
  offset: number;
  /** Fingerprint of the bytes at the beginning and before `offset`: a log that has grown still has them. */
  fingerprint: number;
  lines: number;
  skippedLines: number;
  /** Requests read, copies of the same one in this log included. */
  uses: number;
  readonly models: string[];
  /** Where the agent worked, of logs that say it event by event. */
  projects?: string[];
  /** 1: the file is not of a version that is known. */
  unread?: number;
  /** How requests were asked for, as `tierLabel` writes it; rows say which. */
  readonly tiers: string[];
  rows: NumberRows;
  /** Which import brought the rows, up to which number of rows each. */
  brought: (readonly [importId: number, rows: number])[];
  /** Of the rows, lines and skipped lines those of the last line, which has no line break yet. */
  tail: { rows: number; lines: number; skippedLines: number; uses: number };
  codex: CodexSession | null;
};

/** The store of what was read, one entry per log; `path` is relative to the tool's home. */
export type AgentLogCache = {
  load(path: string): Uint8Array | null;
  save(path: string, entry: Uint8Array): void;
};

export function emptyLogState(tool: LogState['tool'], width: number): LogState {
  return {
    tool,
    size: 0,
    changed: '',
    offset: 0,
    fingerprint: 0,
    lines: 0,
    skippedLines: 0,
    uses: 0,
    models: [],
    tiers: [],
    rows: new NumberRows(width),
    brought: [],
    tail: { rows: 0, lines: 0, skippedLines: 0, uses: 0 },
    codex: null,
  };
}

/** Forgets what the unfinished last line gave, before reading goes on where it begins. */
export function withoutTail(state: LogState): LogState {
  const rows = state.rows.used().slice(0, (state.rows.count - state.tail.rows) * state.rows.width);
  return {
    ...state,
    rows: new NumberRows(state.rows.width, rows),
    lines: state.lines - state.tail.lines,
    skippedLines: state.skippedLines - state.tail.skippedLines,
    uses: state.uses - state.tail.uses,
    brought: state.brought.map(([id, to]) => [
      id,
      Math.min(to, state.rows.count - state.tail.rows),
    ]),
    tail: { rows: 0, lines: 0, skippedLines: 0, uses: 0 },
  };
}

/** A log without the rows that one import brought. */
export function rowsOfOthers(state: LogState, importId: number): LogState {
  const rows = new NumberRows(state.rows.width);
  const brought: LogState['brought'] = [];
  let from = 0;
  for (const [id, to] of state.brought) {
    const end = Math.min(to, state.rows.count);
    if (id !== importId) {
      for (let row = from; row < end; row += 1) {
        const place = rows.add();
        for (let cell = 0; cell < rows.width; cell += 1)
          rows.cells[place + cell] = state.rows.at(row * rows.width + cell);
      }
      brought.push([id, rows.count]);
    }
    from = end;
  }
  return { ...state, rows, brought, uses: rows.count };
}

/** A log whose rows of one import are another's, which held them too. */
export function rowsHandedOver(state: LogState, from: number, to: number): LogState {
  const brought: LogState['brought'] = [];
  for (const [id, rows] of state.brought) {
    const by = id === from ? to : id;
    if (brought.at(-1)?.[0] === by) brought.pop();
    brought.push([by, rows]);
  }
  return { ...state, brought };
}

export function encodeLogState(state: LogState): Buffer {
  const { rows, ...rest } = state;
  const head = Buffer.from(JSON.stringify({ version: VERSION, width: rows.width, ...rest }));
  const cells = rows.used();
  const start = 4 + head.length;
  const entry = Buffer.alloc(start + cells.byteLength);
  entry.writeUInt32LE(head.length);
  head.copy(entry, 4);
  Buffer.from(cells.buffer, cells.byteOffset, cells.byteLength).copy(entry, start);
  return entry;
}

/** `null` where the entry is none of ours, of another version, or damaged: the log is read afresh. */
export function decodeLogState(
  entry: Uint8Array | null,
  tool: LogState['tool'],
  width: number,
): LogState | null {
  return decodeVersion(entry, VERSION, tool, width);
}

/** The same of an entry that another version wrote. */
export function decodeVersion(
  entry: Uint8Array | null,
  version: number,
  tool: LogState['tool'],
  width: number,
): LogState | null {
  if (entry === null || entry.byteLength < 4) return null;
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  const start = 4 + bytes.readUInt32LE();
  const size = bytes.length - start;
  if (size < 0 || size % (8 * width) !== 0) return null;
  try {
    const head = JSON.parse(bytes.toString('utf8', 4, start));
    if (head.version !== version || head.width !== width || head.tool !== tool) return null;
    const cells = new Float64Array(size / 8);
    bytes.copy(Buffer.from(cells.buffer), 0, start);
    return { ...head, rows: new NumberRows(width, cells) };
  } catch {
    // A damaged entry costs one full reading, nothing else.
    return null;
  }
}

export function placeOfModel(state: Pick<LogState, 'models'>, model: string | null): number {
  if (model === null) return -1;
  const known = state.models.indexOf(model);
  return known === -1 ? state.models.push(model) - 1 : known;
}

export function placeOfTier(state: Pick<LogState, 'tiers'>, tier: string): number {
  const known = state.tiers.indexOf(tier);
  return known === -1 ? state.tiers.push(tier) - 1 : known;
}
