import { closeSync, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { type AgentLogFile, FRESH_MS, READ_FLAGS } from './agent-log-file.ts';
import { CLAUDE_NEEDLE, claudeUses } from './claude-line.ts';
import { addClaudeUse, CLAUDE_WIDTH, ClaudeCollector } from './claude-rows.ts';
import { CODEX_WIDTH, mayTellUse, readCodexLine, readCodexStart } from './codex-reading.ts';
import { type CodexSession, newCodexSession } from './codex-session.ts';
import { isWhole, type LineBuffer, type LinesRead, logLines } from './log-lines.ts';
import {
  type AgentLogCache,
  decodeLogState,
  emptyLogState,
  encodeLogState,
  type LogState,
  withoutTail,
} from './log-state.ts';
import { shortHash } from './short-hash.ts';

const FINGERPRINT_BYTES = 1024;

/** A log as it stands; `changedMs` is when its file changed last, for events without a time. */
export type LogRead = { readonly state: LogState; readonly changedMs: number };

export const widthOf = (file: AgentLogFile): number =>
  file.tool === 'claude' ? CLAUDE_WIDTH : CODEX_WIDTH;

/** What is known of a log that did not change since it was last read, without opening it; else its size. */
export function knownLog(
  file: AgentLogFile,
  cache: AgentLogCache,
): LogRead | { readonly bytes: number } {
  const stat = lstatSync(file.path, { bigint: true, throwIfNoEntry: false });
  const bytes = Number(stat?.size ?? 0n);
  if (stat === undefined || !stat.isFile()) return { bytes: 0 };
  const state = decodeLogState(cache.load(file.name), file.tool, widthOf(file));
  if (state === null || state.size !== bytes || state.changed !== String(stat.mtimeNs))
    return { bytes };
  return { state, changedMs: millisOf(stat.mtimeNs) };
}

const millisOf = (nanos: bigint): number => Number(nanos / 1_000_000n);

/**
 * Reads one log, from its last whole line where it has grown since the last reading, else afresh,
 * and stores what it found. `null` where it is no regular file any more. Yields the bytes that each
 * step read.
 */
export function* readLog(
  file: AgentLogFile,
  cache: AgentLogCache,
  buffers: LineBuffer,
): Generator<number, LogRead | null> {
  const handle = open(file.path);
  if (handle === null) return null;
  try {
    const stat = fstatSync(handle, { bigint: true });
    if (!stat.isFile()) return null;
    const changedMs = millisOf(stat.mtimeNs);
    const stored = decodeLogState(cache.load(file.name), file.tool, widthOf(file));
    const size = Number(stat.size);
    const goesOn =
      stored !== null &&
      stored.size < size &&
      stored.fingerprint === fingerprintOf(handle, stored.offset);
    const state = goesOn ? withoutTail(stored) : emptyLogState(file.tool, widthOf(file));
    const begins = state.rows.count;
    yield* readInto(state, file, handle, buffers);
    if (goesOn) keepTailNoted(state, begins, stored);
    state.size = size;
    state.changed = Date.now() - changedMs < FRESH_MS ? '' : String(stat.mtimeNs);
    state.fingerprint = fingerprintOf(handle, state.offset);
    cache.save(file.name, encodeLogState(state));
    return { state, changedMs };
  } finally {
    closeSync(handle);
  }
}

/** A last line without a line break was read again: its rows stay with the import that brought them. */
function keepTailNoted(state: LogState, begins: number, stored: LogState): void {
  const { width } = state.rows;
  const from = begins * width;
  const to = stored.rows.count * width;
  const last = state.brought.at(-1);
  if (last === undefined || to > state.rows.count * width) return;
  for (let place = from; place < to; place += 1)
    if (state.rows.at(place) !== stored.rows.at(place)) return;
  state.brought.splice(-1, 1, [last[0], Math.max(last[1], stored.rows.count)]);
}

function open(path: string): number | null {
  try {
    return openSync(path, READ_FLAGS);
  } catch (error) {
    // Removed, or replaced by a link, since the folder was listed.
    if (
      error instanceof Error &&
      'code' in error &&
      (error.code === 'ENOENT' || error.code === 'ELOOP')
    ) {
      return null;
    }
    throw error;
  }
}

function* readInto(
  state: LogState,
  file: AgentLogFile,
  handle: number,
  buffers: LineBuffer,
): Generator<number> {
  let bytes = 0;
  const reader = file.tool === 'claude' ? claudeReader(state) : codexReader(state, handle);
  const steps = logLines(
    handle,
    state.offset,
    file.tool === 'claude' ? { needle: CLAUDE_NEEDLE } : { wants: mayTellUse },
    {
      onLine: (block, start, end) => {
        if (!reader.line(block, start, end)) state.skippedLines += 1;
      },
      onBytes: (count) => {
        bytes += count;
      },
    },
    buffers,
  );
  for (;;) {
    const step = steps.next();
    yield bytes;
    bytes = 0;
    if (step.done !== true) continue;
    state.offset = step.value.offset;
    state.lines += step.value.lines;
    state.skippedLines += step.value.broken;
    readTail(state, step.value, reader);
    return;
  }
}

/** What understands the lines of one tool; `tail` reads one line that may still grow, leaving no trace but its rows. */
type LineReader = {
  line(block: Buffer, start: number, end: number): boolean;
  tail(block: Buffer): boolean;
};

function readTail(state: LogState, { rest }: LinesRead, reader: LineReader): void {
  const whole = isWhole(rest, 0, rest.length);
  if (whole === null) return;
  const before = { rows: state.rows.count, uses: state.uses };
  const isRead = whole && reader.tail(rest);
  state.tail = {
    rows: state.rows.count - before.rows,
    uses: state.uses - before.uses,
    lines: 1,
    skippedLines: isRead ? 0 : 1,
  };
  state.lines += 1;
  state.skippedLines += state.tail.skippedLines;
}

function claudeReader(state: LogState): LineReader {
  const collector = new ClaudeCollector(state);
  return {
    line: (block, start, end) => {
      const uses = claudeUses(block, start, end);
      for (const use of uses ?? []) collector.add(use);
      return uses !== null;
    },
    tail: (block) => {
      if (!block.includes(CLAUDE_NEEDLE)) return true;
      const uses = claudeUses(block, 0, block.length - 1);
      for (const use of uses ?? []) addClaudeUse(state, use);
      state.uses += uses?.length ?? 0;
      return uses !== null;
    },
  };
}

function codexReader(state: LogState, handle: number): LineReader {
  let reading: CodexSession = state.codex ?? newCodexSession();
  if (state.codex === null) readStart(reading, handle);
  state.codex = reading;
  return {
    line: (block, start, end) => readCodexLine(state, reading, block, start, end),
    tail: (block) => {
      if (!mayTellUse(block, 0, block.length - 1)) return true;
      reading = { ...reading };
      return readCodexLine(state, reading, block, 0, block.length - 1);
    },
  };
}

/** The first line holds the instructions, and may be long: it is read by itself, up to a megabyte. */
function readStart(reading: CodexSession, handle: number): void {
  for (const size of [1 << 14, 1 << 20]) {
    const bytes = Buffer.allocUnsafe(size);
    const block = bytes.subarray(0, readSync(handle, bytes, 0, size, 0));
    const end = block.indexOf(10);
    if (end === -1 && block.length === size) continue;
    readCodexStart(reading, block, 0, end === -1 ? block.length : end);
    return;
  }
}

function fingerprintOf(handle: number, offset: number): number {
  const size = Math.min(FINGERPRINT_BYTES, offset);
  const bytes = Buffer.alloc(2 * size);
  readSync(handle, bytes, 0, size, 0);
  readSync(handle, bytes, size, size, offset - size);
  return shortHash(bytes.toString('latin1'));
}
