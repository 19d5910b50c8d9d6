import { z } from 'zod';
import { currency, dollars, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import { checkFeatures } from '../check-features.ts';
import type { LimitSeen, Provider, ProviderContext } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { runStreams } from '../sync-run.ts';
import { MISTRAL, usageStream } from './usage.ts';

/** Mistral's Admin API (docs.mistral.ai/admin/admin-api; Enterprise plans, a preview): costs by day and model. */
const KEY_HINT = 'key_mistral_admin';

// The list of users is described nowhere that could be read: it is taken in any of the usual forms.
const userPage = z.union([
  z.object({ items: anyList, total: optional(z.number().int()) }),
  z.object({ data: anyList }).transform(({ data }) => ({ items: data, total: null })),
  z.object({ users: anyList }).transform(({ users }) => ({ items: users, total: null })),
]);
const user = z.object({
  uuid: optionalText,
  id: optionalText,
  email: optionalText,
  name: optionalText,
  role: optionalText,
});
const PAGE = 100;

function membersStream({ client }: ProviderContext): Stream {
  return {
    name: 'members',
    moneyFrom: 'usage',
    days: null,
    read: async ({ page }) => {
      const asked = Number(page ?? '1');
      const answer = await client.send({
        method: 'GET',
        path: '/users',
        query: [
          ['page', String(asked)],
          ['page_size', String(PAGE)],
        ],
      });
      const { items: list, total } = readAnswer(MISTRAL, answer, userPage);
      const { items, rejects } = readList(MISTRAL, answer, list, user);
      return {
        members: items.flatMap(({ uuid, id, email, name, role }) => {
          const identity = email ?? uuid ?? id;
          return identity === null ? [] : [{ identity, email, name, role, active: true }];
        }),
        rejects,
        next: list.length > 0 && asked * PAGE < (total ?? 0) ? String(asked + 1) : null,
        entries: list.length,
      };
    },
  };
}

const spendLimit = z.object({
  limits: z.object({
    currency: optional(currency),
    completion: z.object({
      no_monthly_limit: optional(z.boolean()),
      usage_limit: optional(dollars),
      total_usage: optional(dollars),
    }),
  }),
});

function limitStream({ client }: ProviderContext): Stream {
  return {
    name: 'limits',
    moneyFrom: 'usage',
    days: null,
    read: async () => {
      const answer = await client.send({ method: 'GET', path: '/spend-limit' });
      const { completion, currency: unit } = readAnswer(MISTRAL, answer, spendLimit).limits;
      const { usage_limit: amountMicro, total_usage: usedMicro } = completion;
      const limits: LimitSeen[] =
        amountMicro === null || completion.no_monthly_limit === true
          ? []
          : [
              {
                scope: 'organization',
                target: null,
                name: null,
                limit: { amountMicro, currency: unit ?? 'USD', period: 'month' },
                usedMicro,
              },
            ];
      return { limits, next: null, entries: 1 };
    },
  };
}

export const mistral: Provider = {
  id: 'mistral',
  name: MISTRAL,
  keyHint: KEY_HINT,
  baseUrl: 'https://api.mistral.ai/v1/admin',
  allowsCustomUrl: false,
  needsOrganization: false,
  capabilities: {
    usage: false,
    costs: 'billed',
    members: true,
    seats: false,
    keys: false,
    invoices: false,
    setLimit: [],
    pauseKey: 'none',
  },
  historyDays: null,
  rereadDays: 5,
  rules: {
    pace: { other: { perMinute: 60, burst: 10 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ 'x-api-key': key }),
    downloadHosts: [],
  },
  check: ({ client }) => {
    const get = (path: string) => () => client.send({ method: 'GET', path });
    return checkFeatures(MISTRAL, KEY_HINT, [
      { feature: 'costs', ask: get('/usage') },
      { feature: 'members', ask: get('/users') },
      { feature: 'limits', ask: get('/spend-limit') },
    ]);
  },
  sync: (context, stored) =>
    runStreams(
      MISTRAL,
      [membersStream(context), limitStream(context), usageStream(context)],
      context,
      stored,
    ),
};
