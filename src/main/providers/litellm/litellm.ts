import { checkFeatures } from '../check-features.ts';
import type { Provider } from '../provider.ts';
import { runStreams } from '../sync-run.ts';
import { activityStream } from './activity.ts';
import { peopleAndKeysStreams } from './people-and-keys.ts';
import { hasSpendLogs, spendLogStream } from './spend-logs.ts';
import { LITELLM } from './words.ts';
import { limits, pause } from './writes.ts';

const KEY_HINT = 'key_litellm_proxy_admin';

export const litellm: Provider = {
  id: 'litellm',
  name: LITELLM,
  keyHint: KEY_HINT,
  baseUrl: null,
  allowsCustomUrl: true,
  needsOrganization: false,
  capabilities: {
    usage: true,
    costs: 'estimate',
    members: true,
    seats: false,
    keys: true,
    invoices: false,
    setLimit: ['person', 'key', 'team'],
    pauseKey: 'reversible',
  },
  historyDays: null,
  rereadDays: 3,
  rules: {
    // It is the company's own server.
    pace: { other: { perMinute: 120, burst: 120 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    downloadHosts: [],
  },
  check: (context) => {
    const { client, today } = context;
    const get = (path: string, query: readonly (readonly [string, string])[]) => () =>
      client.send({ method: 'GET', path, query });
    return checkFeatures(LITELLM, KEY_HINT, [
      {
        feature: 'activity',
        ask: get('/user/daily/activity', [
          ['start_date', today],
          ['end_date', today],
          ['page', '1'],
          ['page_size', '1'],
        ]),
      },
      { feature: 'members', ask: get('/user/list', [['page_size', '1']]) },
      { feature: 'keys', ask: get('/key/list', [['size', '1']]) },
      { feature: 'teams', ask: get('/team/list', []) },
      { feature: 'logs', ask: () => hasSpendLogs(context) },
    ]);
  },
  sync: (context, cursor) =>
    runStreams(
      LITELLM,
      [...peopleAndKeysStreams(context), activityStream(context), spendLogStream(context)],
      context,
      cursor,
    ),
  limits,
  pause,
};
