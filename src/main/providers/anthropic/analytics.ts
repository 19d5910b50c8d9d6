import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import type { RowReject } from '../../../core/spend/rows.ts';
import {
  centsPico,
  count,
  dayOfInstant,
  optional,
  optionalCount,
  optionalText,
} from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext, SyncNote } from '../provider.ts';
import type { Answer } from '../provider-client.ts';
import { closesFeature, requestFailure } from '../request-failure.ts';
import type { Place, ReadPage, Stream } from '../stream.ts';
import type { CellPlace } from '../usage-cells.ts';
import { spanQuery } from './reports.ts';
import { tierFields, tierOf } from './tier.ts';
import { ANTHROPIC, TOOL } from './words.ts';

/**
 * The newer analytics reports (beta since 2026-10-29), alike for Console and Enterprise: they know
 * the person. Usage and costs of a window are joined by day, actor, key, model and workspace.
 */
const BETA = { 'anthropic-beta': 'analytics-usage-cost-2026-08-24' };
const GROUPS = [
  'actor',
  'api_key_id',
  'workspace_id',
  'model',
  'service_tier',
  'context_window',
  'inference_geo',
];

/** Nothing before this day, and nothing older than a year, is told by these reports. */
const FIRST_DAY = '2026-01-01';
const DAYS_BACK = 364;

/** The oldest day that may be asked for today: an older one has the whole question refused. */
export function analyticsFloor(today: IsoDay): IsoDay {
  const oldest = addDays(today, -DAYS_BACK);
  return oldest > FIRST_DAY ? oldest : FIRST_DAY;
}
const PATHS = {
  usage: '/v1/organizations/analytics/usage',
  cost: '/v1/organizations/analytics/cost',
} as const;

const page = z.object({
  data: anyList,
  // Unconfirmed here; a `next_page` alone says the same.
  has_more: optional(z.boolean()),
  next_page: optionalText,
});

// The shape of the actor is unconfirmed: whatever of it is there is used.
const actor = z.object({
  type: optionalText,
  user_id: optionalText,
  email_address: optionalText,
  api_key_id: optionalText,
  api_key_name: optionalText,
});

const group = z.object({
  actor: optional(actor),
  model: optionalText,
  api_key_id: optionalText,
  workspace_id: optionalText,
  ...tierFields,
});

const usageEntry = z.object({
  starting_at: dayOfInstant,
  group,
  usage: z.object({
    uncached_input_tokens: count,
    cache_read_input_tokens: count,
    cache_creation: z
      .object({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count })
      .nullish(),
    output_tokens: count,
    requests: optionalCount,
    server_tool_use: optional(z.object({ web_search_requests: optionalCount })),
  }),
});

const costEntry = z.object({
  starting_at: dayOfInstant,
  group,
  cost: z.object({
    // A decimal string of fractional cents, after discounts.
    amount: centsPico,
    currency: z.literal('USD').nullish(),
    list_amount: optional(centsPico),
  }),
});

function placeOf(day: IsoDay, named: z.infer<typeof group>): CellPlace {
  const who = named.actor;
  const key = named.api_key_id ?? who?.api_key_id ?? null;
  const person = who?.email_address ?? who?.user_id ?? null;
  return {
    day,
    identity: person ?? key ?? who?.api_key_name ?? null,
    model: named.model,
    project: named.workspace_id,
    description: person === null ? null : key,
    tier: tierOf(named),
  };
}

type Part = keyof typeof PATHS;

function ask(
  { client }: ProviderContext,
  part: Part,
  place: Pick<Place, 'fromDay' | 'toDay' | 'page'>,
  limited: boolean,
): Promise<Answer> {
  return client.send({
    method: 'GET',
    path: PATHS[part],
    query: [
      ...spanQuery(place.fromDay, place.toDay),
      ['time_bucket_width', '1d'],
      ...GROUPS.map((name): [string, string] => ['group_by[]', name]),
      ...(limited ? [['limit', '1000'] as const] : []),
      ...(place.page === null ? [] : [['page', place.page] as const]),
    ],
    headers: BETA,
    family: 'reports',
    // The greatest page size is unconfirmed: a refusal is answered by asking without one.
    expects: limited ? [400] : [],
  });
}

