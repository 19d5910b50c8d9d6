import * as z from 'zod';
import { isBot, makersOf } from '../../../core/trackers/item-makers.ts';
import {
  coAuthorsIn,
  numberOfBranch,
  numbersIn,
  requesterIn,
  revertedCommitsIn,
  ticketKeysIn,
} from '../../../core/trackers/item-marks.ts';
import { optional, optionalText } from '../../providers/answer-fields.ts';
import { anyList, readAnswer, readList } from '../../providers/answer-list.ts';
import type { Answer } from '../../providers/provider-client.ts';
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

const GITLAB = 'GitLab';
const PER_PAGE = 100;

const user = z.object({ username: z.string() });
const request = z.object({
  iid: z.number().int().positive(),
  project_id: optional(z.number().int()),
  web_url: optionalText,
  title: optionalText,
  description: optionalText,
  source_branch: optionalText,
  state: optionalText,
  created_at: optional(instant),
  merged_at: instant.nullable(),
  updated_at: optional(instant),
  author: decisive(user),
  merge_user: optional(user),
  merged_by: optional(user),
  assignees: optional(z.array(user)),
  labels: optional(z.array(z.string())),
  sha: optionalText,
  merge_commit_sha: optionalText,
  squash_commit_sha: optionalText,
});
type MergeRequest = z.infer<typeof request>;
const issue = z.object({
  iid: z.number().int().positive(),
  web_url: optionalText,
  title: optionalText,
  state: z.string(),
  created_at: optional(instant),
  closed_at: decisive(instant),
  updated_at: optional(instant),
  closed_by: optional(user),
  assignees: optional(z.array(user)),
  labels: optional(z.array(z.string())),
  weight: optional(z.number().int()),
});
type Issue = z.infer<typeof issue>;
const approvals = z.object({ approved_by: optional(z.array(z.object({ user: optional(user) }))) });

/** `group:acme` names a group, anything else a project. */
function pathOf(place: string): string {
  const group = /^groups?[:/](.+)$/.exec(place)?.[1];
  return group === undefined
    ? `projects/${encodeURIComponent(place)}`
    : `groups/${encodeURIComponent(group)}`;
}

async function listOf(
  context: TrackerContext,
  place: string,
  what: 'merge_requests' | 'issues',
  page: string | null,
): Promise<{ answer: Answer; list: readonly unknown[]; next: string | null }> {
  const answer = await clientOf(context).send({
    method: 'GET',
    path: `/api/v4/${pathOf(place)}/${what}`,
    query: [
      ['state', what === 'issues' ? 'closed' : 'merged'],
      ['scope', 'all'],
      ['order_by', 'updated_at'],
      ['sort', 'asc'],
      ['per_page', String(PER_PAGE)],
      ['page', page ?? '1'],
      ...(context.since === null ? [] : [['updated_after', `${context.since}T00:00:00Z`] as const]),
    ],
  });
  const list = readAnswer(GITLAB, answer, anyList);
  const told = answer.nextPage;
  const next =
    told === null
      ? list.length < PER_PAGE
        ? null
        : String(Number(page ?? '1') + 1)
      : told || null;
  return { answer, list, next };
}

async function requestsPage(
  context: TrackerContext,
  place: string,
  page: string | null,
): Promise<PlacePage> {
  const { answer, list, next } = await listOf(context, place, 'merge_requests', page);
  const { items, rejects } = readList(GITLAB, answer, list, request);
  const made: ListedItem[] = [];
  for (const one of items) made.push(await requestItem(context, place, one));
  return { items: made, rejects, next };
}

async function issuesPage(
  context: TrackerContext,
  place: string,
  page: string | null,
): Promise<PlacePage> {
  const { answer, list, next } = await listOf(context, place, 'issues', page);
  const { items, rejects } = readList(GITLAB, answer, list, issue);
  return { items: items.map((one) => issueItem(context, place, one)), rejects, next };
}

