import * as z from 'zod';
import { isBot, makersOf } from '../../../core/trackers/item-makers.ts';
import {
  closedIn,
  coAuthorsIn,
  numberOfBranch,
  numbersIn,
  requesterIn,
  revertedCommitsIn,
  revertedNumbersIn,
  ticketKeysIn,
} from '../../../core/trackers/item-marks.ts';
import { optional, optionalText } from '../../providers/answer-fields.ts';
import { anyList, readAnswer, readList } from '../../providers/answer-list.ts';
import { closesFeature } from '../../providers/request-failure.ts';
import {
  clientOf,
  decisive,
  hostLists,
  instant,
  orGone,
  type PlacePage,
  readablePlaces,
  readLists,
  UNTOLD,
} from '../network-tracker.ts';
import type { ListedItem, Tracker, TrackerContext } from '../tracker.ts';

const GITEA = 'Gitea';
const PER_PAGE = 50;

const user = z.object({ login: z.string() });
const label = z.object({ name: z.string() });
const pull = z.object({
  number: z.number().int().positive(),
  html_url: optionalText,
  title: optionalText,
  body: optionalText,
  merged: z.boolean(),
  created_at: optional(instant),
  merged_at: instant.nullable(),
  updated_at: optional(instant),
  user: decisive(user),
  merged_by: optional(user),
  assignees: optional(z.array(user)),
  labels: optional(z.array(label)),
  merge_commit_sha: optionalText,
  head: optional(z.object({ ref: optionalText, sha: optionalText })),
  additions: optional(z.number()),
  deletions: optional(z.number()),
});
type Pull = z.infer<typeof pull>;
const issue = z.object({
  number: z.number().int().positive(),
  html_url: optionalText,
  title: optionalText,
  state: z.string(),
  created_at: optional(instant),
  closed_at: decisive(instant),
  updated_at: optional(instant),
  assignees: optional(z.array(user)),
  labels: optional(z.array(label)),
  pull_request: z.unknown().optional(),
});
type Issue = z.infer<typeof issue>;
const review = z.object({ state: optionalText, user: optional(user) });

/** Closed pulls, the last updated first, until those before the window. The server may give fewer than asked for. */
async function pullsPage(
  context: TrackerContext,
  place: string,
  page: string | null,
): Promise<PlacePage> {
  const answer = await clientOf(context).send({
    method: 'GET',
    path: `/api/v1/repos/${place}/pulls`,
    query: [
      ['state', 'closed'],
      ['sort', 'recentupdate'],
      ['limit', String(PER_PAGE)],
      ['page', page ?? '1'],
    ],
  });
  const list = readAnswer(GITEA, answer, anyList);
  const { items, rejects } = readList(GITEA, answer, list, pull);
  const { since, dayOf } = context;
  const inWindow = items.filter(
    ({ updated_at: at }) => since === null || at === null || dayOf(at) >= since,
  );
  const made: ListedItem[] = [];
  for (const one of inWindow)
    if (one.merged === true) made.push(await pullItem(context, place, one));
  const isOver = list.length === 0 || inWindow.length < items.length;
  return { items: made, rejects, next: isOver ? null : String(Number(page ?? '1') + 1) };
}

async function issuesPage(
  context: TrackerContext,
  place: string,
  page: string | null,
): Promise<PlacePage> {
  const answer = await clientOf(context).send({
    method: 'GET',
    path: `/api/v1/repos/${place}/issues`,
    query: [
      ['type', 'issues'],
      ['state', 'closed'],
      ['limit', String(PER_PAGE)],
      ['page', page ?? '1'],
      ...(context.since === null ? [] : [['since', `${context.since}T00:00:00Z`] as const]),
    ],
  });
  const list = readAnswer(GITEA, answer, anyList);
  const { items, rejects } = readList(GITEA, answer, list, issue);
  return {
    items: items.map((one) => issueItem(context, place, one)),
    rejects,
    next: list.length === 0 ? null : String(Number(page ?? '1') + 1),
  };
}

const hostOf = (url: string | null): string =>
  url !== null && URL.canParse(url) ? new URL(url).hostname : 'gitea';

