import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import type { ChargeRow, UsageRow } from '../../../core/spend/rows.ts';
import {
  cents,
  count,
  currency,
  dayOfInstant,
  optional,
  optionalCount,
  optionalText,
} from '../answer-fields.ts';
import { anyList, readAnswer } from '../answer-list.ts';
import { type Bucketed, readDatedBuckets } from '../dated-buckets.ts';
import type { ProviderContext } from '../provider.ts';
import type { Query } from '../provider-client.ts';
import type { Place, ReadPage, Stream } from '../stream.ts';
import { closedNote, codePage, readClaudeCode } from './claude-code.ts';
import { shareClaudeCode } from './claude-code-share.ts';
import { codeWorkspacesIn } from './people-and-keys.ts';
import { tierFields, tierOf } from './tier.ts';
import { ANTHROPIC, TOOL } from './words.ts';

/** The older reports of a Console organization: usage by key, costs by workspace and model. */

const bucketPage = z.object({
  data: z.array(z.object({ starting_at: dayOfInstant, results: anyList })),
  has_more: z.boolean(),
  next_page: optionalText,
});

const usageResult = z.object({
  uncached_input_tokens: count,
  cache_creation: z
    .object({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count })
    .nullish(),
  cache_read_input_tokens: count,
  output_tokens: count,
  account_id: optionalText,
  api_key_id: optionalText,
  workspace_id: optionalText,
  model: optionalText,
  server_tool_use: optional(z.object({ web_search_requests: optionalCount })),
  ...tierFields,
});

const costResult = z.object({
  // A string in cents: "123.45" is 1.23 USD.
  amount: cents,
  currency,
  description: optionalText,
  cost_type: optionalText,
  model: optionalText,
  workspace_id: optionalText,
});

/** Start included, end excluded, as the reports want them. */
export function spanQuery(fromDay: IsoDay, toDay: IsoDay): Query {
  return [
    ['starting_at', `${fromDay}T00:00:00Z`],
    ['ending_at', `${addDays(toDay, 1)}T00:00:00Z`],
  ];
}

async function readBuckets<T>(
  { client }: ProviderContext,
  path: string,
  groups: readonly string[],
  place: Place,
  shape: z.ZodType<T>,
): Promise<{ results: Bucketed<T>[]; page: ReadPage }> {
  const answer = await client.send({
    method: 'GET',
    path,
    query: [
      ...spanQuery(place.fromDay, place.toDay),
      ['bucket_width', '1d'],
      ...groups.map((name): [string, string] => ['group_by[]', name]),
      ['limit', '31'],
      ...(place.page === null ? [] : [['page', place.page] as const]),
    ],
    // Without it `speed` is no dimension.
    headers: { 'anthropic-beta': 'fast-mode-2026-02-01' },
    family: 'reports',
  });
  const read = readAnswer(ANTHROPIC, answer, bucketPage);
  const buckets = read.data.map((bucket) => ({ day: bucket.starting_at, results: bucket.results }));
  const hasMore = read.has_more;
  const found = readDatedBuckets(
    ANTHROPIC,
    answer,
    { buckets, hasMore, nextPage: read.next_page },
    shape,
  );
  return found;
}

function usageRow({ day, result }: Bucketed<z.infer<typeof usageResult>>, line: number): UsageRow {
  const fiveMinutes = result.cache_creation?.ephemeral_5m_input_tokens ?? 0;
  const oneHour = result.cache_creation?.ephemeral_1h_input_tokens ?? 0;
  return {
    kind: 'usage',
    line,
    day,
    identity: result.api_key_id ?? result.account_id,
    tool: TOOL,
    model: result.model,
    project: result.workspace_id,
    description: result.api_key_id === null ? null : result.account_id,
    nativeId: null,
    inputTokens: result.uncached_input_tokens,
    outputTokens: result.output_tokens,
    cacheReadTokens: result.cache_read_input_tokens,
    cacheWriteTokens: fiveMinutes + oneHour,
    cacheWrite1hTokens: oneHour,
    // This report counts no requests.
    requests: 0,
    searches: result.server_tool_use?.web_search_requests ?? 0,
    tier: tierOf(result),
    costMicro: null,
    grossMicro: null,
    currency: null,
  };
}

function chargeRow({ day, result }: Bucketed<z.infer<typeof costResult>>, line: number): ChargeRow {
  return {
    kind: 'charge',
    line,
    source: 'cost-report',
    day,
    amountMicro: result.amount,
    grossMicro: null,
    currency: result.currency,
    identity: null,
    tool: TOOL,
    model: result.model,
    project: result.workspace_id,
    description: result.description ?? result.cost_type,
    reference: null,
    nativeId: null,
  };
}

