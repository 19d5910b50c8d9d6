import * as z from 'zod';
import { addDays } from '../../../core/calendar.ts';
import { isBot, makersOf } from '../../../core/trackers/item-makers.ts';
import { optional, optionalText } from '../../providers/answer-fields.ts';
import { anyList, readAnswer, readList } from '../../providers/answer-list.ts';
import { closesFeature } from '../../providers/request-failure.ts';
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
import { lastAcceptance, type StatusChange } from './status-history.ts';

const JIRA = 'Jira';
const ALL = 'all projects';
const FIELDS = [
  'assignee',
  'status',
  'resolution',
  'updated',
  'created',
  'issuetype',
  'labels',
  'project',
];

const account = z.object({ accountId: z.string(), accountType: optionalText });
const status = z.object({
  id: optionalText,
  statusCategory: optional(z.object({ key: z.string() })),
});
const history = z.object({
  created: instant,
  author: optional(account),
  items: z.array(z.object({ field: z.string(), to: optionalText })),
});
const named = optional(z.object({ name: optionalText, key: optionalText }));
const issue = z.object({
  key: z.string().min(1),
  fields: z.object({
    summary: optionalText,
    assignee: decisive(account),
    status: z.object({ statusCategory: z.object({ key: z.string() }) }),
    resolution: optional(z.object({ name: optionalText })),
    updated: optional(instant),
    created: optional(instant),
    issuetype: named,
    labels: optional(z.array(z.string())),
    project: named,
  }),
  changelog: optional(
    z.object({ total: optional(z.number().int()), histories: z.array(z.unknown()) }),
  ),
});
type Issue = z.infer<typeof issue>;
const pageShape = z.object({
  issues: anyList,
  nextPageToken: optionalText,
  isLast: optional(z.boolean()),
});
const changelogShape = z.object({ values: anyList, isLast: optional(z.boolean()) });

/** Closed without having been done, as Jira and its languages call it. */
const NOT_DONE =
  /won'?t|duplicate|cannot reproduce|declined|invalid|obsolete|not a bug|abgelehnt|duplikat|nicht|重复|不修复|无法重现|拒绝/i;

/** Ids of statuses that mean "done"; `null` where the key may not read them. */
async function doneStatuses(context: TrackerContext): Promise<ReadonlySet<string> | null> {
  try {
    const answer = await clientOf(context).send({ method: 'GET', path: '/rest/api/3/status' });
    const list = readList(JIRA, answer, readAnswer(JIRA, answer, anyList), status).items;
    return new Set(
      list.flatMap(({ id, statusCategory }) =>
        id !== null && statusCategory?.key === 'done' ? [id] : [],
      ),
    );
  } catch (error) {
    if (closesFeature(error)) return null;
    throw error;
  }
}

function questionOf(context: TrackerContext, place: string): string {
  const where = [
    ...(place === ALL ? [] : [`project in (${JSON.stringify(place)})`]),
    ...(context.since === null && place !== ALL
      ? []
      : // The search counts days in the key's own zone.
        [`updated >= "${context.since === null ? '2000-01-01' : addDays(context.since, -1)}"`]),
  ];
  return `${where.join(' AND ')} ORDER BY updated`;
}

async function issuesPage(
  context: TrackerContext,
  done: ReadonlySet<string> | null,
  place: string,
  page: string | null,
): Promise<PlacePage> {
  const answer = await clientOf(context).send({
    method: 'POST',
    path: '/rest/api/3/search/jql',
    body: JSON.stringify({
      jql: questionOf(context, place),
      fields: context.wantsTitles ? [...FIELDS, 'summary'] : FIELDS,
      expand: 'changelog',
      maxResults: 100,
      ...(page === null ? {} : { nextPageToken: page }),
    }),
  });
  const { issues, nextPageToken, isLast } = readAnswer(JIRA, answer, pageShape);
  const { items, rejects } = readList(JIRA, answer, issues, issue);
  const made: ListedItem[] = [];
  for (const one of items) made.push(await itemOf(context, done, place, one));
  return { items: made, rejects, next: isLast === true ? null : nextPageToken };
}

