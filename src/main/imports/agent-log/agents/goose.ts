import { type Agent, count, inside, millis, textOf } from './agent.ts';
import { parsed, reading } from './database-rows.ts';

/** Sessions with running sums; it does not tell what came from a cache. */
export const GOOSE: Agent = {
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
};