async function pullItem(context: TrackerContext, place: string, one: Pull): Promise<ListedItem> {
  const { bots, dayOf } = context;
  const at = `${hostOf(one.html_url)}/${place}`.toLowerCase();
  const author = one.user?.login ?? null;
  const body = one.body ?? '';
  const maker = makersOf({
    author,
    isBot: author !== null && isBot(author, bots),
    assignees: (one.assignees ?? []).map((each) => each.login),
    coAuthors: coAuthorsIn(body),
    requester: requesterIn(body),
    ownersBots: bots,
  });
  const branch = numberOfBranch(one.head?.ref ?? '');
  const named = [
    ...numbersIn(one.title ?? ''),
    ...closedIn(body),
    ...(branch === null ? [] : [branch]),
  ];
  const isMerged = one.merged === true && one.merged_at !== null;
  return {
    ...UNTOLD,
    key: `${place}#${one.number}`,
    place,
    what: 'pull-request',
    facts: [`repo:${place}`, ...(one.labels ?? []).map(({ name }) => `label:${name}`)],
    ...maker,
    ...(await acceptanceOf(context, place, one, maker.authors[0] ?? author)),
    state: isMerged ? 'accepted' : 'open',
    acceptedDay: one.merged_at === null ? null : dayOf(one.merged_at),
    openedDay: one.created_at === null ? null : dayOf(one.created_at),
    updatedDay: one.updated_at === null ? null : dayOf(one.updated_at),
    link: one.html_url,
    title: context.wantsTitles ? one.title : null,
    size: one.additions === null ? null : one.additions + (one.deletions ?? 0),
    is: [
      `${at}#${one.number}`,
      ...[one.merge_commit_sha, one.head?.sha].flatMap((sha) => (sha ? [`sha:${sha}`] : [])),
    ],
    names: [
      ...ticketKeysIn(`${one.title ?? ''} ${one.head?.ref ?? ''}`).map((key) => `ticket:${key}`),
      ...named.filter((number) => number !== one.number).map((number) => `${at}#${number}`),
    ],
    reverts: [
      ...revertedNumbersIn(body, place).map((each) =>
        `${hostOf(one.html_url)}/${each}`.toLowerCase(),
      ),
      ...revertedCommitsIn(body).map((sha) => `sha:${sha}`),
    ],
  };
}

/** Who merged it; where that is its author, or not told, who approved it. */
async function acceptanceOf(
  context: TrackerContext,
  place: string,
  one: Pull,
  author: string | null,
): Promise<Pick<ListedItem, 'acceptedBy' | 'rounds'>> {
  const isOther = (who: string): boolean =>
    who.toLowerCase() !== author?.toLowerCase() && !isBot(who, context.bots);
  const merger = one.merged_by?.login ?? null;
  if (merger !== null && isOther(merger)) return { acceptedBy: { identity: merger }, rounds: null };
  const itself = merger === null || isBot(merger, context.bots) ? null : { identity: merger };
  try {
    const path = `/api/v1/repos/${place}/pulls/${one.number}/reviews`;
    const answer = await clientOf(context).send({ method: 'GET', path });
    const reviews = readList(GITEA, answer, readAnswer(GITEA, answer, anyList), review).items;
    const approver = reviews
      .filter(({ state }) => state === 'APPROVED')
      .flatMap((each) => each.user?.login ?? [])
      .find(isOther);
    const rounds = reviews.filter(({ state }) => state === 'REQUEST_CHANGES').length;
    return { acceptedBy: approver === undefined ? itself : { identity: approver }, rounds };
  } catch (error) {
    if (!closesFeature(error)) throw error;
    return { acceptedBy: itself, rounds: null };
  }
}

function issueItem(context: TrackerContext, place: string, one: Issue): ListedItem {
  const { bots, dayOf } = context;
  const assignees = (one.assignees ?? []).map((each) => each.login);
  const [author = null] = assignees;
  const isClosed = one.state === 'closed';
  const updatedDay = one.updated_at === null ? null : dayOf(one.updated_at);
  return {
    ...UNTOLD,
    key: `${place}#${one.number}`,
    place,
    what: 'issue',
    facts: [`repo:${place}`, ...(one.labels ?? []).map(({ name }) => `label:${name}`)],
    ...makersOf({
      author,
      isBot: author !== null && isBot(author, bots),
      assignees,
      coAuthors: [],
      requester: null,
      ownersBots: bots,
    }),
    // Who closed an issue is not in the list.
    acceptedBy: null,
    state: isClosed ? 'accepted' : 'open',
    acceptedDay: one.closed_at === null ? null : dayOf(one.closed_at),
    stateDay: isClosed ? null : updatedDay,
    openedDay: one.created_at === null ? null : dayOf(one.created_at),
    updatedDay,
    link: one.html_url,
    title: context.wantsTitles ? one.title : null,
    is: [`${hostOf(one.html_url)}/${place}#${one.number}`.toLowerCase()],
  };
}

/** Merged pull requests on Gitea, Forgejo and Codeberg, and closed issues where the rules count them. */
export const gitea: Tracker = {
  kind: 'gitea',
  name: GITEA,
  needsKey: true,
  baseUrl: null,
  allowsCustomUrl: true,
  hostEnding: null,
  isPlainLog: false,
  needsPlace: true,
  rules: {
    pace: { other: { perMinute: 300, burst: 10 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ authorization: `token ${key}` }),
    downloadHosts: [],
  },
  check: async (context) => ({
    who: null,
    ...(await readablePlaces(context.places, (place) =>
      clientOf(context).send({
        method: 'GET',
        path: `/api/v1/repos/${place}/pulls`,
        query: [
          ['state', 'closed'],
          ['limit', '1'],
        ],
      }),
    )),
  }),
  list: (context, state) => readLists(GITEA, hostLists(context, pullsPage, issuesPage), state),
  ask: async (context, key, place) => {
    const number = key.slice(key.lastIndexOf('#') + 1);
    const ask = (path: string) =>
      orGone(
        clientOf(context).send({ method: 'GET', path: `/api/v1/repos/${place}/${path}/${number}` }),
      );
    const found = await ask('pulls');
    if (found !== null) return pullItem(context, place, readAnswer(GITEA, found, pull));
    const closed = context.readsIssues ? await ask('issues') : null;
    return closed === null ? null : issueItem(context, place, readAnswer(GITEA, closed, issue));
  },
};
