import { z } from 'zod';
import { dollars, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { KeySeen, LimitPeriod, LimitSeen, ProviderContext, SpendLimit } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import type { ReadPage, Stream } from '../stream.ts';
import { LITELLM } from './words.ts';

// `spend` is set back to zero with every budget's reset: a gauge of the budget, never a cost.
const limited = {
  max_budget: optional(dollars),
  budget_duration: optionalText,
  spend: optional(dollars),
};
const user = z.object({
  user_id: z.string().min(1),
  user_email: optionalText,
  user_alias: optionalText,
  user_role: optionalText,
  ...limited,
});
const team = z.object({ team_id: z.string().min(1), team_alias: optionalText, ...limited });
const apiKey = z.object({
  token: z.string().min(1),
  key_alias: optionalText,
  key_name: optionalText,
  user_id: optionalText,
  team_id: optionalText,
  blocked: optional(z.boolean()),
  ...limited,
});
type ProxyUser = z.infer<typeof user>;
type ProxyTeam = z.infer<typeof team>;

const PERIODS: Readonly<Record<string, LimitPeriod>> = {
  '24h': 'day',
  '1d': 'day',
  '7d': 'week',
  '30d': 'month',
  '1mo': 'month',
};

export function limitOf(entry: {
  max_budget?: bigint | null | undefined;
  budget_duration: string | null;
}): SpendLimit | null {
  if (entry.max_budget === null || entry.max_budget === undefined) return null;
  const { budget_duration: duration, max_budget: amountMicro } = entry;
  const period = duration === null ? 'lifetime' : (PERIODS[duration] ?? 'other');
  return { amountMicro, currency: 'USD', period };
}

function limitSeen(
  scope: LimitSeen['scope'],
  target: string,
  name: string | null,
  entry: Parameters<typeof limitOf>[0] & { spend?: bigint | null | undefined },
): LimitSeen[] {
  const limit = limitOf(entry);
  return limit === null ? [] : [{ scope, target, name, limit, usedMicro: entry.spend ?? null }];
}

type Listed<T> = { items: readonly T[]; page: ReadPage };

/** The next page's number; a server that answers another page than the one asked for would loop. */
function nextNumber(
  asked: number,
  stated: number | null | undefined,
  pages: number,
): string | null {
  if (stated !== null && stated !== undefined && stated !== asked)
    throw requestFailure('cursor_loop', LITELLM, { page: stated });
  return asked < pages ? String(asked + 1) : null;
}

async function readUsers(
  { client }: ProviderContext,
  page: string | null,
): Promise<Listed<ProxyUser>> {
  const asked = Number(page ?? '1');
  const answer = await client.send({
    method: 'GET',
    path: '/user/list',
    query: [
      ['page', String(asked)],
      ['page_size', '100'],
    ],
  });
  const shape = z.object({ users: anyList, page: optional(z.number()), total_pages: z.number() });
  const read = readAnswer(LITELLM, answer, shape);
  const { items, rejects } = readList(LITELLM, answer, read.users, user);
  const next = nextNumber(asked, read.page, read.total_pages);
  return { items, page: { next, entries: read.users.length, rejects } };
}

async function readKeys(
  { client }: ProviderContext,
  page: string | null,
): Promise<Listed<KeySeen>> {
  const asked = Number(page ?? '1');
  const answer = await client.send({
    method: 'GET',
    path: '/key/list',
    query: [
      ['page', String(asked)],
      ['size', '100'],
      ['return_full_object', 'true'],
      ['include_team_keys', 'true'],
    ],
  });
  const shape = z.object({
    keys: anyList,
    current_page: optional(z.number()),
    total_pages: optional(z.number()),
  });
  const read = readAnswer(LITELLM, answer, shape);
  // Older proxies list plain hashes.
  const keys = read.keys.map((key) => (typeof key === 'string' ? { token: key } : key));
  const { items, rejects } = readList(LITELLM, answer, keys, apiKey);
  const next = nextNumber(asked, read.current_page, read.total_pages ?? 1);
  return { items: items.map(keySeen), page: { next, entries: keys.length, rejects } };
}

/** Every team at once; that this list is not paged, and its fields, are unconfirmed. */
async function readTeams({ client }: ProviderContext): Promise<Listed<ProxyTeam>> {
  const answer = await client.send({ method: 'GET', path: '/team/list' });
  const teamsAnswer = readAnswer(LITELLM, answer, z.union([anyList, z.object({ teams: anyList })]));
  const list = Array.isArray(teamsAnswer) ? teamsAnswer : teamsAnswer.teams;
  const { items, rejects } = readList(LITELLM, answer, list, team);
  return { items, page: { next: null, entries: list.length, rejects } };
}

function keySeen(key: z.infer<typeof apiKey>): KeySeen {
  return {
    id: key.token,
    name: key.key_alias ?? key.key_name,
    status: key.blocked === true ? 'paused' : 'active',
    owner: key.user_id,
    project: key.team_id,
    limit: limitOf(key),
  };
}

async function find<T>(
  read: (page: string | null) => Promise<Listed<T>>,
  is: (item: T) => boolean,
): Promise<T | null> {
  for (let page: string | null = null, count = 0; count < 1000; count += 1) {
    const listed: Listed<T> = await read(page);
    const found = listed.items.find(is);
    if (found) return found;
    if (listed.page.next === null) return null;
    page = listed.page.next;
  }
  return null;
}

/** One key, one user or one team, as the proxy lists it now. */
export const findKey = (context: ProviderContext, id: string): Promise<KeySeen | null> =>
  find(
    (page) => readKeys(context, page),
    (key) => key.id === id,
  );
export const findUser = (context: ProviderContext, id: string): Promise<ProxyUser | null> =>
  find(
    (page) => readUsers(context, page),
    (one) => one.user_id === id,
  );

export const findTeam = (context: ProviderContext, id: string): Promise<ProxyTeam | null> =>
  find(
    () => readTeams(context),
    (one) => one.team_id === id,
  );

export function peopleAndKeysStreams(context: ProviderContext): Stream[] {
  return [
    {
      name: 'members',
      moneyFrom: 'usage',
      days: null,
      read: async ({ page: asked }) => {
        const { items, page } = await readUsers(context, asked);
        const members = items.map((one) => ({
          identity: one.user_id,
          email: one.user_email,
          name: one.user_alias,
          role: one.user_role,
          active: true,
        }));
        const limits = items.flatMap((one) =>
          limitSeen('person', one.user_id, one.user_alias ?? one.user_email, one),
        );
        return { ...page, members, limits };
      },
    },
    {
      name: 'teams',
      moneyFrom: 'usage',
      days: null,
      read: async () => {
        const { items, page } = await readTeams(context);
        const limits = items.flatMap((one) => limitSeen('team', one.team_id, one.team_alias, one));
        return { ...page, limits };
      },
    },
    {
      name: 'keys',
      moneyFrom: 'usage',
      days: null,
      read: async ({ page: asked }) => {
        const { items, page } = await readKeys(context, asked);
        return { ...page, keys: items };
      },
    },
  ];
}
