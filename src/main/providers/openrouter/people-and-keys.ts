import { z } from 'zod';
import { dollars, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { KeySeen, LimitPeriod, ProviderContext } from '../provider.ts';
import type { ReadPage, Stream } from '../stream.ts';
import { OPENROUTER } from './words.ts';

const listPage = z.object({ data: anyList });
const member = z.object({
  id: z.string().min(1),
  email: optionalText,
  first_name: optionalText,
  last_name: optionalText,
  role: optionalText,
});
const workspace = z.object({ id: z.string().min(1) });
export const apiKey = z.object({
  hash: z.string().min(1),
  name: optionalText,
  disabled: optional(z.boolean()),
  limit: optional(dollars),
  limit_reset: optionalText,
  creator_user_id: optionalText,
  workspace_id: optionalText,
});

const PERIODS: Readonly<Record<string, LimitPeriod>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
};

export function keySeen(key: z.infer<typeof apiKey>): KeySeen {
  const period = key.limit_reset === null ? 'lifetime' : (PERIODS[key.limit_reset] ?? 'other');
  return {
    id: key.hash,
    name: key.name,
    status: key.disabled === true ? 'paused' : 'active',
    owner: key.creator_user_id,
    project: key.workspace_id,
    limit:
      key.limit === null || key.limit === undefined
        ? null
        : { amountMicro: key.limit, currency: 'USD', period },
  };
}

/** A list that an earlier page wrote down. */
export function listed(facts: Readonly<Record<string, string>>, name: string): string[] {
  return z.array(z.string()).parse(JSON.parse(facts[name] ?? '[]'));
}

async function readMembers({ client }: ProviderContext, page: string | null): Promise<ReadPage> {
  const offset = Number(page ?? '0');
  const answer = await client.send({
    method: 'GET',
    path: '/organization/members',
    query: [
      ['offset', String(offset)],
      ['limit', '100'],
    ],
  });
  const shape = listPage.extend({ total_count: optional(z.number().int()) });
  const { data, total_count: total } = readAnswer(OPENROUTER, answer, shape);
  const { items, rejects } = readList(OPENROUTER, answer, data, member);
  const end = offset + data.length;
  return {
    members: items.map((one) => ({
      identity: one.id,
      email: one.email,
      name: [one.first_name, one.last_name].filter((part) => part !== null).join(' ') || null,
      role: one.role,
      active: true,
    })),
    rejects,
    next: data.length > 0 && end < (total ?? 0) ? String(end) : null,
    entries: data.length,
  };
}

/**
 * The keys of the default workspace, then of each one; a page's name is the workspace's number and
 * the offset. The list ends where a page brings no key that is new.
 */
async function readKeys(
  { client }: ProviderContext,
  page: string | null,
  facts: Readonly<Record<string, string>>,
): Promise<ReadPage> {
  const [number = '0', offset = '0'] = (page ?? '0:0').split(':');
  const index = Number(number);
  const workspaces = listed(facts, 'workspaces');
  const of = index === 0 ? undefined : workspaces[index - 1];
  const answer = await client.send({
    method: 'GET',
    path: '/keys',
    query: [
      ['offset', offset],
      ['include_disabled', 'true'],
      ...(of === undefined ? [] : [['workspace_id', of] as const]),
    ],
  });
  const { data } = readAnswer(OPENROUTER, answer, listPage);
  const { items, rejects } = readList(OPENROUTER, answer, data, apiKey);
  const known = new Set(page === null ? [] : listed(facts, 'keys'));
  const fresh = items.filter(({ hash }) => !known.has(hash));
  for (const { hash } of fresh) known.add(hash);
  const more = fresh.length > 0 ? `${index}:${Number(offset) + data.length}` : null;
  const following = index < workspaces.length ? `${index + 1}:0` : null;
  return {
    keys: fresh.map(keySeen),
    rejects,
    next: more ?? following,
    entries: 1,
    facts: { keys: JSON.stringify([...known]) },
  };
}

export function peopleAndKeysStreams(context: ProviderContext): Stream[] {
  const list = { moneyFrom: 'usage', days: null } as const;
  return [
    // Organization accounts only: a personal one closes it with 403 or 404.
    { ...list, name: 'members', read: ({ page }) => readMembers(context, page) },
    {
      ...list,
      name: 'workspaces',
      read: async () => {
        // The shape of this list is unconfirmed; without it the default workspace alone is read.
        const answer = await context.client.send({
          method: 'GET',
          path: '/workspaces',
          expects: [400, 403, 404],
        });
        const page = listPage.safeParse(answer.body);
        const list = page.success ? page.data.data : [];
        const { items, rejects } = readList(OPENROUTER, answer, list, workspace);
        const facts = { workspaces: JSON.stringify(items.map(({ id }) => id)) };
        const isSilent = answer.status >= 400 || !page.success;
        return { next: null, entries: list.length, facts, rejects, isSilent };
      },
    },
    { ...list, name: 'keys', read: ({ page, facts }) => readKeys(context, page, facts) },
  ];
}
