import { z } from 'zod';
import { readAnswer } from '../answer-list.ts';
import { checkFeatures } from '../check-features.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { runStreams } from '../sync-run.ts';
import { readState } from '../sync-state.ts';
import { troubleOf } from '../trouble.ts';
import { activityStream, HISTORY_DAYS } from './activity.ts';
import { peopleAndKeysStreams } from './people-and-keys.ts';
import { OPENROUTER } from './words.ts';
import { limits, pause } from './writes.ts';

const KEY_HINT = 'key_openrouter_management';

const ownKey = z.object({ data: z.object({ is_management_key: z.boolean() }) });

/** An ordinary key looks the same and even gets answers (two zeros for credits): ask before trusting. */
async function askForManagementKey({ client }: ProviderContext): Promise<boolean> {
  const answer = await client.send({ method: 'GET', path: '/key' });
  if (!readAnswer(OPENROUTER, answer, ownKey).data.is_management_key)
    throw troubleOf('key_refused', OPENROUTER, { why: 'no management key' });
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
  manners: {
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
    ]);
  },
  sync: (context, cursor) =>
    runStreams(
      OPENROUTER,
      [
        ...peopleAndKeysStreams(context),
        activityStream(context, readState(cursor).through['activity']),
      ],
      context,
      cursor,
    ),
  limits,
  pause,
};
