import { type Agent, count, folderName, millis, restOf, textOf } from './agent.ts';
import { reading } from './database-rows.ts';

/** A row per answer. */
export const ZCODE: Agent = {
  tool: 'ZCode',
  homes: ['.zcode/cli/db'],
  isOwn: ({ parts }) => parts.at(-1) === 'db.sqlite',
  form: 'tables',
  read: (tables) => {
    const names = ['input_tokens', 'output_tokens', 'reasoning_tokens', 'cache_read_input_tokens'];
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
};
