import * as z from 'zod';
import { isBot, makersOf } from '../../../core/trackers/item-makers.ts';
import { optional, optionalText } from '../../providers/answer-fields.ts';
import { anyList, readAnswer, readList } from '../../providers/answer-list.ts';
import type { ProviderClient } from '../../providers/provider-client.ts';
import { clientOf, decisive, instant, orGone, type PlacePage, UNTOLD } from '../network-tracker.ts';
import type { ListedItem, TrackerContext } from '../tracker.ts';
import { GITHUB } from './pull-requests.ts';

const user = z.object({ login: z.string(), type: optional(z.string()) });
const issue = z.object({
  number: z.number().int().positive(),
  html_url: optionalText,
  title: optionalText,
  state: z.string(),
  state_reason: optionalText,
  created_at: optional(instant),
  closed_at: decisive(instant),
  updated_at: optional(instant),
  assignees: decisive(z.array(user)),
  labels: optional(z.array(z.union([z.object({ name: z.string() }), z.string()]))),
  pull_request: z.unknown().optional(),
});
type Issue = z.infer<typeof issue>;
const event = z.object({
  event: z.string(),
  created_at: optional(instant),
  actor: optional(user),
});

const PER_PAGE = 100;

/** Closed issues of a repository; pull requests, which stand among them, are left out. */
export async function issuesPage(
  context: TrackerContext,
  place: string,
  page: string | null,
): Promise<PlacePage> {
  const client = clientOf(context);
  const answer = await client.send({
    method: 'GET',
    path: `/repos/${place}/issues`,
    query: [
      ['state', 'closed'],
      ['sort', 'updated'],
      ['direction', 'asc'],
      ['per_page', String(PER_PAGE)],
      ['page', page ?? '1'],
      ...(context.since === null ? [] : [['since', `${context.since}T00:00:00Z`] as const]),
    ],
  });
  const list = readAnswer(GITHUB, answer, anyList);
  const { items, rejects } = readList(GITHUB, answer, list, issue);
  const made: ListedItem[] = [];
  for (const one of items)
    if (one.pull_request === undefined) made.push(await itemOf(context, client, place, one));
  return {
    items: made,
    rejects,
    next: list.length < PER_PAGE ? null : String(Number(page ?? '1') + 1),
  };
}

export async function oneIssue(
  context: TrackerContext,
  place: string,
  number: number,
): Promise<ListedItem | null> {
  const client = clientOf(context);
  const answer = await orGone(
    client.send({ method: 'GET', path: `/repos/${place}/issues/${number}` }),
  );
  if (answer === null) return null;
  const one = readAnswer(GITHUB, answer, issue);
  return one.pull_request === undefined ? itemOf(context, client, place, one) : null;
}

async function itemOf(
  context: TrackerContext,
  client: ProviderClient,
  place: string,
  one: Issue,
): Promise<ListedItem> {
  const { bots, dayOf } = context;
  const answer = await client.send({
    method: 'GET',
    path: `/repos/${place}/issues/${one.number}/events`,
    query: [['per_page', '100']],
  });
  const events = readList(GITHUB, answer, readAnswer(GITHUB, answer, anyList), event).items;
  const last = (name: string) => events.filter((each) => each.event === name).at(-1);
  const closed = last('closed');
  const reopened = last('reopened');
  const assignees = (one.assignees ?? []).map((each) => each.login);
  const [author = null] = assignees;
  const closedAt = one.closed_at ?? closed?.created_at ?? null;
  const isClosed = one.state === 'closed';
  const isDone = isClosed && (one.state_reason ?? 'completed') === 'completed';
  const closer = closed?.actor;
  return {
    ...UNTOLD,
    key: `${place}#${one.number}`,
    place,
    what: 'issue',
    facts: [
      `repo:${place}`,
      ...(one.labels ?? []).map((each) => `label:${typeof each === 'string' ? each : each.name}`),
    ],
    ...makersOf({
      author,
      isBot: author !== null && isBot(author, bots),
      assignees,
      coAuthors: [],
      requester: null,
      ownersBots: bots,
    }),
    acceptedBy:
      closer && closer.type !== 'Bot' && !isBot(closer.login, bots)
        ? { identity: closer.login }
        : null,
    state: isDone ? 'accepted' : isClosed ? 'left-out' : 'open',
    acceptedDay: closedAt === null ? null : dayOf(closedAt),
    stateDay: reopened?.created_at && !isClosed ? dayOf(reopened.created_at) : null,
    openedDay: one.created_at === null ? null : dayOf(one.created_at),
    updatedDay: one.updated_at === null ? null : dayOf(one.updated_at),
    link: one.html_url,
    title: context.wantsTitles ? one.title : null,
    is: [`github.com/${place}#${one.number}`.toLowerCase()],
  };
}
