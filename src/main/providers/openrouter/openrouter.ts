import { checkFeatures } from '../check-features.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import { runStreams } from '../sync-run.ts';
import { readState } from '../sync-state.ts';
import { activityStream, HISTORY_DAYS } from './activity.ts';
import { creditStream, isManagementKey } from './credits.ts';
import { peopleAndKeysStreams } from './people-and-keys.ts';
import { OPENROUTER } from './words.ts';
import { limits, pause } from './writes.ts';

const KEY_HINT = 'key_openrouter_management';

/** Looks like a feature in the list of questions, but is the one that must not be answered with no. */
async function askForManagementKey(context: ProviderContext): Promise<boolean> {
  if (!(await isManagementKey(context)))
    throw requestFailure('key_refused', OPENROUTER, { why: 'no management key' });
  return false;
}

export const openrouter: Provider = {
  id: 'openrouter',
  name: OPENROUTER,
  keyHint: KEY_HINT,
  baseUrl: 'https://openrouter.ai/api/v1',
  allowsCustomUrl: false,
  needsOrganization: false,
  capabilities: {
    usage: true,
    costs: 'billed',
    members: true,
    seats: false,
    keys: true,
    invoices: false,
    setLimit: ['key', 'workspace'],
    pauseKey: 'reversible',
  },
  historyDays: HISTORY_DAYS,
  rereadDays: 5,
  rules: {
    pace: { other: { perMinute: 60, burst: 60 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    downloadHosts: [],
  },
  check: (context) => {
    const get = (path: string) => () => context.client.send({ method: 'GET', path });
    return checkFeatures(OPENROUTER, KEY_HINT, [
      { feature: 'key', ask: () => askForManagementKey(context) },
      { feature: 'activity', ask: get('/activity') },
      { feature: 'keys', ask: get('/keys') },
      { feature: 'members', ask: get('/organization/members') },
      { feature: 'credits', ask: get('/credits') },
    ]);
  },
  sync: (context, cursor) =>
    runStreams(
      OPENROUTER,
      [
        ...peopleAndKeysStreams(context),
        creditStream(context),
        activityStream(context, readState(cursor).through['activity']),
      ],
      context,
      cursor,
    ),
  limits,
  pause,
};
