import * as z from 'zod';
import { isBot, makersOf } from '../../../core/trackers/item-makers.ts';
import { optional, optionalText } from '../../providers/answer-fields.ts';
import { anyList, readAnswer, readList } from '../../providers/answer-list.ts';
import type { JsonValue } from '../../providers/lossless-json.ts';
import { graphQuestion } from '../graph-question.ts';
import { lastAcceptance } from '../jira/status-history.ts';
import {
  clientOf,
  decisive,
  instant,
  orGone,
  type PlacePage,
  readLists,
  UNTOLD,
} from '../network-tracker.ts';
import type { ListedItem, Tracker, TrackerContext } from '../tracker.ts';

const LINEAR = 'Linear';
const ALL = 'all teams';

const FIELDS = `identifier url title createdAt updatedAt completedAt estimate
  assignee { id email } state { type } team { key } project { name } labels(first: 20) { nodes { name } }
  history(first: 50) { nodes { createdAt actor { id email } fromState { type } toState { type } } }`;
const LIST = `query($filter: IssueFilter, $after: String) { issues(filter: $filter, includeArchived: true, first: 50, after: $after, orderBy: updatedAt) {
  nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } }`;
const ONE = `query($id: String!) { issue(id: $id) { ${FIELDS} } }`;

const person = z.object({ id: optionalText, email: optionalText });
const stateOf = optional(z.object({ type: optionalText }));
const issue = z.object({
  identifier: z.string().min(1),
  url: optionalText,
  title: optionalText,
  createdAt: optional(instant),
  updatedAt: optional(instant),
  completedAt: instant.nullable(),
  estimate: optional(z.number()),
  assignee: decisive(person),
  state: z.object({ type: z.string() }),
  team: optional(z.object({ key: z.string() })),
  project: optional(z.object({ name: z.string() })),
  labels: optional(z.object({ nodes: z.array(z.object({ name: z.string() })) })),
  history: optional(
    z.object({
      nodes: z.array(
        z.object({
          createdAt: optional(instant),
          actor: optional(person),
          fromState: stateOf,
          toState: stateOf,
        }),
      ),
    }),
  ),
});
type Issue = z.infer<typeof issue>;
const pageShape = z.object({
  data: z.object({
    issues: z.object({
      nodes: anyList,
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: optionalText }),
    }),
  }),
});
const oneShape = z.object({ data: z.object({ issue: z.unknown().nullish() }).nullish() });

async function issuesPage(
  context: TrackerContext,
  place: string,
  after: string | null,
): Promise<PlacePage> {
  const filter = {
    ...(context.since === null ? {} : { updatedAt: { gte: `${context.since}T00:00:00.000Z` } }),
    ...(place === ALL ? {} : { team: { key: { eq: place } } }),
  };
  const question = { query: LIST, variables: { filter, after } };
  const answer = await graphQuestion(clientOf(context), LINEAR, '/graphql', question);
  const { nodes, pageInfo } = readAnswer(LINEAR, answer, pageShape).data.issues;
  const { items, rejects } = readList(LINEAR, answer, nodes, issue);
  return {
    items: items.map((one) => itemOf(context, place, one)),
    rejects,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}

const nameOf = (one: z.infer<typeof person> | null): string | null => one?.email ?? one?.id ?? null;

function itemOf(context: TrackerContext, place: string, one: Issue): ListedItem {
  const { bots, dayOf } = context;
  const isCanceled = /^cancell?ed$/.test(one.state.type);
  const isDone = !isCanceled && one.completedAt !== null && one.state.type === 'completed';
  const changes = (one.history?.nodes ?? []).flatMap(({ createdAt, toState, actor }) =>
    createdAt === null || !toState
      ? []
      : [{ at: createdAt, by: nameOf(actor), isDone: toState.type === 'completed' }],
  );
  const { day, by, openSince } = lastAcceptance(changes, dayOf);
  const author = nameOf(one.assignee);
  return {
    ...UNTOLD,
    key: one.identifier,
    place,
    what: 'ticket',
    facts: [
      ...(one.team ? [`team:${one.team.key}`] : []),
      ...(one.project ? [`project:${one.project.name}`] : []),
      ...(one.labels?.nodes ?? []).map(({ name }) => `label:${name}`),
    ],
    ...makersOf({
      author,
      isBot: author !== null && isBot(author, bots),
      assignees: [],
      coAuthors: [],
      requester: null,
      ownersBots: bots,
    }),
    acceptedBy: by === null ? null : { identity: by },
    state: isDone ? 'accepted' : isCanceled ? 'left-out' : 'open',
    acceptedDay: isDone && one.completedAt !== null ? dayOf(one.completedAt) : day,
    stateDay: isDone ? null : openSince,
    openedDay: one.createdAt === null ? null : dayOf(one.createdAt),
    updatedDay: one.updatedAt === null ? null : dayOf(one.updatedAt),
    link: one.url,
    title: context.wantsTitles ? one.title : null,
    size: one.estimate === null ? null : Math.round(one.estimate),
    is: [`ticket:${one.identifier.toUpperCase()}`],
  };
}

/** Issues of Linear that reached a completed state. */
export const linear: Tracker = {
  kind: 'linear',
  name: LINEAR,
  needsKey: true,
  baseUrl: 'https://api.linear.app',
  allowsCustomUrl: false,
  hostEnding: null,
  isPlainLog: false,
  needsPlace: false,
  rules: {
    pace: { other: { perMinute: 60, burst: 10 } },
    firstWaitSeconds: 2,
    headers: {},
    authorize: (key) => ({ authorization: key }),
    downloadHosts: [],
  },
  check: async (context) => {
    const question = { query: 'query { viewer { email } }', variables: {} };
    const answer = await graphQuestion(clientOf(context), LINEAR, '/graphql', question);
    const shape = z.object({ data: z.object({ viewer: optional(person) }) });
    const { viewer } = readAnswer(LINEAR, answer, shape).data;
    return { who: nameOf(viewer), found: context.places, notes: [] };
  },
  list: (context, state) =>
    readLists(
      LINEAR,
      (context.places.length === 0 ? [ALL] : context.places).map((place) => ({
        place,
        optional: null,
        page: (page: string | null) => issuesPage(context, place, page),
      })),
      state,
    ),
  ask: async (context, key, place) => {
    const question = { query: ONE, variables: { id: key } };
    const answer = await orGone(graphQuestion(clientOf(context), LINEAR, '/graphql', question));
    const found = answer === null ? null : readAnswer(LINEAR, answer, oneShape).data?.issue;
    if (answer === null || found === null || found === undefined) return null;
    // What cannot be read is there: it is not gone.
    const one = readAnswer(LINEAR, { ...answer, body: found as JsonValue }, issue);
    return itemOf(context, place, one);
  },
};
