import * as z from 'zod';
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

const ZENDESK = 'Zendesk';
const TICKETS = 'tickets';
const USERS_AT_ONCE = 100;

const ticket = z.object({
  id: z.number().int(),
  status: z.string(),
  assignee_id: decisive(z.number().int()),
  group_id: optional(z.number().int()),
  type: optionalText,
  priority: optionalText,
  subject: optionalText,
  tags: optional(z.array(z.string())),
  created_at: optional(instant),
  updated_at: optional(instant),
});
type Ticket = z.infer<typeof ticket>;
const metric = z.object({
  ticket_id: z.number().int(),
  reopens: optional(z.number().int()),
  solved_at: optional(instant),
});
type Metric = z.infer<typeof metric>;
const pageShape = z.object({
  tickets: anyList,
  metric_sets: optional(anyList),
  after_cursor: optionalText,
  end_of_stream: z.boolean(),
});
const usersShape = z.object({ users: anyList });
const user = z.object({ id: z.number().int(), email: optionalText });

const DONE = new Set(['solved', 'closed']);

async function ticketsPage(
  context: TrackerContext,
  emails: Map<number, string>,
  page: string | null,
): Promise<PlacePage> {
  const start =
    context.since === null ? 0 : Math.floor(Date.parse(`${context.since}T00:00:00Z`) / 1000);
  const answer = await clientOf(context).send({
    method: 'GET',
    path: '/api/v2/incremental/tickets/cursor.json',
    query: [
      page === null ? ['start_time', String(start)] : ['cursor', page],
      ['include', 'metric_sets'],
    ],
  });
  const read = readAnswer(ZENDESK, answer, pageShape);
  const { items, rejects } = readList(ZENDESK, answer, read.tickets, ticket);
  const metrics = new Map(
    readList(ZENDESK, answer, read.metric_sets ?? [], metric).items.map((one) => [
      one.ticket_id,
      one,
    ]),
  );
  await learnEmails(context, emails, items);
  const wanted = new Set(context.places);
  const mine = items.filter(
    ({ group_id: group }) => wanted.size === 0 || wanted.has(String(group)),
  );
  return {
    items: mine.map((one) => itemOf(context, emails, one, metrics.get(one.id) ?? null)),
    rejects,
    next: read.end_of_stream ? null : read.after_cursor,
  };
}

/** Looks up who the assignees are; one who cannot be looked up is known by id. */
async function learnEmails(
  context: TrackerContext,
  emails: Map<number, string>,
  tickets: readonly Ticket[],
): Promise<void> {
  const ids = new Set(
    tickets.flatMap(({ assignee_id: id }) => (id === null || emails.has(id) ? [] : [id])),
  );
  const due = [...ids];
  try {
    for (let at = 0; at < due.length; at += USERS_AT_ONCE) {
      const answer = await clientOf(context).send({
        method: 'GET',
        path: '/api/v2/users/show_many',
        query: [['ids', due.slice(at, at + USERS_AT_ONCE).join(',')]],
      });
      const { users } = readAnswer(ZENDESK, answer, usersShape);
      for (const one of readList(ZENDESK, answer, users, user).items)
        if (one.email !== null) emails.set(one.id, one.email);
    }
  } catch (error) {
    if (!closesFeature(error)) throw error;
  }
}

function itemOf(
  context: TrackerContext,
  emails: ReadonlyMap<number, string>,
  one: Ticket,
  told: Metric | null,
): ListedItem {
  const { dayOf } = context;
  const tags = one.tags ?? [];
  const isDone = DONE.has(one.status);
  const isMergedAway = tags.includes('closed_by_merge');
  const solvedAt = told?.solved_at ?? (isDone ? one.updated_at : null);
  const updatedDay = one.updated_at === null ? null : dayOf(one.updated_at);
  const assignee = one.assignee_id;
  return {
    ...UNTOLD,
    key: String(one.id),
    place: TICKETS,
    what: 'ticket',
    facts: [
      ...(one.type === null ? [] : [`type:${one.type}`]),
      ...(one.priority === null ? [] : [`priority:${one.priority}`]),
      ...tags.flatMap((tag) => [`tag:${tag}`, `label:${tag}`]),
    ],
    authors: assignee === null ? [] : [emails.get(assignee) ?? String(assignee)],
    acceptedBy: 'customer',
    state: isDone ? (isMergedAway ? 'left-out' : 'accepted') : 'open',
    acceptedDay: isDone && solvedAt !== null ? dayOf(solvedAt) : null,
    stateDay: isDone ? null : updatedDay,
    openedDay: one.created_at === null ? null : dayOf(one.created_at),
    updatedDay,
    link: clientOf(context).urlOf(`/agent/tickets/${one.id}`),
    title: context.wantsTitles ? one.subject : null,
    rounds: told?.reopens ?? null,
    is: [`zendesk-ticket:${one.id}`],
  };
}

/** Tickets that were solved; the customer accepts them. */
export const zendesk: Tracker = {
  kind: 'zendesk',
  name: ZENDESK,
  needsKey: true,
  baseUrl: null,
  allowsCustomUrl: true,
  hostEnding: '.zendesk.com',
  isPlainLog: false,
  needsPlace: false,
  rules: {
    pace: { other: { perMinute: 10, burst: 5 } },
    firstWaitSeconds: 10,
    headers: {},
    authorize: (key) => ({ authorization: `Basic ${Buffer.from(key).toString('base64')}` }),
    downloadHosts: [],
  },
  check: async (context) => {
    await ticketsPage({ ...context, since: context.today }, new Map(), null);
    return { who: null, found: context.places, notes: [] };
  },
  list: (context, state) => {
    const emails = new Map<number, string>();
    const page = (one: string | null) => ticketsPage(context, emails, one);
    return readLists(ZENDESK, [{ place: TICKETS, optional: null, page }], state);
  },
  ask: async (context, key) => {
    const path = `/api/v2/tickets/${encodeURIComponent(key)}.json`;
    const answer = await orGone(clientOf(context).send({ method: 'GET', path }));
    if (answer === null) return null;
    const one = readAnswer(ZENDESK, answer, z.object({ ticket })).ticket;
    const emails = new Map<number, string>();
    await learnEmails(context, emails, [one]);
    return itemOf(context, emails, one, null);
  },
};
