import { checkFeatures } from '../check-features.ts';
import type { Provider } from '../provider.ts';
import { runStreams } from '../sync-run.ts';
import { keyExpiryStream } from './key-expiry.ts';
import { peopleAndKeysStreams } from './people-and-keys.ts';
import { reportStreams } from './reports.ts';
import { OPENAI, spanQuery } from './words.ts';
import { limits, limitsStream, pause } from './writes.ts';

const KEY_HINT = 'key_openai_admin';

export const openai: Provider = {
  id: 'openai',
  name: OPENAI,
  keyHint: KEY_HINT,
  baseUrl: 'https://api.openai.com/v1',
  allowsCustomUrl: false,
  needsOrganization: false,
  capabilities: {
    usage: true,
    costs: 'billed',
    members: true,
    seats: false,
    keys: true,
    invoices: false,
    setLimit: ['project', 'organization'],
    pauseKey: 'irreversible',
  },
  historyDays: null,
  rereadDays: 5,
  rules: {
    pace: { other: { perMinute: 60, burst: 60 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    downloadHosts: [],
  },
  check: (context) => {
    const get = (path: string, query: readonly (readonly [string, string])[]) => () =>
      context.client.send({ method: 'GET', path: `/organization/${path}`, query });
    const one = [['limit', '1'] as const];
    const day = [...spanQuery(context.today, context.today), ...one];
    return checkFeatures(OPENAI, KEY_HINT, [
      { feature: 'members', ask: get('users', one) },
      { feature: 'keys', ask: get('projects', one) },
      { feature: 'usage', ask: get('usage/completions', day) },
      { feature: 'costs', ask: get('costs', day) },
    ]);
  },
  sync: (context, cursor) =>
    runStreams(
      OPENAI,
      [
        ...peopleAndKeysStreams(context),
        keyExpiryStream(context),
        limitsStream(context),
        ...reportStreams(context),
      ],
      context,
      cursor,
    ),
  limits,
  pause,
};