async function askLeniently(
  context: ProviderContext,
  part: Part,
  place: Pick<Place, 'fromDay' | 'toDay' | 'page'>,
  facts: Readonly<Record<string, string>>,
): Promise<{ answer: Answer; facts: Readonly<Record<string, string>> }> {
  const limited = facts['pageSize'] !== 'default';
  const answer = await ask(context, part, place, limited);
  if (answer.status !== 400) return { answer, facts: {} };
  return { answer: await ask(context, part, place, false), facts: { pageSize: 'default' } };
}

/** Whether the newer reports answer for this key (400, 403 and 404 say no). */
export async function hasAnalytics(context: ProviderContext): Promise<boolean> {
  const { today } = context;
  const day = { fromDay: today, toDay: today, page: null };
  try {
    for (const part of ['usage', 'cost'] as const) await askLeniently(context, part, day, {});
    return true;
  } catch (error) {
    if (closesFeature(error) || isRefused(error)) return false;
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'request_refused';
}

function gather(part: Part, answer: Answer, list: unknown[], place: Place): readonly RowReject[] {
  if (part === 'usage') {
    const { items, rejects } = readList(ANTHROPIC, answer, list, usageEntry);
    for (const { starting_at, group: named, usage } of items) {
      const oneHour = usage.cache_creation?.ephemeral_1h_input_tokens ?? 0;
      place.cells.add(placeOf(starting_at, named), {
        inputTokens: usage.uncached_input_tokens,
        outputTokens: usage.output_tokens,
        cacheReadTokens: usage.cache_read_input_tokens,
        cacheWriteTokens: (usage.cache_creation?.ephemeral_5m_input_tokens ?? 0) + oneHour,
        cacheWrite1hTokens: oneHour,
        requests: usage.requests,
        searches: usage.server_tool_use?.web_search_requests ?? 0,
      });
    }
    return rejects;
  }
  const { items, rejects } = readList(ANTHROPIC, answer, list, costEntry);
  for (const { starting_at, group: named, cost } of items)
    place.cells.add(placeOf(starting_at, named), {
      costPico: cost.amount,
      grossPico: cost.list_amount ?? null,
    });
  return rejects;
}

/** Pages of usage, then pages of costs; a page's name is its part and the provider's own cursor. */
async function readPart(context: ProviderContext, place: Place): Promise<ReadPage> {
  const part: Part = place.page?.startsWith('cost:') ? 'cost' : 'usage';
  const own = place.page?.slice(place.page.indexOf(':') + 1) ?? '';
  const asked = { ...place, page: own === '' ? null : own };
  const { answer, facts } = await askLeniently(context, part, asked, place.facts);
  const read = readAnswer(ANTHROPIC, answer, page);
  if (read.has_more === true && read.next_page === null)
    throw requestFailure('answer_changed', ANTHROPIC, { field: 'next_page' });
  const rejects = gather(part, answer, read.data, place);
  const more = read.has_more === false ? null : read.next_page;
  const next = more === null ? (part === 'usage' ? 'cost:' : null) : `${part}:${more}`;
  // The end of the usage part is no empty page, whatever it held.
  const entries = more === null ? 1 : read.data.length;
  return { next, entries, rejects, facts: { ...facts, report: 'analytics' } };
}

/** Use and its costs from `firstDay` on, or from the floor where that has moved past it. */
export function analyticsStream(
  context: ProviderContext,
  firstDay: IsoDay,
  notes: readonly SyncNote[],
): Stream {
  const floor = analyticsFloor(context.today);
  return {
    name: 'analytics',
    moneyFrom: 'usage',
    tellsMoney: true,
    days: {
      firstDay: firstDay > floor ? firstDay : floor,
      lastDay: context.today,
      windowDays: 7,
      rereadDays: 3,
    },
    read: async (place) => {
      const read = await readPart(context, place);
      return {
        ...read,
        facts: { ...read.facts, analyticsFrom: firstDay },
        ...(place.page === null && place.toDay === context.today ? { notes } : {}),
      };
    },
    gathered: (cells) =>
      // The report tells every cost: what it does not name costs nothing, and no price list speaks.
      cells
        .rows(TOOL, 'USD')
        .map((row) => ({ ...row, costMicro: row.costMicro ?? 0n, currency: 'USD' })),
  };
}
