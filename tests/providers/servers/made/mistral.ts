import type { MadeProvider } from '../made.ts';
import { testServer } from '../test-server.ts';

const KEY = 'admin-SECRET-of-the-test-0123456789';
const entry = (group: string, day: string, value: number, paid: number) => ({
  event_type: 'chat',
  billing_metric: 'devstral-2512',
  billing_display_name: 'devstral-latest',
  billing_group: group,
  timestamp: `${day}T10:00:00+00:00`,
  value,
  value_paid: paid,
});

/** November 2026: 1,000 of the input tokens were free. */
const NOVEMBER = {
  start_date: '2026-11-01T00:00:00Z',
  end_date: '2026-11-30T23:59:59Z',
  currency: 'EUR',
  currency_symbol: '€',
  vibe_usage: 41.5,
  completion: {
    models: {
      'devstral-2512': {
        input: [entry('input', '2026-11-02', 101_000, 100_000)],
        output: [entry('output', '2026-11-02', 20_000, 20_000)],
        cached: [entry('cached', '2026-11-04', 300_000, 300_000)],
      },
    },
  },
  ocr: {
    models: {
      'mistral-ocr': {
        pages: [
          {
            billing_metric: 'ocr-pages',
            billing_group: 'pages',
            timestamp: '2026-11-03T00:00:00Z',
            value: 12,
            value_paid: 12,
          },
        ],
      },
    },
  },
  prices: [
    { billing_metric: 'devstral-2512', billing_group: 'input', price: '4e-7' },
    { billing_metric: 'devstral-2512', billing_group: 'output', price: '0.000002' },
    { billing_metric: 'devstral-2512', billing_group: 'cached', price: '0.0000000400005' },
    { billing_metric: 'ocr-pages', billing_group: 'pages', price: '0.001' },
  ],
};

export const made: MadeProvider = {
  id: 'mistral',
  key: KEY,
  serve: () =>
    testServer(({ path, query, headers }) => {
      if (headers['x-api-key'] !== KEY)
        return { status: 401, json: { detail: 'Unauthorized', request_id: 'r1' } };
      if (path === '/v1/admin/usage') {
        const isNovember = query.get('year') === '2026' && query.get('month') === '11';
        const isAsked = query.has('month');
        return {
          json: isNovember || !isAsked ? NOVEMBER : { currency: 'EUR', completion: { models: {} } },
        };
      }
      if (path === '/v1/admin/users')
        return {
          json: {
            items: [{ uuid: 'u1', email: 'li@example.com', name: 'Li Wei', role: 'admin' }],
            total: 1,
          },
        };
      if (path === '/v1/admin/spend-limit')
        return {
          json: {
            limits: {
              completion: { no_monthly_limit: false, usage_limit: 500, total_usage: 169.52 },
              currency: 'EUR',
            },
          },
        };
      return { status: 404, json: { detail: 'not found' } };
    }),
  found: ['costs', 'members', 'limits'],
  // 0.04 + 0.04 + 0.0120015 (rounded half-even) + 0.012
  charged: { EUR: 40_000n + 40_000n + 12_000n + 12_000n },
  credits: 0n,
  tokens: [101_000, 300_000, 20_000],
  identities: ['', '', ''],
  seats: {},
  notes: ['vibe_not_counted'],
  places: [
    {
      path: /\/usage$/,
      list: 'completion.models.devstral-2512.input',
      optional: ['billing_display_name', 'event_type'],
      required: ['billing_metric', 'value'],
    },
    { path: /\/users$/, list: 'items', optional: ['name', 'role'], required: [] },
  ],
};
