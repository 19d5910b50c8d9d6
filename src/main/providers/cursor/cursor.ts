import { checkFeatures } from '../check-features.ts';
import type { Provider } from '../provider.ts';
import { runStreams } from '../sync-run.ts';
import { cycleStream } from './cycle.ts';
import { eventStream, reachStream } from './events.ts';
import { lastActivityStream, membersStream } from './seats.ts';
import { CURSOR, spanBody } from './words.ts';
import { limits } from './writes.ts';

const KEY_HINT = 'key_cursor_team';

export const cursor: Provider = {
  id: 'cursor',
  name: CURSOR,
  keyHint: KEY_HINT,
  baseUrl: 'https://api.cursor.com',
  allowsCustomUrl: false,
  needsOrganization: false,
  capabilities: {
    usage: true,
    costs: 'billed',
    members: true,
    seats: true,
    keys: false,
    invoices: false,
    setLimit: ['person'],
    pauseKey: 'none',
  },
  historyDays: null,
  rereadDays: 3,
  rules: {
    pace: { events: { perMinute: 60, burst: 60 }, other: { perMinute: 20, burst: 20 } },
    firstWaitSeconds: 60,
    headers: {},
    authorize: (key) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` }),
    downloadHosts: [],
  },
  check: ({ client, today }) =>
    checkFeatures(CURSOR, KEY_HINT, [
      { feature: 'members', ask: () => client.send({ method: 'GET', path: '/teams/members' }) },
      {
        feature: 'events',
        ask: () =>
          client.send({
            method: 'POST',
            path: '/teams/filtered-usage-events',
            body: JSON.stringify({ ...spanBody(today, today), page: 1, pageSize: 1 }),
            family: 'events',
          }),
      },
    ]),
  sync: (context, stored) =>
    runStreams(
      CURSOR,
      [
        membersStream(context),
        lastActivityStream(context),
        cycleStream(context),
        reachStream(context),
        eventStream(context),
      ],
      context,
      stored,
    ),
  limits,
};
