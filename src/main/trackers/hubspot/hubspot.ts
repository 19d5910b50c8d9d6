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

const HUBSPOT = 'HubSpot';
const DEALS = 'deals';
const PROPERTIES = [
  'closedate',
  'createdate',
  'hs_is_closed_won',
  'hubspot_owner_id',
  'hs_lastmodifieddate',
  'pipeline',
];
/** A search gives no more than 10,000 results: from there it begins anew at the last one's change. */
const MOST_RESULTS = 9_900;

const deal = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  properties: z.object({
    closedate: z.union([instant, z.literal('').transform(() => null)]).nullable(),
    createdate: optional(instant),
    hs_is_closed_won: z.enum(['true', 'false', '']).nullable(),
    hubspot_owner_id: decisive(z.string()),
    hs_lastmodifieddate: optional(instant),
    pipeline: optionalText,
    dealname: optionalText,
  }),
  updatedAt: optional(instant),
});
type Deal = z.infer<typeof deal>;
const paging = optional(z.object({ next: optional(z.object({ after: z.string() })) }));
const pageShape = z.object({ results: anyList, paging });
const owner = z.object({
  id: z.union([z.string(), z.number().transform(String)]),
  email: optionalText,
});

/** E-mail addresses of owners by id, those who left too; none where the key may not read them. */
async function ownersOf(context: TrackerContext): Promise<ReadonlyMap<string, string>> {
  const emails = new Map<string, string>();
  try {
    for (const archived of ['false', 'true']) {
      let after: string | null = null;
      do {
        const query: [string, string][] = [
          ['limit', '100'],
          ['archived', archived],
        ];
        if (after !== null) query.push(['after', after]);
        const answer = await clientOf(context).send({
          method: 'GET',
          path: '/crm/v3/owners',
          query,
        });
        const page = readAnswer(HUBSPOT, answer, pageShape);
        for (const one of readList(HUBSPOT, answer, page.results, owner).items)
          if (one.email !== null) emails.set(one.id, one.email);
        const next: string | null = page.paging?.next?.after ?? null;
        after = next === after ? null : next;
      } while (after !== null);
    }
  } catch (error) {
    if (!closesFeature(error)) throw error;
  }
  return emails;
}

/** A page is named by the change from which the search begins, and the place in it. */
async function dealsPage(
  context: TrackerContext,
  owners: ReadonlyMap<string, string>,
  page: string | null,
): Promise<PlacePage> {
  const [from = '0', after = ''] = page?.split(' ') ?? [
    context.since === null ? '0' : String(Date.parse(`${context.since}T00:00:00Z`)),
  ];
  const answer = await clientOf(context).send({
    method: 'POST',
    path: '/crm/v3/objects/deals/search',
    body: JSON.stringify({
      filterGroups: [
        { filters: [{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: from }] },
      ],
      sorts: [{ propertyName: 'hs_lastmodifieddate', direction: 'ASCENDING' }],
      properties: context.wantsTitles ? [...PROPERTIES, 'dealname'] : PROPERTIES,
      limit: 100,
      ...(after === '' ? {} : { after }),
    }),
  });
  const { results, paging: told } = readAnswer(HUBSPOT, answer, pageShape);
  const { items, rejects } = readList(HUBSPOT, answer, results, deal);
  const wanted = new Set(context.places.map((one) => one.toLowerCase()));
  const mine = items.filter(
    ({ properties }) => wanted.size === 0 || wanted.has((properties.pipeline ?? '').toLowerCase()),
  );
  return {
    items: mine.map((one) => itemOf(context, owners, one)),
    rejects,
    next: nextOf(from, told?.next?.after ?? null, items.at(-1)),
  };
}

function nextOf(from: string, after: string | null, last: Deal | undefined): string | null {
  if (after === null) return null;
  const changed = last?.properties.hs_lastmodifieddate ?? null;
  const again = changed === null ? from : String(Date.parse(changed));
  return Number(after) >= MOST_RESULTS && again !== from ? again : `${from} ${after}`;
}

function itemOf(
  context: TrackerContext,
  owners: ReadonlyMap<string, string>,
  one: Deal,
): ListedItem {
  const { dayOf } = context;
  const { properties } = one;
  const isWon = properties.hs_is_closed_won === 'true';
  const owned = properties.hubspot_owner_id;
  const changed = properties.hs_lastmodifieddate ?? one.updatedAt;
  const updatedDay = changed === null ? null : dayOf(changed);
  return {
    ...UNTOLD,
    key: one.id,
    place: DEALS,
    what: 'deal',
    facts: properties.pipeline === null ? [] : [`pipeline:${properties.pipeline}`],
    authors: owned === null ? [] : [owners.get(owned) ?? owned],
    acceptedBy: 'customer',
    state: isWon ? 'accepted' : 'open',
    acceptedDay: isWon && properties.closedate !== null ? dayOf(properties.closedate) : null,
    stateDay: isWon ? null : updatedDay,
    openedDay: properties.createdate === null ? null : dayOf(properties.createdate),
    updatedDay,
    link: null,
    title: context.wantsTitles ? properties.dealname : null,
    is: [`hubspot-deal:${one.id}`],
  };
}

/** Deals that were won; the customer accepts them. */
export const hubspot: Tracker = {
  kind: 'hubspot',
  name: HUBSPOT,
  needsKey: true,
  baseUrl: 'https://api.hubapi.com',
  allowsCustomUrl: false,
  hostEnding: null,
  isPlainLog: false,
  needsPlace: false,
  rules: {
    pace: { other: { perMinute: 180, burst: 3 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    downloadHosts: [],
  },
  check: async (context) => {
    await dealsPage(context, new Map(), null);
    return { who: null, found: context.places, notes: [] };
  },
  list: async function* (context, state) {
    const owners = await ownersOf(context);
    const page = (one: string | null) => dealsPage(context, owners, one);
    yield* readLists(HUBSPOT, [{ place: DEALS, optional: null, page }], state);
  },
  ask: async (context, key) => {
    const answer = await orGone(
      clientOf(context).send({
        method: 'GET',
        path: `/crm/v3/objects/deals/${encodeURIComponent(key)}`,
        query: [['properties', PROPERTIES.join(',')]],
      }),
    );
    return answer === null
      ? null
      : itemOf(context, await ownersOf(context), readAnswer(HUBSPOT, answer, deal));
  },
};
