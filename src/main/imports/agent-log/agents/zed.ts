import { zstdDecompressSync } from 'node:zlib';
import { objectOf } from '../short-json.ts';
import { type Agent, count, folderName, inside, millis, textOf } from './agent.ts';
import { reading } from './database-rows.ts';

const LARGEST_THREAD = 1 << 25;

/** Threads with the sum of their tokens, packed; what was imported from elsewhere is left out. */
export const ZED: Agent = {
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
};

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
