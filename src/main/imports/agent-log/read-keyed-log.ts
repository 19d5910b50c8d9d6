import { closeSync, fstatSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AgentLogFile, FRESH_MS, READ_FLAGS } from './agent-log-file.ts';
import type { Agent, AgentEvent, AgentReading } from './agents/agent.ts';
import { withTables } from './agents/agent-tables.ts';
import { AGENTS } from './agents/all.ts';
import { addKeyedEvents, KEYED_WIDTH } from './keyed-rows.ts';
import {
  type AgentLogCache,
  decodeLogState,
  emptyLogState,
  encodeLogState,
  type LogState,
} from './log-state.ts';
import type { LogRead } from './read-log.ts';
import { shortObject } from './short-json.ts';

/** A file of one session is never larger, and one line is not either. */
const LARGEST = 1 << 26;

/** One log of an agent whose events have keys of their own; `null` where the file is gone. */
export function readKeyedLog(file: AgentLogFile, cache: AgentLogCache): LogRead | null {
  const stamp = stampOf(file.path);
  const agent = AGENTS[file.agent ?? -1];
  if (stamp === null || agent === undefined) return null;
  const stored = decodeLogState(cache.load(file.name), 'keyed', KEYED_WIDTH);
  const { size, changed, changedMs } = stamp;
  if (stored !== null && stored.size === size && stored.changed === changed)
    return { state: stored, changedMs };
  const reading = readAgentFile(agent, file);
  let state = stored ?? emptyOf(agent);
  if (reading !== null && !addKeyedEvents(state, reading.events) && stored !== null) {
    // Another file under this name: nothing of it is known.
    state = emptyOf(agent);
    addKeyedEvents(state, reading.events);
  }
  state.size = size;
  state.changed = Date.now() - changedMs < FRESH_MS ? '' : changed;
  state.lines = reading?.lines ?? 0;
  state.skippedLines = reading?.skipped ?? 0;
  state.unread = reading === null ? 1 : 0;
  cache.save(file.name, encodeLogState(state));
  return { state, changedMs };
}

const emptyOf = ({ tool }: Agent): LogState => ({
  ...emptyLogState('keyed', KEYED_WIDTH),
  agent: tool,
});

/** Size and time of a file and of the log beside a database, which changes before the database does. */
function stampOf(path: string): { size: number; changed: string; changedMs: number } | null {
  const [own, beside] = [path, `${path}-wal`].map((one) =>
    lstatSync(one, { bigint: true, throwIfNoEntry: false }),
  );
  if (!own?.isFile()) return null;
  const wal = beside?.isFile() ? ` ${beside.size} ${beside.mtimeNs}` : '';
  return {
    size: Number(own.size),
    changed: `${own.mtimeNs}${wal}`,
    changedMs: Number(own.mtimeNs / 1_000_000n),
  };
}

/** What a file of this agent says; `null` where it is not of a version that is known. */
function readAgentFile(agent: Agent, file: Pick<AgentLogFile, 'path'>): AgentReading | null {
  const about = { path: file.path, parts: file.path.split(/[/\\]/) };
  if (agent.form === 'tables') return withTables(file.path, (tables) => agent.read(tables, about));
  const text = textOf(file.path);
  if (text === null) return null;
  if (agent.form === 'document') {
    const document = parsed(text);
    if (typeof document !== 'object' || document === null)
      return { events: [], lines: 1, skipped: 1 };
    const beside = (name: string): unknown => parsed(textOf(join(dirname(file.path), name)) ?? '');
    const events = agent.read(document as Parameters<typeof agent.read>[0], about, beside);
    return events === null ? null : counted(events, 1, 0);
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const objects = lines.map(shortObject).filter((line) => line !== null);
  return counted(agent.read(objects, about), lines.length, lines.length - objects.length);
}

const counted = (events: AgentEvent[], lines: number, skipped: number): AgentReading => ({
  events,
  lines,
  skipped,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Never through a link; `null` where it is none, too large or gone. */
function textOf(path: string): string | null {
  let handle: number;
  try {
    handle = openSync(path, READ_FLAGS);
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(handle);
    return stat.isFile() && stat.size <= LARGEST ? readFileSync(handle, 'utf8') : null;
  } finally {
    closeSync(handle);
  }
}

const PEEK_BYTES = 1 << 16;

/** The beginning of a file, to tell whose it is. */
export function headOf(path: string): string {
  let handle: number;
  try {
    handle = openSync(path, READ_FLAGS);
  } catch {
    return '';
  }
  try {
    const bytes = Buffer.alloc(PEEK_BYTES);
    return bytes.toString('latin1', 0, readSync(handle, bytes, 0, PEEK_BYTES, 0));
  } finally {
    closeSync(handle);
  }
}
