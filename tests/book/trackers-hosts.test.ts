import { expect, onTestFinished, test } from 'vitest';
import { identitiesAssign } from '../../src/contract/company.ts';
import { type OutputItem, outputList } from '../../src/contract/output.ts';
import {
  type TrackerSyncDoc,
  trackersAdd,
  trackersList,
  trackersSet,
  trackersSync,
} from '../../src/contract/trackers.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import type { TestServer } from '../providers/servers/test-server.ts';
import { answeringServer, githubServer, type MadePull } from '../providers/servers/trackers.ts';
import { hastyNetwork } from './account-network.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { gitTest } from './git-test.ts';
import { madeRepository } from './made-repository.ts';

const KEY = 'made-up-key';
const LI = 'li@example.com';
const BO = 'bo@example.com';
const NOW = '2026-06-20T00:00:00.000Z';

type Kind = 'git' | 'github' | 'gitlab' | 'gitea' | 'jira' | 'linear' | 'hubspot' | 'zendesk';

async function bookOfTwo(): Promise<FreshBook> {
  const book = freshBook({ now: () => NOW, keychain: runOnlyKeys(), network: hastyNetwork() });
  await book.take(
    'people.csv',
    `name,email,role\nLi Wei,${LI},developer\nBo Ray,${BO},developer\n`,
  );
  return book;
}

async function tracked(
  book: FreshBook,
  kind: Kind,
  place: readonly string[],
  identities: Readonly<Record<string, string>> = {},
  key = KEY,
): Promise<TrackerSyncDoc> {
  await book.services.call(trackersAdd, {
    tracker: kind,
    kind,
    place: [...place],
    ...(kind === 'git' ? {} : { key }),
    keepKey: 'run',
  });
  const doc = await sync(book, kind, key);
  for (const [identity, email] of Object.entries(identities)) await assign(book, identity, email);
  return doc;
}

async function assign({ services }: FreshBook, identity: string, email: string): Promise<void> {
  await services.call(identitiesAssign, { identity, shares: [{ email, percent: '100' }] });
}

async function sync({ services }: FreshBook, tracker: string, key = KEY): Promise<TrackerSyncDoc> {
  const more = tracker === 'git' ? {} : { key };
  const [doc] = (await services.call(trackersSync, { tracker, ...more })).syncs;
  if (!doc) throw new Error('The sync gave no document.');
  return doc;
}

const items = async ({ services }: FreshBook, month: string): Promise<OutputItem[]> =>
  (await services.call(outputList, { month })).items;

function serving(server: TestServer): TestServer {
  onTestFinished(() => server.close());
  return server;
}

const acme = (...pulls: readonly MadePull[]) => new Map([['acme/app', pulls]]);
const PEOPLE = { 'li-wei': LI, 'bo-ray': BO };

test('GitHub: merged pull requests count for their author, accepted by who merged or approved them', async () => {
  const server = serving(
    await githubServer(
      KEY,
      acme(
        { number: 14, mergedBy: 'li-wei', approvedBy: 'bo-ray' },
        { number: 13, mergedBy: 'li-wei' },
        { number: 12 },
        { number: 11, author: 'dependabot[bot]' },
        { number: 10, author: 'helper[bot]', body: 'Requested by @li-wei' },
        { number: 9, author: null },
      ),
    ),
  );
  const book = await bookOfTwo();
  expect(await tracked(book, 'github', [server.base, 'acme/app'], PEOPLE)).toMatchObject({
    status: 'done',
    added: 6,
    tracker: 'github',
  });
  const found = (await items(book, '2026-05')).map(({ email, acceptedBy, link, tracker }) => [
    tracker?.key,
    email,
    acceptedBy,
    link,
  ]);
  const at = (number: number) => `https://github.com/acme/app/pull/${number}`;
  expect(found.sort()).toEqual([
    ['acme/app#10', LI, 'Bo Ray', at(10)],
    ['acme/app#12', LI, 'Bo Ray', at(12)],
    ['acme/app#13', LI, 'Li Wei', at(13)],
    ['acme/app#14', LI, 'Bo Ray', at(14)],
  ]);
  await book.services.call(trackersSet, { tracker: 'github', key: 'accepted', value: 'others' });
  const waiting = (await items(book, '2026-05')).filter(({ state }) => state === 'waiting');
  expect(waiting.map(({ tracker }) => tracker?.key)).toEqual(['acme/app#13']);
});

