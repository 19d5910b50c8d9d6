import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { checkFeatures } from '../check-features.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { runStreams } from '../sync-run.ts';
import { ANY_ACCOUNT, accountStream, keyStream, memberStream } from './people-and-keys.ts';
import { costStream, usageStream } from './reports.ts';
import { FIREWORKS } from './words.ts';

const KEY_HINT = 'key_fireworks_admin';
/** No cost further back is told. */
const HISTORY_DAYS = 100;

const firstDay = ({ firstDay: wanted, today }: ProviderContext): IsoDay => {
  const oldest = addDays(today, -HISTORY_DAYS + 1);
  return wanted > oldest ? wanted : oldest;
};

export const fireworks: Provider = {
  id: 'fireworks',
  name: FIREWORKS,
  keyHint: KEY_HINT,
  baseUrl: 'https://api.fireworks.ai/v1',
  allowsCustomUrl: false,
  needsOrganization: false,
  capabilities: {
    usage: true,
    costs: 'billed',
    members: true,
    seats: false,
    keys: true,
    invoices: false,
    setLimit: [],
    pauseKey: 'none',
  },
  historyDays: HISTORY_DAYS,
  rereadDays: 5,
  rules: {
    pace: { other: { perMinute: 60, burst: 10 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    downloadHosts: [],
  },
  check: async (context) => {
    const { client, today } = context;
    const firstAccount = async (): Promise<string> => {
      const { body } = await client.send({ method: 'GET', path: '/accounts' });
      const read = z.object({ accounts: z.array(z.object({ name: z.string() })).min(1) });
      return read.safeParse(body).data?.accounts[0]?.name ?? ANY_ACCOUNT;
    };
    let asked: Promise<string> | undefined;
    const account = (): Promise<string> => {
      asked ??= firstAccount();
      return asked;
    };
    const span = { startTime: `${today}T00:00:00Z`, endTime: `${addDays(today, 1)}T00:00:00Z` };
    return checkFeatures(FIREWORKS, KEY_HINT, [
      {
        feature: 'costs',
        ask: async () =>
          client.send({
            method: 'POST',
            path: `/${await account()}/usageCosts:query`,
            body: JSON.stringify({ ...span, scope: 'ACCOUNT', groupBy: ['DAY', 'API_KEY'] }),
          }),
      },
      {
        feature: 'usage',
        ask: async () =>
          client.send({
            method: 'GET',
            path: `/${await account()}/billingUsage`,
            query: Object.entries(span),
          }),
      },
      {
        feature: 'members',
        ask: async () => client.send({ method: 'GET', path: `/${await account()}/users` }),
      },
    ]);
  },
  sync: (context, stored) => {
    const from = firstDay(context);
    return runStreams(
      FIREWORKS,
      [
        accountStream(context),
        memberStream(context),
        keyStream(context),
        usageStream(context, from),
        costStream(context, from),
      ],
      context,
      stored,
    );
  },
};