/** Host and project of an item, from its address; a group's items lie in several projects. */
function projectOf(url: string | null, place: string): { host: string; project: string } {
  const at = url !== null && URL.canParse(url) ? new URL(url) : null;
  const project = at === null ? '' : (/^\/(.+?)\/-\//.exec(at.pathname)?.[1] ?? '');
  return { host: at?.hostname ?? 'gitlab.com', project: project || place };
}

async function requestItem(
  context: TrackerContext,
  place: string,
  one: MergeRequest,
): Promise<ListedItem> {
  const { bots, dayOf } = context;
  const { host, project } = projectOf(one.web_url, place);
  const at = `${host}/${project}`.toLowerCase();
  const author = one.author?.username ?? null;
  const body = one.description ?? '';
  const maker = makersOf({
    author,
    isBot: author !== null && isBot(author, bots),
    assignees: (one.assignees ?? []).map((each) => each.username),
    coAuthors: coAuthorsIn(body),
    requester: requesterIn(body),
    ownersBots: bots,
  });
  const isMerged = one.merged_at !== null && (one.state ?? 'merged') === 'merged';
  const branch = numberOfBranch(one.source_branch ?? '');
  const updatedDay = one.updated_at === null ? null : dayOf(one.updated_at);
  return {
    ...UNTOLD,
    key: `${project}!${one.iid}`,
    place,
    what: 'pull-request',
    facts: [
      `repo:${project}`,
      `project:${project}`,
      ...(one.labels ?? []).map((label) => `label:${label}`),
    ],
    ...maker,
    acceptedBy: isMerged ? await accepterOf(context, place, one, maker.authors[0] ?? author) : null,
    state: isMerged ? 'accepted' : 'open',
    acceptedDay: one.merged_at === null ? null : dayOf(one.merged_at),
    openedDay: one.created_at === null ? null : dayOf(one.created_at),
    updatedDay,
    link: one.web_url,
    title: context.wantsTitles ? one.title : null,
    is: [
      `${at}!${one.iid}`,
      ...[one.merge_commit_sha, one.squash_commit_sha, one.sha].flatMap((sha) =>
        sha ? [`sha:${sha}`] : [],
      ),
    ],
    names: [
      ...ticketKeysIn(`${one.title ?? ''} ${one.source_branch ?? ''}`).map(
        (key) => `ticket:${key}`,
      ),
      ...[...numbersIn(one.title ?? ''), ...(branch === null ? [] : [branch])].map(
        (number) => `${at}#${number}`,
      ),
      ...[...body.matchAll(/\b(?:clos|fix|resolv|implement)\w*:?\s+#(\d{1,9})/gi)].map(
        ([, number]) => `${at}#${number}`,
      ),
    ],
    reverts: [
      ...[...body.matchAll(/\breverts merge request ([\w./-]+)?!(\d{1,9})/gi)].map(
        ([, other, number]) => `${host}/${other || project}!${number}`.toLowerCase(),
      ),
      ...revertedCommitsIn(body).map((sha) => `sha:${sha}`),
    ],
  };
}

/** Who merged it; where that is not told, or its author, who approved it. */
async function accepterOf(
  context: TrackerContext,
  place: string,
  one: MergeRequest,
  author: string | null,
): Promise<ListedItem['acceptedBy']> {
  const isOther = (who: string): boolean =>
    who.toLowerCase() !== author?.toLowerCase() && !isBot(who, context.bots);
  const merger = one.merge_user?.username ?? one.merged_by?.username ?? null;
  if (merger !== null && isOther(merger)) return { identity: merger };
  const project = one.project_id === null ? pathOf(place) : `projects/${one.project_id}`;
  try {
    const path = `/api/v4/${project}/merge_requests/${one.iid}/approvals`;
    const answer = await clientOf(context).send({ method: 'GET', path });
    const { approved_by: by } = readAnswer(GITLAB, answer, approvals);
    const approver = (by ?? []).flatMap((each) => each.user?.username ?? []).find(isOther);
    if (approver !== undefined) return { identity: approver };
  } catch (error) {
    // Approvals are not open on every server: then it is not known.
    if (!closesFeature(error)) throw error;
  }
  return merger === null || isBot(merger, context.bots) ? null : { identity: merger };
}

function issueItem(context: TrackerContext, place: string, one: Issue): ListedItem {
  const { bots, dayOf } = context;
  const { host, project } = projectOf(one.web_url, place);
  const assignees = (one.assignees ?? []).map((each) => each.username);
  const [author = null] = assignees;
  const closer = one.closed_by?.username ?? null;
  const isClosed = one.state === 'closed';
  const updatedDay = one.updated_at === null ? null : dayOf(one.updated_at);
  return {
    ...UNTOLD,
    key: `${project}#${one.iid}`,
    place,
    what: 'issue',
    facts: [
      `repo:${project}`,
      `project:${project}`,
      ...(one.labels ?? []).map((label) => `label:${label}`),
    ],
    ...makersOf({
      author,
      isBot: author !== null && isBot(author, bots),
      assignees,
      coAuthors: [],
      requester: null,
      ownersBots: bots,
    }),
    acceptedBy: closer === null || isBot(closer, bots) ? null : { identity: closer },
    state: isClosed ? 'accepted' : 'open',
    acceptedDay: one.closed_at === null ? null : dayOf(one.closed_at),
    stateDay: isClosed ? null : updatedDay,
    openedDay: one.created_at === null ? null : dayOf(one.created_at),
    updatedDay,
    link: one.web_url,
    title: context.wantsTitles ? one.title : null,
    size: one.weight,
    is: [`${host}/${project}#${one.iid}`.toLowerCase()],
  };
}

/** Merged requests of projects and groups on gitlab.com or an own server, and closed issues where the rules count them. */
export const gitlab: Tracker = {
  kind: 'gitlab',
  name: GITLAB,
  needsKey: true,
  baseUrl: 'https://gitlab.com',
  allowsCustomUrl: true,
  hostEnding: null,
  isPlainLog: false,
  needsPlace: true,
  rules: {
    pace: { other: { perMinute: 300, burst: 10 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ 'private-token': key }),
    downloadHosts: [],
  },
  check: async (context) => ({
    who: null,
    ...(await readablePlaces(context.places, (place) =>
      clientOf(context).send({
        method: 'GET',
        path: `/api/v4/${pathOf(place)}/merge_requests`,
        query: [
          ['state', 'merged'],
          ['scope', 'all'],
          ['per_page', '1'],
        ],
      }),
    )),
  }),
  list: (context, state) => readLists(GITLAB, hostLists(context, requestsPage, issuesPage), state),
  ask: async (context, key, place) => {
    const [, project = '', mark, iid] = /^(.*)([!#])(\d+)$/.exec(key) ?? [];
    const what = mark === '#' ? 'issues' : 'merge_requests';
    const path = `/api/v4/projects/${encodeURIComponent(project)}/${what}/${iid}`;
    const answer = await orGone(clientOf(context).send({ method: 'GET', path }));
    if (answer === null) return null;
    return mark === '#'
      ? issueItem(context, place, readAnswer(GITLAB, answer, issue))
      : requestItem(context, place, readAnswer(GITLAB, answer, request));
  },
};
