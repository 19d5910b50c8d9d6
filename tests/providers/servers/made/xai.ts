import type { MadeProvider } from '../made.ts';
import { type Asked, type Reply, testServer } from '../test-server.ts';

const KEY = 'xai-token-SECRET-of-the-test-0123456789';
const TEAM = '/v1/billing/teams/team-7';
/** Dollars by model and day, as they are written: one in exponent form, one with more digits than a micro. */
const SPENT: readonly (readonly [string, string, string])[] = [
  ['grok-5-code', '2026-11-02', '1.2345675'],
  ['grok-5-code', '2026-11-04', '2.1e-06'],
  ['grok-voice', '2026-11-03', '0'],
  ['grok-voice', '2026-11-05', '12.5'],
];

function usage({ body }: Asked): Reply {
  const { timeRange, values, groupBy } = body['analyticsRequest'] as {
    timeRange: { startTime: string; endTime: string; timezone: string };
    values: { name: string }[];
    groupBy: string[];
  };
  if (values[0]?.name !== 'usd' || groupBy[0] !== 'description' || timeRange.timezone !== 'Etc/GMT')
    return { status: 400, json: { error: 'unknown query' } };
  const from = timeRange.startTime.slice(0, 10);
  const to = timeRange.endTime.slice(0, 10);
  const series = ['grok-5-code', 'grok-voice'].map((model) => {
    const points = SPENT.filter(([name, day]) => name === model && day >= from && day <= to).map(
      ([, day, usd]) => `{"timestamp":"${day}T00:00:00Z","values":[${usd}]}`,
    );
    return `{"group":["x"],"groupLabels":["${model}"],"dataPoints":[${points.join(',')}]}`;
  });
  return { text: `{"timeSeries":[${series.join(',')}],"limitReached":false}` };
}

export const made: MadeProvider = {
  id: 'xai',
  key: KEY,
  serve: () =>
    testServer((asked) => {
      if (asked.headers.authorization !== `Bearer ${KEY}`)
        return { status: 401, json: { code: 'unauthenticated', error: 'Invalid key' } };
      if (asked.path === '/auth/management-keys/validation')
        return { json: { teamId: 'team-7', scope: 'SCOPE_TEAM', scopeId: 'team-7' } };
      if (asked.path === `${TEAM}/usage`) return usage(asked);
      if (asked.path === `${TEAM}/prepaid/balance`)
        return {
          json: {
            changes: [
              { changeOrigin: 'PURCHASE', amount: { val: '-5000' } },
              { changeOrigin: 'SPEND', amount: { val: '1234' } },
            ],
            total: { val: '-3766' },
          },
        };
      return { status: 404, json: { error: 'not found' } };
    }),
  found: ['costs', 'credits'],
  // 1.2345675 is rounded half-even.
  charged: { USD: 1_234_568n + 2n + 12_500_000n },
  credits: 0n,
  tokens: [0, 0, 0],
  identities: ['', '', ''],
  seats: {},
  notes: [],
  places: [
    {
      path: /\/usage$/,
      list: 'timeSeries',
      optional: [],
      required: ['dataPoints', 'dataPoints.0.timestamp', 'dataPoints.0.values'],
    },
    { path: /\/balance$/, list: 'changes', optional: [], required: ['amount', 'amount.val'] },
  ],
};
