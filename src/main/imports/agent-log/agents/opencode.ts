import type { JsonObject } from '../short-json.ts';
import {
  type Agent,
  type AgentEvent,
  type AgentReading,
  type AgentTables,
  amount,
  count,
  folderName,
  inside,
  isEmpty,
  millis,
  textOf,
} from './agent.ts';

const COLUMNS = ['id', 'session_id', 'data'];

/** opencode and what was built from it keep each message as JSON in a table; builds before 1.2 as files. */
export const OPENCODE: readonly Agent[] = [
  {
    tool: 'opencode',
    homes: ['.local/share/opencode', 'AppData/Local/opencode', 'AppData/Roaming/opencode'],
    variables: ['OPENCODE_DATA_DIR'],
    isOwn: ({ parts }) => /^opencode(?:-.*)?\.db$/.test(parts.at(-1) ?? ''),
    form: 'tables',
    read: readTables,
  },
  {
    tool: 'opencode',
    homes: [],
    isOwn: ({ parts }, head) =>
      /^msg_.*\.json$/.test(parts.at(-1) ?? '') && head().includes('"role"'),
    form: 'document',
    read: (document) => {
      const id = textOf(inside(document, 'id'));
      const path = inside(document, 'path');
      const event = id === null ? null : eventOf(id, document, inside(path, 'cwd'));
      return event === null ? [] : [event];
    },
  },
];

/** The messages of both tables; a row that cannot be read is counted. */
export function readTables(tables: AgentTables): AgentReading | null {
  const messages = tables.rows('message', COLUMNS);
  const newer = tables.rows('session_message', [...COLUMNS, 'type']);
  if (messages === null && newer === null) return null;
  const folders = new Map(
    (tables.rows('session', ['id', 'directory']) ?? []).map((row) => [row['id'], row['directory']]),
  );
  const events = new Map<string, AgentEvent>();
  const copies = new Set<string>();
  let skipped = 0;
  const rows = [...(messages ?? []), ...(newer ?? []).filter((row) => row['type'] === 'assistant')];
  for (const row of rows) {
    const data = parsed(row['data']);
    if (data === null) {
      skipped += 1;
      continue;
    }
    if (row['type'] !== 'assistant' && inside(data, 'role') !== 'assistant') continue;
    const folder = folders.get(row['session_id']) ?? inside(inside(data, 'path'), 'cwd');
    const event = eventOf(String(row['id']), data, folder, true);
    if (event === null) continue;
    // A fork copies its messages under new ids.
    const said = JSON.stringify({ ...event, key: '', project: '', time: inside(data, 'time') });
    if (textOf(inside(data, 'id')) === null && copies.has(said) && !events.has(event.key)) continue;
    copies.add(said);
    events.set(event.key, event);
  }
  return { events: [...events.values()], lines: rows.length, skipped };
}

function parsed(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}

function eventOf(
  id: string,
  data: JsonObject | readonly unknown[] | unknown,
  folder: unknown,
  isAssistant = inside(data, 'role') === 'assistant',
): AgentEvent | null {
  const tokens = inside(data, 'tokens');
  if (!isAssistant || typeof tokens !== 'object' || tokens === null) return null;
  const input = count(inside(tokens, 'input'));
  const written = count(inside(tokens, 'output'));
  const reasoning = count(inside(tokens, 'reasoning'));
  const cacheRead = count(inside(inside(tokens, 'cache'), 'read'));
  const cacheWrite = count(inside(inside(tokens, 'cache'), 'write'));
  const total = inside(tokens, 'total');
  const isReasoningInside = total === input + written + cacheRead + cacheWrite;
  const event: AgentEvent = {
    key: id,
    ms: millis(inside(inside(data, 'time'), 'created')),
    model: textOf(inside(data, 'modelID')) ?? textOf(inside(inside(data, 'model'), 'id')),
    project: folderName(folder),
    input,
    output: isReasoningInside ? written : written + reasoning,
    cacheRead,
    cacheWrite,
    costUsd: amount(inside(data, 'cost')),
  };
  return isEmpty(event) ? null : event;
}
