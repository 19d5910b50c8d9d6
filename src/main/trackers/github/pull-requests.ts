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
import type { JsonValue } from '../../providers/lossless-json.ts';
import { requestFailure } from '../../providers/request-failure.ts';
import { graphQuestion } from '../graph-question.ts';
import { clientOf, decisive, instant, type PlacePage } from '../network-tracker.ts';
import type { ListedItem, TrackerContext } from '../tracker.ts';

export const GITHUB = 'GitHub';

const FIELDS = `number url title createdAt mergedAt updatedAt headRefName headRefOid additions deletions bodyText
  author { __typename login } mergedBy { __typename login } mergeCommit { oid }
  assignees(first: 10) { nodes { login } } labels(first: 20) { nodes { name } }
  closingIssuesReferences(first: 10) { nodes { number repository { nameWithOwner } } }
  reviews(states: APPROVED, first: 20) { nodes { author { login } } }
  changes: reviews(states: CHANGES_REQUESTED) { totalCount }`;
const LIST = `query($owner: String!, $name: String!, $after: String) { repository(owner: $owner, name: $name) {
  pullRequests(states: MERGED, first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
    nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } } }`;
const ONE = `query($owner: String!, $name: String!, $number: Int!) { repository(owner: $owner, name: $name) {
  pullRequest(number: $number) { ${FIELDS} } } }`;

const login = z.object({ login: z.string(), __typename: optional(z.string()) });
const nodesOf = <T>(one: z.ZodType<T>) => optional(z.object({ nodes: z.array(one) }));
const pull = z.object({
  number: z.number().int().positive(),
  url: optionalText,
  title: optionalText,
  createdAt: optional(instant),
  mergedAt: instant,
  updatedAt: optional(instant),
  headRefName: optionalText,
  headRefOid: optionalText,
  additions: optional(z.number()),
  deletions: optional(z.number()),
  bodyText: optionalText,
  author: decisive(login),
  mergedBy: optional(login),
  mergeCommit: optional(z.object({ oid: z.string() })),
  assignees: nodesOf(login),
  labels: nodesOf(z.object({ name: z.string() })),
  closingIssuesReferences: nodesOf(
    z.object({
      number: z.number().int(),
      repository: optional(z.object({ nameWithOwner: z.string() })),
    }),
  ),
  reviews: nodesOf(z.object({ author: optional(login) })),
  changes: optional(z.object({ totalCount: z.number().int() })),
});
type Pull = z.infer<typeof pull>;

const pageShape = z.object({
  data: z.object({
    repository: z
      .object({
        pullRequests: z.object({
          nodes: anyList,
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: optionalText }),
        }),
      })
      .nullable(),
  }),
});
const oneShape = z.object({
  data: z.object({ repository: z.object({ pullRequest: z.unknown().optional() }).nullable() }),
});

/** Merged pull requests of a repository, the last updated first, until those before the window. */
export async function pullsPage(
  context: TrackerContext,
  place: string,
  after: string | null,
): Promise<PlacePage> {
  const [owner, name] = place.split('/');
  const variables = { owner, name, after };
  const answer = await graphQuestion(clientOf(context), GITHUB, '/graphql', {
    query: LIST,
    variables,
  });
  const { repository } = readAnswer(GITHUB, answer, pageShape).data;
  if (repository === null) throw requestFailure('not_found', GITHUB);
  const { nodes, pageInfo } = repository.pullRequests;
  const { items, rejects } = readList(GITHUB, answer, nodes, pull);
  const inWindow = items.filter((one) => !isBefore(context, one));
  const isOver = inWindow.length < items.length;
  return {
    items: inWindow.map((one) => itemOf(context, place, one)),
    rejects,
    next: pageInfo.hasNextPage && !isOver ? pageInfo.endCursor : null,
  };
}

function isBefore({ since, dayOf }: TrackerContext, { updatedAt }: Pull): boolean {
  return since !== null && updatedAt !== null && dayOf(updatedAt) < since;
}

