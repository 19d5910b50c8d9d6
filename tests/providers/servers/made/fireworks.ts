import type { MadeProvider } from '../made.ts';
import { type Asked, type Reply, testServer } from '../test-server.ts';

const KEY = 'fw_SECRET_of_the_test_0123456789';
const ACCOUNT = '/v1/accounts/acme';

/** Two pages of three rows: one key twice on a day, and use that no key carries. */
const COSTS = [
  { day: '2026-11-04', key: 'key_b', units: '12', nanos: 0 },
  { day: '2026-11-02', key: 'key_a', units: '1', nanos: 500_000_500 },
  { day: '2026-11-02', key: 'key_a', units: '0', nanos: 500_000_001 },
  { day: '2026-11-05', key: null, units: '0', nanos: 250_000_000 },
];

const inSpan = (day: string, start: string, end: string): boolean =>
  `${day}T00:00:00Z` >= start && `${day}T00:00:00Z` < end;

function costs({ body }: Asked): Reply {
  const groupBy = body['groupBy'] as string[];
  if (body['scope'] !== 'ACCOUNT' || groupBy.length > 2 || !groupBy.includes('DAY'))
    return { status: 400, json: { code: 3, message: 'bad request' } };
  const told = COSTS.filter(({ day }) =>
    inSpan(day, String(body['startTime']), String(body['endTime'])),
  );
  const from = Number(body['pageToken'] ?? '0');
  return {
    json: {
      rows: told.slice(from, from + 3).map(({ day, key, units, nanos }) => ({
        dimensions: {
          startTime: `${day}T00:00:00Z`,
          ...(key === null ? { unattributedDimensions: ['API_KEY'] } : { apiKeyId: key }),
        },
        subtotal: { currencyCode: 'USD', units, nanos },
      })),
      nextPageToken: from + 3 < told.length ? String(from + 3) : '',
      attributionCompleteness: 'COMPLETE',
    },
  };
}

function usage({ query }: Asked): Reply {
  const told = COSTS.filter(
    ({ day, key }) =>
      key !== null && inSpan(day, query.get('startTime') ?? '', query.get('endTime') ?? ''),
  );
  return {
    json: {
      serverlessCosts: told.map(({ day, key }) => ({
        startTime: `${day}T00:00:00Z`,
        promptTokens: '1842301',
        completionTokens: '412980',
        usageType: 'TEXT_COMPLETION_INFERENCE_USAGE',
        group: { api_key_id: key, model_name: 'accounts/fireworks/models/kimi-k2.6' },
      })),
    },
  };
}

export const made: MadeProvider = {
  id: 'fireworks',
  key: KEY,
  serve: () =>
    testServer((asked) => {
      const { path } = asked;
      if (asked.headers.authorization !== `Bearer ${KEY}`)
        return { status: 401, json: { code: 16, message: 'unauthenticated' } };
      if (path === '/v1/accounts') return { json: { accounts: [{ name: 'accounts/acme' }] } };
      if (path === `${ACCOUNT}/usageCosts:query`) return costs(asked);
      if (path === `${ACCOUNT}/billingUsage`) return usage(asked);
      if (path === `${ACCOUNT}/users`)
        return {
          json: {
            users: [
              { name: 'accounts/acme/users/li', email: 'li@example.com', displayName: 'Li Wei' },
              { name: 'accounts/acme/users/bo', email: 'bo@example.com' },
            ],
            nextPageToken: '',
          },
        };
      if (path === `${ACCOUNT}/users/li/apiKeys`)
        return { json: { apiKeys: [{ keyId: 'key_a', displayName: 'Li laptop' }] } };
      if (path === `${ACCOUNT}/users/bo/apiKeys`)
        return { json: { apiKeys: [{ keyId: 'key_b' }] } };
      return { status: 404, json: { message: 'not found' } };
    }),
  found: ['costs', 'usage', 'members'],
  // A key's rows of one day are added up before they are rounded: 2.000000501.
  charged: { USD: 2_000_001n + 12_000_000n + 250_000n },
  credits: 0n,
  tokens: [1_842_301 * 3, 0, 412_980 * 3],
  identities: ['', 'key_a', 'key_a', 'key_b', 'key_b'],
  seats: {},
  notes: [],
  places: [
    {
      path: /:query$/,
      list: 'rows',
      optional: ['dimensions.apiKeyId', 'subtotal.currencyCode'],
      required: ['dimensions', 'dimensions.startTime', 'subtotal', 'subtotal.units'],
    },
    {
      path: /billingUsage$/,
      list: 'serverlessCosts',
      optional: ['group'],
      required: ['startTime', 'promptTokens'],
    },
    { path: /\/users$/, list: 'users', optional: ['email', 'displayName'], required: ['name'] },
    { path: /li\/apiKeys$/, list: 'apiKeys', optional: ['displayName'], required: ['keyId'] },
  ],
};