test('GitHub: a sync takes up where it was stopped, and reads again only what was updated in 60 days', async () => {
  const pulls = Array.from(
    { length: 250 },
    (_, n): MadePull => ({
      number: 250 - n,
      at: `2026-${n < 120 ? '06' : '01'}-10T10:00:00Z`,
    }),
  );
  const server = serving(await githubServer(KEY, acme(...pulls)));
  const book = await bookOfTwo();
  for (const number of [3, 4, 5, 6, 7, 8])
    server.faults.set(number, { kind: 'status', status: 503 });
  expect(await tracked(book, 'github', [server.base, 'acme/app'], PEOPLE)).toMatchObject({
    status: 'partial',
    added: 100,
    error: { code: 'provider_down' },
  });
  expect(await sync(book, 'github')).toMatchObject({ status: 'done', added: 150 });
  const before = server.asked.length;
  expect(await sync(book, 'github')).toMatchObject({
    status: 'done',
    added: 0,
    replaced: 0,
    unchanged: 120,
  });
  expect(server.asked.length - before).toBe(2);
  expect(await items(book, '2026-01')).toHaveLength(130);
});

test('GitHub: one repository that is not there does not stop the others, and takes nothing away', async () => {
  const server = serving(
    await githubServer(
      KEY,
      new Map([
        ['acme/app', [{ number: 1 }]],
        ['acme/site', [{ number: 2 }]],
      ]),
    ),
  );
  const book = await bookOfTwo();
  const repos = [server.base, 'acme/app', 'acme/gone', 'acme/site'];
  expect(await tracked(book, 'github', repos, PEOPLE)).toMatchObject({
    status: 'partial',
    added: 2,
    places: [{ place: 'acme/gone', error: { code: 'not_found' } }],
  });
  expect(await items(book, '2026-05')).toHaveLength(2);
});

test('GitHub: a key that is not accepted is told, and nothing is kept of it', async () => {
  const server = serving(await githubServer(KEY, acme({ number: 1 })));
  const book = await bookOfTwo();
  await expect(
    tracked(book, 'github', [server.base, 'acme/app'], {}, 'wrong-key'),
  ).rejects.toMatchObject({ code: 'key_refused' });
  expect((await book.services.call(trackersList, {})).trackers).toEqual([]);
  await expect(
    book.services.call(trackersAdd, {
      tracker: 'x',
      kind: 'github',
      place: ['https://evil.example', 'a/b'],
      key: KEY,
    }),
  ).rejects.toMatchObject({ code: 'address_fixed' });
});

test('GitHub: what is gone from the window is asked for once and stops counting', async () => {
  const pulls: MadePull[] = [
    { number: 2, at: '2026-06-04T10:00:00Z' },
    { number: 1, at: '2026-06-03T10:00:00Z' },
  ];
  const server = serving(await githubServer(KEY, new Map([['acme/app', pulls]])));
  const book = await bookOfTwo();
  await tracked(book, 'github', [server.base, 'acme/app'], PEOPLE);
  pulls.pop();
  expect(await sync(book, 'github')).toMatchObject({ status: 'done', removed: 1, unchanged: 1 });
  expect(await items(book, '2026-06')).toMatchObject([
    { state: 'accepted' },
    { state: 'reopened', reopened: '2026-06-20' },
  ]);
});

test('GitHub: a revert takes back what it names, from its own day', async () => {
  const server = serving(
    await githubServer(
      KEY,
      acme(
        { number: 21, at: '2026-05-09T10:00:00Z', body: 'Reverts acme/app#20' },
        { number: 20, at: '2026-05-05T10:00:00Z' },
      ),
    ),
  );
  const book = await bookOfTwo();
  await tracked(book, 'github', [server.base, 'acme/app'], PEOPLE);
  expect(await items(book, '2026-05')).toMatchObject([
    { state: 'accepted', day: '2026-05-09' },
    { state: 'reopened', day: '2026-05-05', reopened: '2026-05-09' },
  ]);
});

