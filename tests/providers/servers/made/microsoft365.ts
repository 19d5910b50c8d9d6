import type { MadeProvider } from '../made.ts';
import { testServer } from '../test-server.ts';

const ID = '11111111-2222-3333-4444-555555555555';
const SECRET = 'ms~SECRET-of-the-test';
const TOKEN = 'made-up-token-of-an-hour';
const REPORT = "/v1.0/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D180')";

const row = (name: string, days: Record<string, string>) => ({
  reportRefreshDate: '2026-11-04',
  userPrincipalName: name,
  displayName: 'Somebody',
  lastActivityDate: '',
  ...days,
  copilotActivityUserDetailsByPeriod: [{ reportPeriod: 180 }],
});
const ROWS = [
  row('Li@example.com', {
    lastActivityDate: '2026-11-02',
    wordCopilotLastActivityDate: '2026-11-03',
    excelCopilotLastActivityDate: '2026-02-30',
  }),
  row('bo@example.com', {}),
  row('DC8C64D6EC3A3AA17481D7E5EB5B68A6', { copilotChatLastActivityDate: '2026-10-01' }),
];

export const made: MadeProvider = {
  id: 'microsoft365',
  key: `${ID}:${SECRET}`,
  serve: () =>
    testServer(({ method, path, headers, query, text }, base) => {
      if (path === '/acme/oauth2/v2.0/token') {
        const form = new URLSearchParams(text);
        const isKnown =
          method === 'POST' &&
          form.get('client_id') === ID &&
          form.get('client_secret') === SECRET &&
          form.get('grant_type') === 'client_credentials' &&
          form.get('scope') === 'https://graph.microsoft.com/.default';
        return isKnown
          ? { json: { token_type: 'Bearer', expires_in: 3599, access_token: TOKEN } }
          : { status: 401, json: { error: 'invalid_client', error_description: 'AADSTS7000215' } };
      }
      if (headers.authorization !== `Bearer ${TOKEN}`)
        return { status: 401, json: { error: { code: 'InvalidAuthenticationToken' } } };
      if (decodeURIComponent(path) !== REPORT || query.get('$format') !== 'application/json')
        return { status: 404, json: { error: { code: 'NotFound', message: 'no' } } };
      const from = Number(query.get('$skiptoken') ?? '0');
      const next = from + 2 < ROWS.length ? { '@odata.nextLink': `${base}/x?$skiptoken=2` } : {};
      return { json: { value: ROWS.slice(from, from + 2), ...next } };
    }),
  found: ['seats', 'members'],
  charged: {},
  credits: 0n,
  tokens: [0, 0, 0],
  identities: [],
  seats: {
    'bo@example.com': null,
    dc8c64d6ec3a3aa17481d7e5eb5b68a6: '2026-10-01',
    'li@example.com': '2026-11-03',
  },
  notes: ['names_concealed'],
  places: [
    {
      path: /UserDetail/,
      list: 'value',
      optional: ['displayName'],
      required: ['userPrincipalName'],
    },
  ],
};
