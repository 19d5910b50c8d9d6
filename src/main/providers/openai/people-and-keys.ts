import { z } from 'zod';
import { optional, optionalText } from '../answer-fields.ts';
import type { KeySeen, ProviderContext } from '../provider.ts';
import type { ReadPage, Stream } from '../stream.ts';
import { readListPage } from './list-page.ts';

const user = z.object({
  id: z.string().min(1),
  name: optionalText,
  email: optionalText,
  role: optionalText,
});
const project = z.object({ id: z.string().min(1) });
const owner = z.object({ id: z.string().min(1), email: optionalText, name: optionalText });
const apiKey = z.object({
  id: z.string().min(1),
  name: optionalText,
  owner: optional(z.object({ user: optional(owner), service_account: optional(owner) })),
});

const keysPath = (projectId: string): string =>
  `/organization/projects/${encodeURIComponent(projectId)}/api_keys`;

function keySeen(projectId: string, key: z.infer<typeof apiKey>): KeySeen {
  const holder = key.owner?.user ?? key.owner?.service_account ?? null;
  return {
    id: key.id,
    name: key.name,
    status: 'active',
    owner: holder?.id ?? null,
    project: projectId,
    limit: null,
  };
}

export function peopleAndKeysStreams(context: ProviderContext): Stream[] {
  const list = { moneyFrom: 'cost-report', days: null } as const;
  return [
    {
      ...list,
      name: 'members',
      read: async ({ page: after }) => {
        const { items, page } = await readListPage(context, '/organization/users', after, user);
        const members = items.map(({ id, ...rest }) => ({ identity: id, ...rest, active: true }));
        return { ...page, members };
      },
    },
    {
      ...list,
      name: 'projects',
      read: async ({ page: after, facts }) => {
        const query = [['include_archived', 'true'] as const];
        const path = '/organization/projects';
        const { items, page } = await readListPage(context, path, after, project, { query });
        const before = after === null ? [] : projectsIn(facts);
        const ids = [...new Set([...before, ...items.map(({ id }) => id)])];
        return { ...page, facts: { projects: JSON.stringify(ids) } };
      },
    },
    {
      ...list,
      name: 'keys',
      read: ({ page, facts }) => readKeys(context, page, projectsIn(facts)),
    },
  ];
}

/** The projects that this sync has listed, by their ids. */
export function projectsIn(facts: Readonly<Record<string, string>>): string[] {
  return z.array(z.string()).parse(JSON.parse(facts['projects'] ?? '[]'));
}

/** The keys of one project after the other; a page's name is the project's number and the list's cursor. */
async function readKeys(
  context: ProviderContext,
  place: string | null,
  projects: readonly string[],
): Promise<ReadPage> {
  const [, number = '0', after = ''] = /^(\d+):(.*)$/.exec(place ?? '0:') ?? [];
  const index = Number(number);
  const projectId = projects[index];
  if (projectId === undefined) return { next: null, entries: 0, isSilent: true };
  const { items, page } = await readListPage(
    context,
    keysPath(projectId),
    after === '' ? null : after,
    apiKey,
    { query: [['owner_project_access', 'any']], lenient: [403, 404] },
  );
  const next = page.next === null ? `${index + 1}:` : `${index}:${page.next}`;
  const last = page.next === null && index + 1 >= projects.length;
  return {
    ...page,
    // A project without keys is no empty page.
    entries: Math.max(1, page.entries),
    next: last ? null : next,
    keys: items.map((key) => keySeen(projectId, key)),
  };
}

/** Whether the project still lists the key. */
export async function hasKey(
  context: ProviderContext,
  projectId: string,
  keyId: string,
): Promise<boolean> {
  let after: string | null = null;
  for (let pages = 0; pages < 100; pages += 1) {
    const listed: { items: readonly { id: string }[]; page: ReadPage } = await readListPage(
      context,
      keysPath(projectId),
      after,
      apiKey,
    );
    if (listed.items.some(({ id }) => id === keyId)) return true;
    if (listed.page.next === null || listed.page.next === after) return false;
    after = listed.page.next;
  }
  return false;
}