gitTest(
  'never twice: the repository on disk and on its host, an issue and its pull request, a row of a file',
  async () => {
    const book = await bookOfTwo();
    const repo = madeRepository(book.folder, 'app');
    const sha = repo.commit('Add totals', {
      author: LI,
      committer: BO,
      at: '2026-05-04T10:00:00Z',
    });
    const issue = {
      number: 7,
      html_url: 'https://github.com/acme/app/issues/7',
      title: 'Totals are missing',
      state: 'closed',
      state_reason: 'completed',
      created_at: '2026-05-01T10:00:00Z',
      closed_at: '2026-05-06T10:00:00Z',
      updated_at: '2026-05-06T10:00:00Z',
      assignees: [{ login: 'li-wei' }],
      labels: [],
    };
    const server = serving(await githubServer(KEY, acme({ number: 12, sha, closes: 7 }), [issue]));
    await tracked(book, 'git', [repo.folder]);
    expect(await items(book, '2026-05')).toMatchObject([{ tracker: { name: 'git' } }]);
    await tracked(book, 'github', [server.base, 'acme/app'], PEOPLE);
    expect(await items(book, '2026-05')).toMatchObject([
      { tracker: { name: 'github', key: 'acme/app#12' }, minutesSaved: null },
    ]);
    await book.take(
      'output.csv',
      `date,email,kind,link,minutes_saved\n2026-05-02,${LI},feature,https://github.com/acme/app/pull/12/,45\n`,
      { kind: 'output' },
    );
    expect(await items(book, '2026-05')).toMatchObject([
      {
        kind: 'pull request',
        day: '2026-05-04',
        minutesSaved: 45,
        tracker: { key: 'acme/app#12' },
      },
    ]);
    await book.services.call(trackersSet, { tracker: 'github', key: 'side', value: 'ticket' });
    await sync(book, 'github');
    expect(await items(book, '2026-05')).toMatchObject([
      { kind: 'ticket', day: '2026-05-06', acceptedBy: 'bo', tracker: { key: 'acme/app#7' } },
    ]);
  },
);

test('GitLab: merge requests by page, merged by somebody else or approved; older servers name the merger otherwise', async () => {
  const request = (iid: number, more: object) => ({
    iid,
    project_id: 5,
    web_url: `https://gitlab.com/acme/app/-/merge_requests/${iid}`,
    title: 'Add totals',
    state: 'merged',
    merged_at: '2026-05-04T02:00:05.000Z',
    updated_at: '2026-05-04T02:00:05.000Z',
    author: { username: 'li-wei' },
    assignees: [],
    sha: `aa${iid}`,
    ...more,
  });
  const server = serving(
    await answeringServer(
      (headers) => headers['private-token'] === KEY,
      ({ path, query }) => {
        if (path === '/api/v4/projects/5/merge_requests/9/approvals')
          return { json: { approved_by: [{ user: { username: 'bo-ray' } }] } };
        if (!/^\/api\/v4\/projects\/acme%2Fapp\/merge_requests$/.test(path)) return null;
        const isFirst = query.get('page') === '1';
        return {
          json: isFirst
            ? [
                request(7, { merge_user: { username: 'bo-ray' } }),
                request(8, { merged_by: { username: 'bo-ray' } }),
              ]
            : [request(9, { merge_user: { username: 'li-wei' } })],
          headers: { 'x-next-page': isFirst ? '2' : '' },
        };
      },
    ),
  );
  const book = await bookOfTwo();
  expect(await tracked(book, 'gitlab', [server.base, 'acme/app'], PEOPLE)).toMatchObject({
    status: 'done',
    added: 3,
  });
  const found = await items(book, '2026-05');
  expect(found.map(({ tracker, acceptedBy }) => [tracker?.key, acceptedBy]).sort()).toEqual([
    ['acme/app!7', 'Bo Ray'],
    ['acme/app!8', 'Bo Ray'],
    ['acme/app!9', 'Bo Ray'],
  ]);
});

test('Gitea: merged pulls alone, whatever number of them the server gives at once', async () => {
  const pull = (number: number, more: object) => ({
    number,
    html_url: `https://codeberg.org/acme/app/pulls/${number}`,
    merged: true,
    merged_at: '2026-05-04T02:00:05Z',
    updated_at: '2026-05-04T02:00:05Z',
    user: { login: 'li-wei' },
    merged_by: { login: 'bo-ray' },
    ...more,
  });
  const pages = [[pull(3, {})], [pull(2, { merged: false, merged_at: null })], [pull(1, {})]];
  const server = serving(
    await answeringServer(
      (headers) => headers.authorization === `token ${KEY}`,
      ({ path, query }) =>
        path === '/api/v1/repos/acme/app/pulls'
          ? { json: pages[Number(query.get('page') ?? '1') - 1] ?? [] }
          : null,
    ),
  );
  const book = await bookOfTwo();
  expect(await tracked(book, 'gitea', [server.base, 'acme/app'], PEOPLE)).toMatchObject({
    status: 'done',
    added: 2,
  });
  expect(await items(book, '2026-05')).toMatchObject([
    { acceptedBy: 'Bo Ray' },
    { acceptedBy: 'Bo Ray' },
  ]);
});

