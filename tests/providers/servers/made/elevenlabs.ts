import type { MadeProvider } from '../made.ts';
import { testServer } from '../test-server.ts';

const KEY = 'sk_SECRET_of_the_test_0123456789';
const ROWS: readonly (readonly [string, string, string, string, string])[] = [
  ['2026-11-02T00:00:00Z', 'text-to-speech', 'eleven_v3', 'user_li', '125.5'],
  ['2026-11-02 00:00:00', 'dubbing', 'dub_1', 'user_bo', '78.25'],
  ['2026-11-05T00:00:00Z', 'text-to-speech', 'eleven_v3', 'user_li', '1e3'],
];

export const made: MadeProvider = {
  id: 'elevenlabs',
  key: KEY,
  serve: () =>
    testServer(({ path, headers, body }) => {
      if (headers['xi-api-key'] !== KEY)
        return { status: 401, json: { detail: { status: 'invalid_api_key', message: 'no' } } };
      if (path !== '/v1/workspace/analytics/query/usage-by-product-over-time')
        return { status: 404, json: { detail: 'Not Found' } };
      if (Number(body['start_time']) < 1_577_836_800_000 || body['interval_seconds'] !== 86_400)
        return { status: 422, json: { detail: 'start_time must be at least 2020-01-01' } };
      const told = ROWS.filter(([at]) => {
        const ms = Date.parse(`${at.slice(0, 10)}T00:00:00Z`);
        return ms >= Number(body['start_time']) && ms <= Number(body['end_time']);
      });
      return {
        json: {
          columns: ['timestamp', 'product_type', 'model', 'user_id', 'credits_used', 'minutes'],
          column_types: ['DateTime', 'String', 'String', 'String', 'Float', 'Float'],
          column_units: ['', '', '', '', 'credits', 'min'],
          rows: told.map((row) => [...row, 3]),
        },
      };
    }),
  found: ['usage'],
  charged: {},
  credits: 1_203_750_000n,
  tokens: [0, 0, 0],
  identities: ['user_bo', 'user_li', 'user_li'],
  seats: {},
  notes: [],
  places: [{ path: /over-time$/, list: 'rows', optional: ['1', '2', '3'], required: ['0', '4'] }],
};