const GROUPS = {
  usage: [
    'api_key_id',
    'account_id',
    'workspace_id',
    'model',
    'service_tier',
    'context_window',
    'inference_geo',
    'speed',
  ],
  costs: ['workspace_id', 'description'],
} as const;

const readUsage = (context: ProviderContext, place: Place) =>
  readBuckets(context, '/v1/organizations/usage_report/messages', GROUPS.usage, place, usageResult);

/** The usage by key alone; that the Claude Code report is closed is said once. */
function plainUsage(context: ProviderContext, days: NonNullable<Stream['days']>): Stream {
  return {
    name: 'usage',
    moneyFrom: 'cost-report',
    days,
    read: async (place) => {
      const { results, page } = await readUsage(context, place);
      const notes = place.facts['claudeCode'] === undefined ? [closedNote] : [];
      return {
        ...page,
        rows: results.map((one, index) => usageRow(one, index + 1)),
        notes,
        facts: { ...page.facts, claudeCode: 'closed' },
      };
    },
  };
}

/**
 * The usage by key, with Claude Code's part of it by person: a window's pages of the one report,
 * then its days of the other, summed and shared (`shareClaudeCode`) before a row leaves here.
 */
function usageWithClaudeCode(context: ProviderContext, days: NonNullable<Stream['days']>): Stream {
  let codeWorkspaces: readonly string[] = [];
  let isOpen = true;
  return {
    name: 'usage',
    moneyFrom: 'cost-report',
    days: { ...days, windowDays: 7 },
    read: async (place) => {
      codeWorkspaces = codeWorkspacesIn(place.facts);
      if (place.page?.startsWith('code:')) {
        const page = await readClaudeCode(context, place);
        isOpen = page.facts?.['claudeCode'] !== 'closed';
        return page;
      }
      const own = place.page === null ? null : place.page.slice('messages:'.length);
      const { results, page } = await readUsage(context, { ...place, page: own });
      results.forEach((one, index) => {
        const { day, identity, model, project, description, tier, ...sums } = usageRow(
          one,
          index + 1,
        );
        const at = { day, identity, model, project, description };
        place.cells.add(tier === undefined ? at : { ...at, tier }, sums);
      });
      const codeNext = isOpen ? codePage(place.fromDay) : null;
      const next = page.next === null ? codeNext : `messages:${page.next}`;
      const { rejects, entries } = page;
      // The end of this part is no empty page, whatever it held.
      const facts = { ...page.facts, ...(isOpen ? { claudeCode: 'open' } : {}) };
      return { next, rejects: rejects ?? [], entries: page.next === null ? 1 : entries, facts };
    },
    gathered: (cells) => shareClaudeCode(cells.rows(TOOL, 'USD'), new Set(codeWorkspaces)),
  };
}

/**
 * Tokens without money (`usage`), and money without persons (`costs`): `splitCosts` joins them.
 * Where the newer reports go on after `lastDay`, days that are read are settled.
 */
export function reportStreams(
  context: ProviderContext,
  span: { readonly firstDay: IsoDay; readonly lastDay: IsoDay },
  hasClaudeCode: boolean,
): Stream[] {
  const days = { ...span, windowDays: 31, rereadDays: 3 };
  const isDue = (name: string): Pick<Stream, 'onlyIf'> =>
    span.lastDay === context.today
      ? {}
      : { onlyIf: ({ through }) => (through[name] ?? '') < span.lastDay };
  const withFacts = (stream: Stream): Stream =>
    span.lastDay === context.today
      ? {
          ...stream,
          read: async (place) => {
            const read = await stream.read(place);
            return { ...read, facts: { ...read.facts, report: 'legacy' } };
          },
        }
      : stream;
  const usage = hasClaudeCode ? usageWithClaudeCode(context, days) : plainUsage(context, days);
  const streams: Stream[] = [
    { ...usage, ...isDue('usage') },
    {
      ...isDue('costs'),
      tellsMoney: true,
      name: 'costs',
      moneyFrom: 'cost-report',
      days,
      read: async (place) => {
        const path = '/v1/organizations/cost_report';
        const { results, page } = await readBuckets(context, path, GROUPS.costs, place, costResult);
        return { ...page, rows: results.map((one, index) => chargeRow(one, index + 1)) };
      },
    },
  ];
  return streams.map(withFacts);
}