test('Jira: done counts for the assignee, by who moved it there; out of it is reopened; won’t do is left out', async () => {
  const change = (created: string, to: string) => ({
    created,
    author: { accountId: '5b22' },
    items: [{ field: 'status', from: '3', to }],
  });
  const issue = (
    key: string,
    category: string,
    histories: object[],
    resolution: string | null = null,
  ) => ({
    key,
    fields: {
      assignee: { accountId: '5b10' },
      status: { statusCategory: { key: category } },
      resolution: resolution === null ? null : { name: resolution },
      updated: '2026-06-03T10:00:05.000+0800',
      issuetype: { name: 'Bug' },
    },
    changelog: { histories },
  });
  const first = [
    issue('APP-9', 'done', [change('2026-05-03T23:00:05.000-0500', '10001')]),
    issue('APP-10', 'done', [change('2026-05-04T10:00:05.000+0800', '10001')], "Won't Do"),
  ];
  let reopened = false;
  const server = serving(
    await answeringServer(
      (headers) =>
        headers.authorization === `Basic ${Buffer.from('li@example.com:T').toString('base64')}`,
      ({ path, body }) => {
        if (path === '/rest/api/3/status')
          return {
            json: [
              { id: '10001', statusCategory: { key: 'done' } },
              { id: '3', statusCategory: { key: 'indeterminate' } },
            ],
          };
        if (path !== '/rest/api/3/search/jql') return null;
        if (reopened)
          return {
            json: {
              issues: [
                issue('APP-9', 'indeterminate', [
                  change('2026-05-03T23:00:05.000-0500', '10001'),
                  change('2026-06-02T10:00:00.000+0000', '3'),
                ]),
              ],
              isLast: true,
            },
          };
        const isFirst = body['nextPageToken'] === undefined;
        return {
          json: isFirst
            ? { issues: first, nextPageToken: 'two' }
            : { issues: [issue('APP-11', 'new', [])], isLast: true },
        };
      },
    ),
  );
  const book = await bookOfTwo();
  const place = [server.base, 'APP'];
  expect(
    await tracked(book, 'jira', place, { '5b10': LI, '5b22': BO }, 'li@example.com:T'),
  ).toMatchObject({
    status: 'done',
    added: 1,
  });
  expect(await items(book, '2026-05')).toMatchObject([
    {
      day: '2026-05-04',
      kind: 'ticket',
      email: LI,
      acceptedBy: 'Bo Ray',
      link: `${server.base}/browse/APP-9`,
    },
  ]);
  await book.services.call(trackersSet, {
    tracker: 'jira',
    key: 'rules',
    value: 'type:bug=case; *=ticket',
  });
  expect(await items(book, '2026-05')).toMatchObject([{ kind: 'case' }]);
  reopened = true;
  expect(await sync(book, 'jira', 'li@example.com:T')).toMatchObject({ replaced: 1 });
  expect(await items(book, '2026-05')).toMatchObject([
    { state: 'reopened', reopened: '2026-06-02' },
  ]);
});

test('a pull request and the ticket of its branch are one piece of work, whichever is read first', async () => {
  const jiraServer = serving(
    await answeringServer(
      () => true,
      ({ path }) =>
        path === '/rest/api/3/search/jql'
          ? {
              json: {
                issues: [
                  {
                    key: 'APP-9',
                    fields: {
                      assignee: { accountId: '5b10' },
                      status: { statusCategory: { key: 'done' } },
                      updated: '2026-05-08T10:00:00.000+0000',
                    },
                    changelog: {
                      histories: [
                        {
                          created: '2026-05-08T10:00:00.000+0000',
                          author: { accountId: '5b22' },
                          items: [{ field: 'status', from: '3', to: '10001' }],
                        },
                      ],
                    },
                  },
                ],
                isLast: true,
              },
            }
          : null,
    ),
  );
  const server = serving(await githubServer(KEY, acme({ number: 12, branch: 'li/app-9-totals' })));
  const book = await bookOfTwo();
  await tracked(book, 'jira', [jiraServer.base, 'APP'], { '5b10': LI });
  expect(await items(book, '2026-05')).toMatchObject([{ tracker: { name: 'jira' } }]);
  await tracked(book, 'github', [server.base, 'acme/app'], PEOPLE);
  expect(await items(book, '2026-05')).toMatchObject([{ tracker: { name: 'github' } }]);
  await book.services.call(trackersSet, { tracker: 'jira', key: 'side', value: 'ticket' });
  expect(await items(book, '2026-05')).toMatchObject([
    { tracker: { name: 'jira' }, acceptedBy: '5b22' },
  ]);
});

