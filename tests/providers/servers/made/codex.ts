import type { MadeProvider } from '../made.ts';
import { testServer } from '../test-server.ts';

const KEY = 'sk-analytics-SECRET-of-the-test-0123456789';
const DAY = 86_400;
const second = 1_793_577_600; // 2026-11-02
const part = (client: string, uncached: number, credits: number) => ({
  client_id: client,
  threads: 1,
  turns: 3,
  credits,
  uncached_text_input_tokens: uncached,
  cached_text_input_tokens: 2 * uncached,
  text_output_tokens: 50,
  text_total_tokens: 3 * uncached + 50,
});
const use = (start: number, email: string | null, clients: ReturnType<typeof part>[]) => ({
  object: 'codex.usage',
  start_time: start,
  end_time: start + DAY,
  user_id: 'u-1',
  email,
  totals: { threads: clients.length, turns: 3, credits: 1.5 },
  clients,
});
const ROWS = [
  use(second, 'li@example.com', [part('CODEX_CLI', 1000, 1.25), part('VSCODE', 400, 0.25)]),
  use(second, null, [part('CODEX_CLI', 10, 2)]),
  use(second + DAY, 'li@example.com', [part('CODEX_CLI', 5, 0.125)]),
  // Without its clients the totals stand.
  use(second + 3 * DAY, 'bo@example.com', []),
];

export const made: MadeProvider = {
  id: 'codex',
  key: KEY,
  serve: () =>
    testServer(({ path, headers, query }) => {
      if (headers.authorization !== `Bearer ${KEY}`)
        return { status: 401, json: { error: { message: 'Incorrect API key', code: 'x' } } };
      if (path !== '/v1/analytics/codex/workspaces/acme/usage')
        return { status: 404, json: { error: { message: 'no such workspace' } } };
      const told = ROWS.filter(
        ({ start_time }) =>
          start_time >= Number(query.get('start_time')) &&
          start_time < Number(query.get('end_time')),
      );
      const from = Number(query.get('page') ?? '0');
      const end = from + 2;
      return {
        json: {
          object: 'page',
          data: told.slice(from, end),
          has_more: end < told.length,
          next_page: end < told.length ? String(end) : null,
        },
      };
    }),
  found: ['usage'],
  charged: {},
  credits: 5_125_000n,
  tokens: [1415, 2830, 200],
  identities: ['bo@example.com', 'li@example.com', 'li@example.com', 'li@example.com', 'u-1'],
  seats: {},
  notes: [],
  places: [
    {
      path: /\/usage$/,
      list: 'data',
      optional: ['user_id', 'totals.turns', 'clients.0.client_id'],
      required: ['start_time', 'totals'],
    },
  ],
};
