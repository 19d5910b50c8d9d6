import { type Agent, amount, millis } from './agent.ts';
import { reading } from './database-rows.ts';

/** Sessions with their cost alone: their counts are those of the last step. */
export const CRUSH: Agent = {
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
};