test('Linear: completed counts, by who completed it; canceled does not', async () => {
  const issue = (identifier: string, state: string, completedAt: string | null) => ({
    identifier,
    url: `https://linear.app/acme/issue/${identifier}`,
    updatedAt: '2026-05-04T02:00:05.000Z',
    completedAt,
    state: { type: state },
    assignee: { email: LI },
    history: {
      nodes: [
        {
          createdAt: '2026-05-04T02:00:05.000Z',
          actor: { email: BO },
          fromState: { type: 'started' },
          toState: { type: state },
        },
      ],
    },
  });
  const server = serving(
    await answeringServer(
      (headers) => headers.authorization === KEY,
      ({ body }) =>
        String(body['query']).includes('viewer')
          ? { json: { data: { viewer: { email: LI } } } }
          : {
              json: {
                data: {
                  issues: {
                    nodes: [
                      issue('ENG-4', 'completed', '2026-05-04T02:00:05.000Z'),
                      issue('ENG-5', 'canceled', null),
                    ],
                    pageInfo: { hasNextPage: false, endCursor: 'e1' },
                  },
                },
              },
            },
    ),
  );
  const book = await bookOfTwo();
  expect(await tracked(book, 'linear', [server.base])).toMatchObject({ status: 'done', added: 1 });
  expect(await items(book, '2026-05')).toMatchObject([
    { email: LI, acceptedBy: 'Bo Ray', kind: 'ticket', tracker: { key: 'ENG-4' } },
  ]);
});

test('HubSpot: a won deal counts for its owner, accepted by the customer, until it is no longer won', async () => {
  let won = 'true';
  const server = serving(
    await answeringServer(
      (headers) => headers.authorization === `Bearer ${KEY}`,
      ({ path, query }) => {
        if (path === '/crm/v3/owners')
          return {
            json: { results: query.get('archived') === 'true' ? [{ id: '77', email: LI }] : [] },
          };
        if (path !== '/crm/v3/objects/deals/search') return null;
        const properties = {
          closedate: '2026-05-03T02:00:05Z',
          hs_is_closed_won: won,
          hubspot_owner_id: '77',
          hs_lastmodifieddate: won === 'true' ? '2026-05-03T02:00:05Z' : '2026-06-11T02:00:05Z',
        };
        return { json: { total: 1, results: [{ id: '501', properties }] } };
      },
    ),
  );
  const book = await bookOfTwo();
  await tracked(book, 'hubspot', [server.base]);
  expect(await items(book, '2026-05')).toMatchObject([
    { email: LI, kind: 'deal', acceptedBy: 'customer', state: 'accepted' },
  ]);
  won = 'false';
  await sync(book, 'hubspot');
  expect(await items(book, '2026-05')).toMatchObject([
    { state: 'reopened', reopened: '2026-06-11' },
  ]);
});

test('Zendesk: solved tickets by cursor count for the assignee; merged away ones do not', async () => {
  const pages: Record<string, object> = {
    start: {
      tickets: [
        { id: 35, status: 'solved', assignee_id: 901 },
        { id: 36, status: 'closed', assignee_id: 901, tags: ['closed_by_merge'] },
      ],
      metric_sets: [
        { ticket_id: 35, reopens: 0, solved_at: '2026-05-03T02:00:05Z' },
        { ticket_id: 36, solved_at: '2026-05-03T02:00:05Z' },
      ],
      after_cursor: 'MTU4',
      end_of_stream: false,
    },
    MTU4: {
      tickets: [{ id: 37, status: 'open', assignee_id: 901 }],
      metric_sets: [],
      after_cursor: 'MTU5',
      end_of_stream: true,
    },
  };
  const server = serving(
    await answeringServer(
      (headers) =>
        headers.authorization ===
        `Basic ${Buffer.from('li@example.com/token:T').toString('base64')}`,
      ({ path, query }) => {
        if (path === '/api/v2/users/show_many')
          return { json: { users: [{ id: 901, email: LI }] } };
        return path === '/api/v2/incremental/tickets/cursor.json'
          ? { json: pages[query.get('cursor') ?? 'start'] }
          : null;
      },
    ),
  );
  const book = await bookOfTwo();
  expect(await tracked(book, 'zendesk', [server.base], {}, 'li@example.com/token:T')).toMatchObject(
    { status: 'done', added: 1 },
  );
  expect(await items(book, '2026-05')).toMatchObject([
    { email: LI, day: '2026-05-03', acceptedBy: 'customer', kind: 'ticket' },
  ]);
});
