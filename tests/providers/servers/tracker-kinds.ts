import type { TrackerKind } from '../../../src/core/trackers/tracker-kinds.ts';
import type { Asked, Reply, TestServer } from './test-server.ts';
import { answeringServer } from './trackers.ts';

/** A kind over a network, as its documents say it lists items: what is the same story for all of them. */
export type HostKind = {
  readonly kind: Exclude<TrackerKind, 'git'>;
  readonly place: readonly string[];
  readonly key: string;
  /** What people see of the nth item. */
  readonly nameOf: (n: number) => string;
  /** The field that says when it was accepted: without its form the item cannot be read. */
  readonly field: string;
  /** What stands there in a form that is not known, where not any other form is one. */
  readonly bent?: unknown;
  readonly isList: (asked: Asked) => boolean;
  /** Which page is asked for, from 0. */
  readonly pageOf: (asked: Asked) => number;
  readonly item: (n: number, at: string) => Record<string, unknown>;
  readonly list: (items: readonly unknown[], page: number, isLast: boolean) => Reply;
  /** Everything else that is asked: `null` is not found. */
  readonly other?: (asked: Asked) => unknown;
};

const MAIL_KEY = 'li@example.com:T';
const numbered = ({ query }: Asked): number => Number(query.get('page') ?? '1') - 1;
const statusChange = (at: string) => ({
  created: at.replace('Z', '.000+0000'),
  author: { accountId: 'bo' },
  items: [{ field: 'status', from: '3', to: '10001' }],
});

const ms = (at: string): number => Date.parse(at);

/** Feishu and Lark answer alike: an error has status 200 and a `code` of its own. */
const bitable = (kind: 'feishu' | 'lark'): HostKind => ({
  kind,
  place: ['bascnMade0001/tblMade1'],
  key: 'cli_made0up:made-up-secret',
  nameOf: (n) => `rec${n}`,
  field: 'fields',
  bent: 'quite another form',
  isList: ({ path }) => path.endsWith('/records/search'),
  pageOf: ({ query }) => Number(query.get('page_token') ?? 0),
  item: (n, at) => ({
    record_id: `rec${n}`,
    created_time: ms(at),
    last_modified_time: ms(at),
    fields: { Owner: [{ id: 'ou_1', name: 'Li Wei' }], Status: 'Done', 'Done on': ms(at) },
  }),
  list: (items, page, isLast) => ({
    json: {
      code: 0,
      data: { items, has_more: !isLast, ...(isLast ? {} : { page_token: String(page + 1) }) },
    },
  }),
  other: ({ path }) => {
    if (path.endsWith('/tenant_access_token/internal'))
      return { code: 0, tenant_access_token: 't-made', expire: 7200 };
    if (path.endsWith('/records/batch_get')) return { code: 0, data: { records: [] } };
    const columns = { Owner: 11, Status: 3, 'Done on': 5 };
    const items = Object.entries(columns).map(([field_name, type]) => ({ field_name, type }));
    return path.endsWith('/fields')
      ? { code: 0, data: { items, has_more: false } }
      : { code: 0, data: { app: { time_zone: 'UTC' } } };
  },
});

