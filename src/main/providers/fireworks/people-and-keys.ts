import { z } from 'zod';
import type { RowReject } from '../../../core/spend/rows.ts';
import { optionalText } from '../answer-fields.ts';
import { readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import type { Stream } from '../stream.ts';
import { wholeList } from '../whole-list.ts';
import { FIREWORKS } from './words.ts';

/** A list of names that an earlier stream wrote down. */
function listed(facts: Readonly<Record<string, string>>, name: string): string[] {
  return z.array(z.string()).parse(JSON.parse(facts[name] ?? '[]'));
}

/** Whatever account the key opens. */
export const ANY_ACCOUNT = 'accounts/-';

/**
 * The accounts that the key opens. Where their list was not given, "any" is asked, so that each question
 * meets its own refusal; where it is empty nothing can be asked, and no day counts as read.
 */
export function accountsIn(facts: Readonly<Record<string, string>>): string[] {
  if (facts['accounts'] === undefined) return [ANY_ACCOUNT];
  const accounts = listed(facts, 'accounts');
  if (accounts.length === 0)
    throw requestFailure('answer_changed', FIREWORKS, { field: 'accounts' });
  return accounts;
}

const nextPage = z.object({ nextPageToken: optionalText });

/** One list to its end; its elements stand under `name`. */
function readWhole<T>(
  { client }: ProviderContext,
  path: string,
  name: string,
  shape: z.ZodType<T>,
): Promise<{ items: T[]; rejects: RowReject[] }> {
  return wholeList<T>(FIREWORKS, async (token) => {
    const answer = await client.send({
      method: 'GET',
      path,
      query: [['pageSize', '200'], ...(token === null ? [] : [['pageToken', token] as const])],
    });
    const list = readAnswer(FIREWORKS, answer, z.record(z.string(), z.unknown()))[name];
    const { nextPageToken } = readAnswer(FIREWORKS, answer, nextPage);
    const elements = z.array(z.unknown()).safeParse(list ?? []);
    if (!elements.success) throw requestFailure('answer_changed', FIREWORKS, { field: name });
    return { ...readList(FIREWORKS, answer, elements.data, shape), next: nextPageToken };
  });
}

const account = z.object({ name: z.string().regex(/^accounts\/[^/]+$/) });
const user = z.object({
  name: z.string().regex(/^accounts\/[^/]+\/users\/[^/]+$/),
  email: optionalText,
  displayName: optionalText,
  role: optionalText,
});
const apiKey = z.object({ keyId: z.string().min(1), displayName: optionalText });

const LIST = { moneyFrom: 'cost-report', days: null } as const;

/** The accounts that the key opens; what is asked of one is asked of each. */
export function accountStream(context: ProviderContext): Stream {
  return {
    ...LIST,
    name: 'accounts',
    read: async () => {
      const { items, rejects } = await readWhole(context, '/accounts', 'accounts', account);
      const facts = { accounts: JSON.stringify(items.map(({ name }) => name)) };
      return { facts, rejects, next: null, entries: items.length + rejects.length };
    },
  };
}

export function memberStream(context: ProviderContext): Stream {
  return {
    ...LIST,
    name: 'members',
    read: async ({ facts }) => {
      const lists = [];
      for (const name of accountsIn(facts))
        lists.push(await readWhole(context, `/${name}/users`, 'users', user));
      const users = lists.flatMap(({ items }) => items);
      const rejects = lists.flatMap((list) => list.rejects);
      return {
        members: users.map(({ name, email, displayName, role }) => ({
          identity: name,
          email,
          name: displayName,
          role,
          active: true,
        })),
        facts: { users: JSON.stringify(users.map(({ name }) => name)) },
        rejects,
        next: null,
        entries: users.length + rejects.length,
      };
    },
  };
}

/** The keys of one user after the other; a page's name is the user's number. */
export function keyStream(context: ProviderContext): Stream {
  return {
    ...LIST,
    name: 'keys',
    read: async ({ page, facts }) => {
      const users = listed(facts, 'users');
      const index = Number(page ?? '0');
      const owner = users[index];
      if (owner === undefined) return { next: null, entries: 0, isSilent: true };
      const { items, rejects } = await readWhole(context, `/${owner}/apiKeys`, 'apiKeys', apiKey);
      return {
        keys: items.map(({ keyId: id, displayName: name }) => ({
          id,
          name,
          status: 'active',
          owner,
          project: null,
          limit: null,
        })),
        rejects,
        next: index + 1 < users.length ? String(index + 1) : null,
        // A user without keys is no empty page.
        entries: Math.max(1, items.length),
      };
    },
  };
}