export async function onePull(
  context: TrackerContext,
  place: string,
  number: number,
): Promise<ListedItem | null> {
  const [owner, name] = place.split('/');
  const variables = { owner, name, number };
  const answer = await graphQuestion(clientOf(context), GITHUB, '/graphql', {
    query: ONE,
    variables,
  });
  const found = readAnswer(GITHUB, answer, oneShape).data.repository?.pullRequest;
  if (found === null || found === undefined) return null;
  // What cannot be read is there: it is not gone.
  return itemOf(context, place, readAnswer(GITHUB, { ...answer, body: found as JsonValue }, pull));
}

function itemOf(context: TrackerContext, place: string, one: Pull): ListedItem {
  const { bots, dayOf } = context;
  const author = one.author?.login ?? null;
  const body = one.bodyText ?? '';
  const maker = makersOf({
    author,
    isBot: one.author?.__typename === 'Bot' || (author !== null && isBot(author, bots)),
    assignees: (one.assignees?.nodes ?? []).map((each) => each.login),
    coAuthors: coAuthorsIn(body),
    requester: requesterIn(body),
    ownersBots: bots,
  });
  const day = dayOf(one.mergedAt);
  const at = `github.com/${place}`.toLowerCase();
  const named = [
    ...numbersIn(one.title ?? ''),
    ...closedIn(body),
    ...[numberOfBranch(one.headRefName ?? '')].filter((each) => each !== null),
  ].filter((number) => number !== one.number);
  return {
    key: `${place}#${one.number}`,
    place,
    what: 'pull-request',
    facts: [`repo:${place}`, ...(one.labels?.nodes ?? []).map((each) => `label:${each.name}`)],
    ...maker,
    acceptedBy: accepterOf(one, maker.authors[0] ?? author, bots),
    state: 'accepted',
    acceptedDay: day,
    stateDay: null,
    openedDay: one.createdAt === null ? null : dayOf(one.createdAt),
    updatedDay: one.updatedAt === null ? day : dayOf(one.updatedAt),
    link: one.url,
    title: context.wantsTitles ? one.title : null,
    rounds: one.changes?.totalCount ?? null,
    size:
      one.additions === null && one.deletions === null
        ? null
        : (one.additions ?? 0) + (one.deletions ?? 0),
    is: [
      `${at}#${one.number}`,
      ...[one.mergeCommit?.oid, one.headRefOid].flatMap((sha) => (sha ? [`sha:${sha}`] : [])),
    ],
    names: [
      ...ticketKeysIn(`${one.title ?? ''} ${one.headRefName ?? ''}`).map((key) => `ticket:${key}`),
      ...named.map((number) => `${at}#${number}`),
      ...(one.closingIssuesReferences?.nodes ?? []).map(({ number, repository }) =>
        `github.com/${repository?.nameWithOwner ?? place}#${number}`.toLowerCase(),
      ),
    ],
    reverts: [
      ...revertedNumbersIn(body, place).map((each) => `github.com/${each}`.toLowerCase()),
      ...revertedCommitsIn(body).map((sha) => `sha:${sha}`),
    ],
  };
}

/** Who merged it, where that is somebody else; else who approved it. A machine that merges accepts nothing. */
function accepterOf(
  one: Pull,
  author: string | null,
  bots: readonly string[],
): ListedItem['acceptedBy'] {
  const isOther = (who: string | undefined): who is string =>
    who !== undefined && who.toLowerCase() !== author?.toLowerCase() && !isBot(who, bots);
  const merger = one.mergedBy?.__typename === 'Bot' ? undefined : one.mergedBy?.login;
  if (isOther(merger)) return { identity: merger };
  const approver = (one.reviews?.nodes ?? []).map((each) => each.author?.login).find(isOther);
  if (approver !== undefined) return { identity: approver };
  return merger === undefined || isBot(merger, bots) ? null : { identity: merger };
}
