import { z } from 'zod';
import { optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { KeySeen, ProviderContext } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import type { ReadPage, Stream } from '../stream.ts';
import { ANTHROPIC } from './words.ts';

const listPage = z.object({ data: anyList, has_more: z.boolean(), last_id: optionalText });

const user = z.object({
  id: z.string().min(1),
  email: optionalText,
  name: optionalText,
  role: optionalText,
});

const apiKey = z.object({
  id: z.string().min(1),
  name: optionalText,
  status: optionalText,
  workspace_id: optionalText,
  created_by: optional(z.object({ id: optionalText })),
});

const workspace = z.object({ id: z.string().min(1), name: optionalText });

/** Claude Code makes a workspace of this name for its own keys (unconfirmed). */
const CODE_WORKSPACE = /^claude code$/i;

/** The workspaces that an earlier page found to be Claude Code's own. */
export function codeWorkspacesIn(facts: Readonly<Record<string, string>>): string[] {
  return z.array(z.string()).parse(JSON.parse(facts['codeWorkspaces'] ?? '[]'));
}

async function readPage<T>(
  { client }: ProviderContext,
  path: string,
  after: string | null,
  shape: z.ZodType<T>,
): Promise<{ items: readonly T[]; page: ReadPage }> {
  const answer = await client.send({
    method: 'GET',
    path,
    query: [['limit', '100'], ...(after === null ? [] : [['after_id', after] as const])],
  });
  const read = readAnswer(ANTHROPIC, answer, listPage);
  if (read.has_more && read.last_id === null)
    throw requestFailure('answer_changed', ANTHROPIC, { field: 'last_id' });
  const { items, rejects } = readList(ANTHROPIC, answer, read.data, shape);
  const next = read.has_more ? read.last_id : null;
  return { items, page: { next, entries: read.data.length, rejects } };
}

const keySeen = (key: z.infer<typeof apiKey>): KeySeen => ({
  id: key.id,
  name: key.name,
  status: key.status === 'active' ? 'active' : key.status === 'inactive' ? 'paused' : 'other',
  owner: key.created_by?.id ?? null,
  project: key.workspace_id,
  limit: null,
});

export function peopleAndKeysStreams(context: ProviderContext): Stream[] {
  return [
    {
      name: 'members',
      moneyFrom: 'usage',
      days: null,
      read: async ({ page: after }) => {
        const path = '/v1/organizations/users';
        const { items, page } = await readPage(context, path, after, user);
        const members = items.map(({ id, ...rest }) => ({ identity: id, ...rest, active: true }));
        return { ...page, members };
      },
    },
    {
      name: 'keys',
      moneyFrom: 'usage',
      days: null,
      read: async ({ page: after }) => {
        const path = '/v1/organizations/api_keys';
        const { items, page } = await readPage(context, path, after, apiKey);
        return { ...page, keys: items.map(keySeen) };
      },
    },
  ];
}

/** Which workspaces are Claude Code's own; their paging is taken for that of the other lists (unconfirmed). */
export function workspacesStream(context: ProviderContext): Stream {
  return {
    name: 'workspaces',
    moneyFrom: 'usage',
    days: null,
    read: async ({ page: after, facts }) => {
      const path = '/v1/organizations/workspaces';
      const { items, page } = await readPage(context, path, after, workspace);
      const before = after === null ? [] : codeWorkspacesIn(facts);
      const found = items.filter(({ name }) => CODE_WORKSPACE.test(name ?? ''));
      const ids = [...new Set([...before, ...found.map(({ id }) => id)])];
      return { ...page, facts: { codeWorkspaces: JSON.stringify(ids) } };
    },
  };
}

/** One key as the provider lists it now; `null` where it lists none of this id. */
export async function findKey(context: ProviderContext, id: string): Promise<KeySeen | null> {
  let after: string | null = null;
  for (let pages = 0; pages < 100; pages += 1) {
    const listed: Awaited<ReturnType<typeof readPage<z.infer<typeof apiKey>>>> = await readPage(
      context,
      '/v1/organizations/api_keys',
      after,
      apiKey,
    );
    const { items, page } = listed;
    const found = items.find((key) => key.id === id);
    if (found) return keySeen(found);
    if (page.next === null || page.next === after) return null;
    after = page.next;
  }
  return null;
}
