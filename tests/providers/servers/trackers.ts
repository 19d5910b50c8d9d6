import { type Asked, type Reply, type TestServer, testServer } from './test-server.ts';

/** Local servers that answer as the documents of code hosts, trackers, desks and deal lists say. */

export type MadePull = {
  readonly number: number;
  readonly author?: string | null;
  readonly mergedBy?: string | null;
  readonly at?: string;
  readonly title?: string;
  readonly body?: string;
  readonly branch?: string;
  readonly sha?: string;
  readonly approvedBy?: string;
  readonly closes?: number;
  readonly labels?: readonly string[];
  readonly lines?: number;
};

const unauthorized: Reply = { status: 401, json: { message: 'Bad credentials' } };

/** GitHub's GraphQL, the last updated first, in pages of `perPage`. */
export function githubServer(
  key: string,
  repos: ReadonlyMap<string, readonly MadePull[]>,
  issues: readonly Record<string, unknown>[] = [],
  perPage = 100,
): Promise<TestServer> {
  return testServer(({ path, headers, body, query }: Asked): Reply => {
    if (headers.authorization !== `Bearer ${key}`) return unauthorized;
    if (/\/issues$/.test(path)) return { json: query.get('page') === '1' ? issues : [] };
    const events = /\/issues\/(\d+)\/events$/.exec(path);
    if (events)
      return {
        json: [
          { event: 'labeled', created_at: '2026-05-01T00:00:00Z', actor: { login: 'bo' } },
          {
            event: 'closed',
            created_at: '2026-05-06T10:00:00Z',
            actor: { login: 'bo', type: 'User' },
          },
        ],
      };
    if (path !== '/graphql') return { status: 404, json: { message: 'Not Found' } };
    const { owner, name, after, number } = body['variables'] as Record<
      string,
      string | number | null
    >;
    const pulls = repos.get(`${owner}/${name}`);
    if (!pulls)
      return {
        json: {
          data: { repository: null },
          errors: [{ type: 'NOT_FOUND', message: 'Could not resolve' }],
        },
      };
    const question = String(body['query']);
    if (question.includes('viewer'))
      return {
        json: {
          data: { viewer: { login: 'owner' }, repository: { nameWithOwner: `${owner}/${name}` } },
        },
      };
    const node = (one: MadePull) => ({
      number: one.number,
      url: `https://github.com/${owner}/${name}/pull/${one.number}`,
      title: one.title ?? `Change ${one.number}`,
      createdAt: '2026-05-01T08:00:00Z',
      mergedAt: one.at ?? '2026-05-04T10:00:00Z',
      updatedAt: one.at ?? '2026-05-04T10:00:00Z',
      headRefName: one.branch ?? 'topic',
      headRefOid: `head${one.number}`,
      additions: one.lines ?? 100,
      deletions: 0,
      bodyText: one.body ?? '',
      author:
        one.author === null
          ? null
          : {
              __typename: one.author?.includes('[bot]') ? 'Bot' : 'User',
              login: one.author ?? 'li-wei',
            },
      mergedBy:
        one.mergedBy === null ? null : { __typename: 'User', login: one.mergedBy ?? 'bo-ray' },
      mergeCommit: { oid: one.sha ?? `merge${one.number}` },
      assignees: { nodes: [] },
      labels: { nodes: (one.labels ?? []).map((label) => ({ name: label })) },
      closingIssuesReferences: {
        nodes:
          one.closes === undefined
            ? []
            : [{ number: one.closes, repository: { nameWithOwner: `${owner}/${name}` } }],
      },
      reviews: {
        nodes: one.approvedBy === undefined ? [] : [{ author: { login: one.approvedBy } }],
      },
      changes: { totalCount: 1 },
    });
    if (question.includes('pullRequest(number')) {
      const found = pulls.find((one) => one.number === number);
      return { json: { data: { repository: { pullRequest: found ? node(found) : null } } } };
    }
    const from = after === null ? 0 : Number(after);
    const page = pulls.slice(from, from + perPage);
    const hasNextPage = from + perPage < pulls.length;
    return {
      json: {
        data: {
          repository: {
            pullRequests: {
              nodes: page.map(node),
              pageInfo: { hasNextPage, endCursor: String(from + perPage) },
            },
          },
        },
      },
    };
  });
}

/** Answers by path alone: what a single test needs of one source. */
export function answeringServer(
  isAllowed: (headers: Asked['headers']) => boolean,
  answer: (asked: Asked, base: string) => Reply | null,
): Promise<TestServer> {
  return testServer((asked, base) => {
    if (!isAllowed(asked.headers)) return unauthorized;
    return answer(asked, base) ?? { status: 404, json: { message: 'Not Found' } };
  });
}