/** The changes of status of an issue; a long history is cut in the search and asked for as a whole. */
async function changesOf(
  context: TrackerContext,
  done: ReadonlySet<string> | null,
  one: Issue,
): Promise<StatusChange[]> {
  const told = one.changelog?.histories ?? [];
  const isCut = (one.changelog?.total ?? 0) > told.length;
  const raw = isCut ? await wholeChangelog(context, one.key) : told;
  const isDoneNow = one.fields.status.statusCategory.key === 'done';
  const changes = raw.flatMap((each) => {
    const read = history.safeParse(each);
    if (!read.success) return [];
    const to = read.data.items.filter(({ field }) => field === 'status').at(-1)?.to;
    if (to === undefined) return [];
    const { created: at, author } = read.data;
    return [
      { at, to, by: author === null || author.accountType === 'app' ? null : author.accountId },
    ];
  });
  const last = [...changes].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1);
  return changes.map((change) => ({
    at: change.at,
    by: change.by,
    // The last change led to where it stands now, whatever the list of statuses says.
    isDone: change === last ? isDoneNow : change.to !== null && (done?.has(change.to) ?? false),
  }));
}

async function wholeChangelog(context: TrackerContext, key: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for (;;) {
    const answer = await clientOf(context).send({
      method: 'GET',
      path: `/rest/api/3/issue/${encodeURIComponent(key)}/changelog`,
      query: [
        ['startAt', String(all.length)],
        ['maxResults', '100'],
      ],
    });
    const { values, isLast } = readAnswer(JIRA, answer, changelogShape);
    all.push(...values);
    if (isLast !== false || values.length === 0) return all;
  }
}

async function itemOf(
  context: TrackerContext,
  done: ReadonlySet<string> | null,
  place: string,
  one: Issue,
): Promise<ListedItem> {
  const { fields } = one;
  const { bots, dayOf } = context;
  const isDone = fields.status.statusCategory.key === 'done';
  const { day, by, openSince } = lastAcceptance(await changesOf(context, done, one), dayOf);
  const isLeftOut = isDone && NOT_DONE.test(fields.resolution?.name ?? '');
  const updatedDay = fields.updated === null ? null : dayOf(fields.updated);
  const author = fields.assignee?.accountId ?? null;
  return {
    ...UNTOLD,
    key: one.key,
    place,
    what: 'ticket',
    facts: [
      ...(fields.issuetype?.name ? [`type:${fields.issuetype.name}`] : []),
      `project:${fields.project?.key ?? one.key.replace(/-\d+$/, '')}`,
      ...(fields.labels ?? []).map((label) => `label:${label}`),
    ],
    ...makersOf({
      author,
      isBot: fields.assignee?.accountType === 'app' || (author !== null && isBot(author, bots)),
      assignees: [],
      coAuthors: [],
      requester: null,
      ownersBots: bots,
    }),
    acceptedBy: by === null ? null : { identity: by },
    state: isLeftOut ? 'left-out' : isDone ? 'accepted' : 'open',
    acceptedDay: day ?? (isDone ? updatedDay : null),
    stateDay: isDone ? null : openSince,
    openedDay: fields.created === null ? null : dayOf(fields.created),
    updatedDay,
    link: clientOf(context).urlOf(`/browse/${one.key}`),
    title: context.wantsTitles ? fields.summary : null,
    is: [`ticket:${one.key.toUpperCase()}`],
  };
}

/** Issues of Jira Cloud that reached a status of the category "done". */
export const jira: Tracker = {
  kind: 'jira',
  name: JIRA,
  needsKey: true,
  baseUrl: null,
  allowsCustomUrl: true,
  hostEnding: '.atlassian.net',
  isPlainLog: false,
  needsPlace: false,
  rules: {
    pace: { other: { perMinute: 120, burst: 10 } },
    firstWaitSeconds: 2,
    headers: {},
    authorize: (key) => ({ authorization: `Basic ${Buffer.from(key).toString('base64')}` }),
    downloadHosts: [],
  },
  check: async (context) => {
    const answer = await clientOf(context).send({
      method: 'POST',
      path: '/rest/api/3/search/jql',
      body: JSON.stringify({
        jql: questionOf(context, context.places[0] ?? ALL),
        fields: ['updated'],
        maxResults: 1,
      }),
    });
    readAnswer(JIRA, answer, pageShape);
    return { who: null, found: context.places, notes: [] };
  },
  list: async function* (context, state) {
    const done = await doneStatuses(context);
    const places = context.places.length === 0 ? [ALL] : context.places;
    yield* readLists(
      JIRA,
      places.map((place) => ({
        place,
        optional: null,
        page: (page: string | null) => issuesPage(context, done, place, page),
      })),
      state,
    );
  },
  ask: async (context, key, place) => {
    const answer = await orGone(
      clientOf(context).send({
        method: 'GET',
        path: `/rest/api/3/issue/${encodeURIComponent(key)}`,
        query: [['expand', 'changelog']],
      }),
    );
    if (answer === null) return null;
    return itemOf(context, await doneStatuses(context), place, readAnswer(JIRA, answer, issue));
  },
};