export const HOST_KINDS: readonly HostKind[] = [
  {
    kind: 'github',
    place: ['acme/app'],
    key: 'made-up-key',
    nameOf: String,
    field: 'mergedAt',
    isList: ({ path, body }) => path === '/graphql' && String(body['query']).includes('first: 100'),
    pageOf: ({ body }) => Number((body['variables'] as { after: string | null }).after ?? 0),
    item: (n, at) => ({
      number: n,
      mergedAt: at,
      updatedAt: at,
      author: { __typename: 'User', login: 'li' },
      mergedBy: { __typename: 'User', login: 'bo' },
    }),
    list: (nodes, page, isLast) => ({
      json: {
        data: {
          repository: {
            pullRequests: {
              nodes,
              pageInfo: { hasNextPage: !isLast, endCursor: String(page + 1) },
            },
          },
        },
      },
    }),
    other: () => ({ data: { viewer: { login: 'li' }, repository: { nameWithOwner: 'acme/app' } } }),
  },
  {
    kind: 'gitlab',
    place: ['acme/app'],
    key: 'made-up-key',
    nameOf: String,
    field: 'merged_at',
    isList: ({ path, query }) => path.endsWith('/merge_requests') && query.get('page') !== null,
    pageOf: numbered,
    item: (n, at) => ({
      iid: n,
      state: 'merged',
      merged_at: at,
      updated_at: at,
      author: { username: 'li' },
      merge_user: { username: 'bo' },
    }),
    list: (json, page, isLast) => ({
      json,
      headers: { 'x-next-page': isLast ? '' : String(page + 2) },
    }),
    other: ({ path }) => (path.endsWith('/merge_requests') ? [] : null),
  },
  {
    kind: 'gitea',
    place: ['acme/app'],
    key: 'made-up-key',
    nameOf: String,
    field: 'merged_at',
    isList: ({ path, query }) => path.endsWith('/pulls') && query.get('page') !== null,
    pageOf: numbered,
    item: (n, at) => ({
      number: n,
      merged: true,
      merged_at: at,
      updated_at: at,
      user: { login: 'li' },
      merged_by: { login: 'bo' },
    }),
    list: (json) => ({ json }),
    other: ({ path }) => (path.endsWith('/pulls') ? [] : null),
  },
  {
    kind: 'jira',
    place: ['APP'],
    key: MAIL_KEY,
    nameOf: (n) => `APP-${n}`,
    field: 'fields',
    isList: ({ path, body }) => path.endsWith('/search/jql') && body['maxResults'] !== 1,
    pageOf: ({ body }) => Number(body['nextPageToken'] ?? 0),
    item: (n, at) => ({
      key: `APP-${n}`,
      fields: {
        assignee: { accountId: 'li' },
        status: { statusCategory: { key: 'done' } },
        updated: at.replace('Z', '.000+0000'),
      },
      changelog: { histories: [statusChange(at)] },
    }),
    list: (issues, page, isLast) => ({
      json: { issues, ...(isLast ? { isLast: true } : { nextPageToken: String(page + 1) }) },
    }),
    other: ({ path }) =>
      path.endsWith('/status')
        ? [{ id: '10001', statusCategory: { key: 'done' } }]
        : path.endsWith('/jql')
          ? { issues: [], isLast: true }
          : null,
  },
  {
    kind: 'linear',
    place: [],
    key: 'made-up-key',
    nameOf: (n) => `ENG-${n}`,
    field: 'completedAt',
    isList: ({ body }) => String(body['query']).includes('first: 50, after'),
    pageOf: ({ body }) => Number((body['variables'] as { after: string | null }).after ?? 0),
    item: (n, at) => ({
      identifier: `ENG-${n}`,
      updatedAt: at,
      completedAt: at,
      state: { type: 'completed' },
      assignee: { id: 'li' },
    }),
    list: (nodes, page, isLast) => ({
      json: {
        data: {
          issues: { nodes, pageInfo: { hasNextPage: !isLast, endCursor: String(page + 1) } },
        },
      },
    }),
    other: () => ({ data: { viewer: { id: 'li' }, issue: null } }),
  },
  {
    kind: 'hubspot',
    place: [],
    key: 'made-up-key',
    nameOf: String,
    field: 'properties',
    isList: ({ path }) => path.endsWith('/deals/search'),
    pageOf: ({ body }) => Number(body['after'] ?? 0),
    item: (n, at) => ({
      id: String(n),
      properties: {
        closedate: at,
        hs_is_closed_won: 'true',
        hubspot_owner_id: 'li',
        hs_lastmodifieddate: at,
      },
    }),
    list: (results, page, isLast) => ({
      json: { results, ...(isLast ? {} : { paging: { next: { after: String(page + 1) } } }) },
    }),
    other: ({ path }) => (path.endsWith('/owners') ? { results: [] } : null),
  },
  {
    kind: 'zendesk',
    place: [],
    key: 'li@example.com/token:T',
    nameOf: String,
    field: 'status',
    isList: ({ path }) => path.endsWith('/cursor.json'),
    pageOf: ({ query }) => Number(query.get('cursor') ?? 0),
    item: (n, at) => ({ id: n, status: 'solved', assignee_id: 7, updated_at: at }),
    list: (tickets, page, isLast) => ({
      json: { tickets, metric_sets: [], after_cursor: String(page + 1), end_of_stream: isLast },
    }),
    other: ({ path }) => (path.endsWith('/show_many') ? { users: [] } : null),
  },
  bitable('feishu'),
  bitable('lark'),
  {
    kind: 'notion',
    place: ['a'.repeat(32)],
    key: 'made-up-key',
    nameOf: (n) => `page-${n}`,
    field: 'properties',
    bent: 'quite another form',
    isList: ({ path }) => path.endsWith('/query'),
    pageOf: ({ body }) => Number(body['start_cursor'] ?? 0),
    item: (n, at) => ({
      object: 'page',
      id: `page-${n}`,
      created_time: at,
      last_edited_time: at,
      properties: {
        Owner: { type: 'people', people: [{ id: 'u1', name: 'Li Wei' }] },
        Status: { type: 'status', status: { name: 'Done' } },
        'Done on': { type: 'date', date: { start: at.slice(0, 10), end: null } },
      },
    }),
    list: (results, page, isLast) => ({
      json: { results, has_more: !isLast, next_cursor: isLast ? null : String(page + 1) },
    }),
    other: ({ path }) => {
      if (path.includes('/databases/')) return { data_sources: [{ id: 'ds1' }] };
      if (path !== '/v1/data_sources/ds1') return null;
      const status = {
        options: [{ id: '1', name: 'Done' }],
        groups: [{ name: 'Complete', option_ids: ['1'] }],
      };
      return {
        properties: {
          Owner: { type: 'people' },
          Status: { type: 'status', status },
          'Done on': { type: 'date' },
        },
      };
    },
  },
];

export type ServedItems = {
  readonly server: TestServer;
  /** The items as the server has them; a test changes them. */
  readonly items: Record<string, unknown>[];
};

/** Serves `count` items of a kind, `perPage` at once. */
export async function serveItems(
  of: HostKind,
  count: number,
  perPage: number,
): Promise<ServedItems> {
  const items = Array.from({ length: count }, (_, n) =>
    of.item(n + 1, `2026-06-${String((n % 9) + 1).padStart(2, '0')}T10:00:00Z`),
  );
  const server = await answeringServer(
    () => true,
    (asked) => {
      if (!of.isList(asked)) {
        const json = of.other?.(asked) ?? null;
        return json === null ? null : { json };
      }
      const page = of.pageOf(asked);
      const mine = items.slice(page * perPage, (page + 1) * perPage);
      return of.list(mine, page, (page + 1) * perPage >= items.length);
    },
  );
  return { server, items };
}
