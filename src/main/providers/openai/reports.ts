import { z } from 'zod';
import { priceTier } from '../../../core/spend/price-tier.ts';
import type { ChargeRow, UsageRow } from '../../../core/spend/rows.ts';
import {
  count,
  currency,
  dayOfSeconds,
  dollars,
  optional,
  optionalCount,
  optionalText,
} from '../answer-fields.ts';
import { anyList, readAnswer } from '../answer-list.ts';
import { type Bucketed, readDatedBuckets } from '../dated-buckets.ts';
import type { ProviderContext } from '../provider.ts';
import type { Place, ReadPage, Stream } from '../stream.ts';
import { OPENAI, spanQuery, TOOL } from './words.ts';

/** Usage and costs are separate reports: tokens come from one, charges from the other. */

const bucketPage = z.object({
  data: z.array(z.object({ start_time: dayOfSeconds, results: anyList })),
  has_more: z.boolean(),
  next_page: optionalText,
});

const usageResult = z.object({
  input_tokens: count,
  input_cached_tokens: count,
  input_cache_write_tokens: count,
  input_uncached_tokens: optional(count),
  output_tokens: count,
  num_model_requests: optionalCount,
  num_requests: optionalCount,
  num_sessions: optionalCount,
  project_id: optionalText,
  user_id: optionalText,
  api_key_id: optionalText,
  model: optionalText,
  batch: optional(z.boolean()),
  service_tier: optionalText,
});

const costResult = z.object({
  // Dollars; a number by the documents, a decimal string as well in live answers.
  amount: z.object({ value: dollars, currency }),
  line_item: optionalText,
  project_id: optionalText,
  api_key_id: optionalText,
});

const BY_KEY = ['project_id', 'user_id', 'api_key_id', 'model'] as const;

/** Every kind that counts uses, with what it can be grouped by. Storage (`vector_stores`) counts bytes: it is in the costs alone. */
const KINDS = {
  completions: [...BY_KEY, 'batch', 'service_tier'],
  embeddings: BY_KEY,
  moderations: BY_KEY,
  images: BY_KEY,
  audio_speeches: BY_KEY,
  audio_transcriptions: BY_KEY,
  web_search_calls: BY_KEY,
  file_search_calls: ['project_id', 'user_id', 'api_key_id'],
  code_interpreter_sessions: ['project_id'],
} as const;

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
      ...groups.map((name): [string, string] => ['group_by', name]),
      ['limit', '31'],
      ...(place.page === null ? [] : [['page', place.page] as const]),
    ],
  });
  const read = readAnswer(OPENAI, answer, bucketPage);
  const buckets = read.data.map((bucket) => ({ day: bucket.start_time, results: bucket.results }));
  const hasMore = read.has_more;
  return readDatedBuckets(OPENAI, answer, { buckets, hasMore, nextPage: read.next_page }, shape);
}

function usageRow(
  kind: string,
  { day, result }: Bucketed<z.infer<typeof usageResult>>,
  line: number,
): UsageRow {
  const { input_cached_tokens: cached, input_cache_write_tokens: written } = result;
  // `input_tokens` holds both; what is neither is told apart by newer answers alone.
  const uncached = result.input_uncached_tokens ?? result.input_tokens - cached - written;
  return {
    kind: 'usage',
    line,
    day,
    // The cost report knows keys, not persons: the key comes first, so that both name the same.
    identity: result.api_key_id ?? result.user_id,
    tool: TOOL,
    model: result.model,
    project: result.project_id,
    description: kind === 'completions' ? null : kind,
    nativeId: null,
    inputTokens: Math.max(0, uncached),
    outputTokens: result.output_tokens,
    cacheReadTokens: cached,
    cacheWriteTokens: written,
    cacheWrite1hTokens: 0,
    // A search tells the calls beside the model's requests that made them: the calls are what is meant.
    requests: result.num_requests || result.num_sessions || result.num_model_requests,
    ...(kind === 'web_search_calls' ? { searches: result.num_requests } : {}),
    tier: priceTier({ serviceTier: result.service_tier, isBatch: result.batch === true }),
    costMicro: null,
    grossMicro: null,
    currency: null,
  };
}

/** `gpt-5.5-2026-04-23, input` names its model before the comma. */
const modelOfLine = (line: string | null): string | null =>
  /^([^\s,]+), /.exec(line ?? '')?.[1] ?? null;

function chargeRow({ day, result }: Bucketed<z.infer<typeof costResult>>, line: number): ChargeRow {
  return {
    kind: 'charge',
    line,
    source: 'cost-report',
    day,
    amountMicro: result.amount.value,
    grossMicro: null,
    currency: result.amount.currency,
    identity: result.api_key_id,
    tool: TOOL,
    model: modelOfLine(result.line_item),
    project: result.project_id,
    description: result.line_item,
    reference: null,
    nativeId: null,
  };
}

/** Tokens by key (`usage/…`), and money by key and line (`costs`). */
export function reportStreams(context: ProviderContext): Stream[] {
  const { firstDay, today: lastDay } = context;
  const days = { firstDay, lastDay, windowDays: 31, rereadDays: 5 };
  const usage = Object.entries(KINDS).map(
    ([kind, groups]): Stream => ({
      name: `usage/${kind}`,
      moneyFrom: 'cost-report',
      days,
      read: async (place) => {
        const path = `/organization/usage/${kind}`;
        const { results, page } = await readBuckets(context, path, groups, place, usageResult);
        return { ...page, rows: results.map((one, index) => usageRow(kind, one, index + 1)) };
      },
    }),
  );
  const costs: Stream = {
    name: 'costs',
    tellsMoney: true,
    moneyFrom: 'cost-report',
    days,
    read: async (place) => {
      const groups = ['project_id', 'line_item', 'api_key_id'];
      const path = '/organization/costs';
      const { results, page } = await readBuckets(context, path, groups, place, costResult);
      return { ...page, rows: results.map((one, index) => chargeRow(one, index + 1)) };
    },
  };
  return [...usage, costs];
}
