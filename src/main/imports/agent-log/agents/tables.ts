import { zstdDecompressSync } from 'node:zlib';
import { objectOf } from '../short-json.ts';
import {
  type Agent,
  type AgentEvent,
  type AgentReading,
  amount,
  count,
  folderName,
  inside,
  isEmpty,
  millis,
  restOf,
  textOf,
} from './agent.ts';

const LARGEST_THREAD = 1 << 25;

/** Agents that keep their counts in a database of their own, mostly as sums of whole sessions. */
export const TABLES: readonly Agent[] = [
  {
    tool: 'Zed',
    homes: [
      '.local/share/zed/threads',
      'Library/Application Support/Zed/threads',
      'AppData/Local/Zed/threads',
    ],
    isOwn: ({ parts }) => parts.at(-1) === 'threads.db',
    form: 'tables',
    read: (tables) => {
      const rows = tables.rows('threads', ['id', 'data_type', 'data', 'updated_at']);
      if (rows === null) return null;
      const more = new Map(
        (tables.rows('threads', ['id', 'created_at', 'folder_paths']) ?? []).map((row) => [
          row['id'],
          row,
        ]),
      );
      return reading(rows, (row) => {
        const thread = threadOf(row['data_type'], row['data']);
        if (thread === null) return null;
        if (inside(thread, 'imported') === true) return [];
        const own = inside(thread, 'cumulative_token_usage');
        const isSummed = Object.values(objectOf(own) ?? {}).some((value) => count(value) > 0);
        const parts = isSummed
          ? [own]
          : Object.values(objectOf(inside(thread, 'request_token_usage')) ?? {});
        const sum = (name: string): number =>
          parts.reduce((total: number, one) => total + count(inside(one, name)), 0);
        const beside = more.get(row['id']);
        return [
          {
            key: String(row['id']),
            ms: millis(beside?.['created_at']) ?? millis(row['updated_at']),
            model: textOf(inside(inside(thread, 'model'), 'model')),
            project: folderName(textOf(beside?.['folder_paths'])?.split('\n')[0]),
            input: sum('input_tokens'),
            output: sum('output_tokens'),
            cacheRead: sum('cache_read_input_tokens'),
            cacheWrite: sum('cache_creation_input_tokens'),
            isCumulative: true,
          },
        ];
      });
    },
  },
  {
    tool: 'Goose',
    homes: [
      '.local/share/goose/sessions',
      'Library/Application Support/goose/sessions',
      '.local/share/Block/goose/sessions',
      'AppData/Roaming/Block/goose/data/sessions',
    ],
    variables: ['GOOSE_PATH_ROOT'],
    isOwn: ({ parts }) => parts.at(-1) === 'sessions.db',
    form: 'tables',
    read: (tables) => {
      const sums = ['total', 'input', 'output'].map((name) => `accumulated_${name}_tokens`);
      const rows = tables.rows('sessions', ['id', 'created_at', 'model_config_json', ...sums]);
      if (rows === null) return null;
      return reading(rows, (row) => {
        const [total = 0, input = 0, output = 0] = sums.map((name) => count(row[name]));
        return [
          {
            key: String(row['id']),
            ms: millis(row['created_at']),
            model: textOf(inside(parsed(row['model_config_json']), 'model_name')),
            project: null,
            input,
            // What the total has beyond both was written as reasoning.
            output: output + Math.max(0, total - input - output),
            cacheRead: 0,
            cacheWrite: 0,
            isCumulative: true,
            isCacheUnknown: true,
          },
        ];
      });
    },
  },
  {
    tool: 'Crush',
    homes: ['.local/share/crush'],
    isOwn: ({ parts }) => parts.at(-1) === 'crush.db',
    form: 'tables',
    read: (tables, { parts }) => {
      const rows = tables.rows('sessions', ['id', 'parent_session_id', 'cost', 'created_at']);
      if (rows === null) return null;
      // A session's cost holds that of its children; its counts are those of its last step alone.
      return reading(rows, (row) =>
        row['parent_session_id'] !== null
          ? []
          : [
              {
                key: String(row['id']),
                ms: millis(row['created_at']),
                model: null,
                project: parts.at(-2) === '.crush' ? (parts.at(-3) ?? null) : null,
                input: 0,
                output: 0,
                cacheRead: 0,
                cacheWrite: 0,
                costUsd: amount(row['cost']),
                isCumulative: true,
              },
            ],
      );
    },
  },
  {
    tool: 'ZCode',
    homes: ['.zcode/cli/db'],
    isOwn: ({ parts }) => parts.at(-1) === 'db.sqlite',
    form: 'tables',
    read: (tables) => {
      const names = [
        'input_tokens',
        'output_tokens',
        'reasoning_tokens',
        'cache_read_input_tokens',
      ];
      const rows = tables.rows('model_usage', ['id', 'model_id', 'completed_at', ...names]);
      if (rows === null) return null;
      const more = new Map(
        (
          tables.rows('model_usage', [
            'id',
            'session_id',
            'cache_creation_input_tokens',
            'computed_total_tokens',
          ]) ?? []
        ).map((row) => [row['id'], row]),
      );
      const folders = new Map(
        (tables.rows('session', ['id', 'directory']) ?? []).map((row) => [
          row['id'],
          row['directory'],
        ]),
      );
      return reading(rows, (row) => {
        const beside = more.get(row['id']);
        const [input = 0, output = 0, reasoning = 0, cacheRead = 0] = names.map((name) =>
          count(row[name]),
        );
        const cacheWrite = count(beside?.['cache_creation_input_tokens']);
        const total = count(beside?.['computed_total_tokens']);
        const isInside = total === 0 || total === input + output;
        return [
          {
            key: String(row['id']),
            ms: millis(row['completed_at']),
            model: textOf(row['model_id']),
            project: folderName(folders.get(beside?.['session_id'])),
            input: isInside ? restOf(input, cacheRead + cacheWrite) : input,
            output: isInside ? output : output + reasoning,
            cacheRead,
            cacheWrite,
          },
        ];
      });
    },
  },
];

type Row = Readonly<Record<string, unknown>>;

/** The events of all rows; a row that cannot be read is `null`, and is counted. */
function reading(rows: readonly Row[], eventsOf: (row: Row) => AgentEvent[] | null): AgentReading {
  const all = rows.map(eventsOf);
  const events = all.flatMap((some) => some ?? []).filter((event) => !isEmpty(event));
  return { events, lines: rows.length, skipped: all.filter((some) => some === null).length };
}

function threadOf(type: unknown, data: unknown): unknown {
  try {
    const bytes =
      typeof data === 'string' ? Buffer.from(data) : Buffer.isBuffer(data) ? data : null;
    if (bytes === null || bytes.length > LARGEST_THREAD) return null;
    const text =
      type === 'zstd' ? zstdDecompressSync(bytes, { maxOutputLength: LARGEST_THREAD }) : bytes;
    return JSON.parse(text.toString('utf8'));
  } catch {
    return null;
  }
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
