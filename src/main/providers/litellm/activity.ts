import { z } from 'zod';
import { allocate } from '../../../core/money.ts';
import type { UsageRow } from '../../../core/spend/rows.ts';
import {
  count,
  dayOfInstant,
  dollarsPico,
  optional,
  optionalCount,
  optionalText,
} from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import type { Place, ReadPage, Stream } from '../stream.ts';
import type { UsageCells } from '../usage-cells.ts';
import { LITELLM, TOOL } from './words.ts';

/** Usage per day, model and key. `spend` is the proxy's own estimate in dollars. */

const metrics = z.object({
  spend: dollarsPico.nullish(),
  flat_cost: dollarsPico.nullish(),
  prompt_tokens: count,
  completion_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
  api_requests: optionalCount,
});
type Metrics = z.infer<typeof metrics>;

const keyPart = z.object({
  metrics,
  metadata: optional(z.object({ user_id: optionalText, user_email: optionalText })),
});
// A part that cannot be read stays in the whole that it is a part of, and is assigned to nobody.
const byKey = optional(z.record(z.string(), optional(keyPart)));
const byModel = optional(z.object({ metrics, api_key_breakdown: byKey }));
const result = z.object({
  date: dayOfInstant,
  metrics,
  breakdown: optional(
    z.object({ models: optional(z.record(z.string(), byModel)), api_keys: byKey }),
  ),
});
type Result = z.infer<typeof result>;

const COUNTS = [
  'prompt_tokens',
  'completion_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'api_requests',
] as const;

function minus(whole: Metrics, parts: readonly Metrics[]): Metrics {
  const rest = { ...whole, flat_cost: null, spend: whole.spend ?? 0n };
  for (const part of parts) {
    rest.spend -= part.spend ?? 0n;
    for (const name of COUNTS) rest[name] = Math.max(0, rest[name] - part[name]);
  }
  // Cached tokens are inside the prompt: where no prompt is left, they are counted already.
  rest.cache_read_input_tokens = Math.min(rest.cache_read_input_tokens, rest.prompt_tokens);
  rest.cache_creation_input_tokens = Math.min(
    rest.cache_creation_input_tokens,
    rest.prompt_tokens - rest.cache_read_input_tokens,
  );
  // A list that names more than its own total would make money disappear: the total stands.
  if (rest.spend < 0n) rest.spend = 0n;
  return rest;
}

type Part = { identity: string | null; model: string | null; description: string | null };

function add(cells: UsageCells, day: string, part: Part, told: Metrics): void {
  if (COUNTS.every((name) => told[name] === 0) && (told.spend ?? 0n) === 0n) return;
  // Cached tokens are inside `prompt_tokens` (unconfirmed).
  const { cache_read_input_tokens: read, cache_creation_input_tokens: written } = told;
  cells.add(
    { day, project: null, ...part },
    {
      inputTokens: Math.max(0, told.prompt_tokens - read - written),
      outputTokens: told.completion_tokens,
      cacheReadTokens: read,
      cacheWriteTokens: written,
      requests: told.api_requests,
      costPico: told.spend ?? 0n,
    },
  );
}

/** Some versions tell only the money by key: the counts of the whole are then split like it. */
function withCounts(parts: readonly Metrics[], whole: Metrics): readonly Metrics[] {
  const weights = parts.map((part) => part.spend ?? 0n);
  const counted = parts.some((part) => COUNTS.some((name) => part[name] > 0));
  if (counted || !weights.some((weight) => weight > 0n)) return parts;
  const split = parts.map((part) => ({ ...part }));
  for (const name of COUNTS)
    allocate(BigInt(whole[name]), weights).forEach((share, index) => {
      const part = split[index];
      if (part) part[name] = Number(share);
    });
  return split;
}

function readable<T>(parts: Readonly<Record<string, T | null>> | null | undefined): [string, T][] {
  return Object.entries(parts ?? {}).flatMap(([name, part]): [string, T][] =>
    part === null ? [] : [[name, part]],
  );
}

function addKeys(
  cells: UsageCells,
  day: string,
  model: string | null,
  keys: z.infer<typeof byKey>,
  whole: Metrics,
): readonly Metrics[] {
  const named = readable(keys);
  const parts = withCounts(
    named.map(([, part]) => part.metrics),
    whole,
  );
  named.forEach(([hash, { metrics: told, metadata }], index) => {
    const person = metadata?.user_email ?? metadata?.user_id ?? null;
    const description = person === null ? null : hash;
    add(cells, day, { identity: person ?? hash, model, description }, parts[index] ?? told);
  });
  return parts;
}

/** The finest split that this proxy's version gives; what it leaves over is unassigned. */
function gather(cells: UsageCells, { date: day, metrics: whole, breakdown }: Result): void {
  const nobody = { identity: null, description: null };
  const models = readable(breakdown?.models);
  const finest = models.some(([, one]) => readable(one.api_key_breakdown).length > 0);
  const keys = breakdown?.api_keys ?? {};
  const parts: Metrics[] = [];
  if (finest || (models.length > 0 && readable(keys).length === 0)) {
    for (const [model, one] of models) {
      const named = addKeys(cells, day, model, one.api_key_breakdown, one.metrics);
      add(cells, day, { ...nobody, model }, minus(one.metrics, named));
      parts.push(one.metrics);
    }
  } else parts.push(...addKeys(cells, day, null, keys, whole));
  add(cells, day, { ...nobody, model: null }, minus(whole, parts));
  const flat = whole.flat_cost ?? 0n;
  if (flat !== 0n)
    cells.add(
      { day, identity: null, model: null, project: null, description: 'reserved capacity' },
      { costPico: flat },
    );
}

const page = z.object({
  results: anyList,
  metadata: z
    .object({
      page: optional(z.number().int()),
      total_pages: optional(z.number().int()),
      has_more: optional(z.boolean()),
    })
    .nullish(),
});

/** One day per window. Pages cut database rows, not days: the same date returns and adds up. */
async function readDay({ client }: ProviderContext, place: Place): Promise<ReadPage> {
  const asked = Number(place.page ?? '1');
  const answer = await client.send({
    method: 'GET',
    path: '/user/daily/activity',
    // `timezone` is never sent: it doubled single days in some versions.
    query: [
      ['start_date', place.fromDay],
      ['end_date', place.toDay],
      ['page', String(asked)],
      ['page_size', '1000'],
    ],
  });
  const { results, metadata } = readAnswer(LITELLM, answer, page);
  if (typeof metadata?.page === 'number' && metadata.page !== asked)
    throw requestFailure('cursor_loop', LITELLM, { page: metadata.page, day: place.fromDay });
  const { items, rejects } = readList(LITELLM, answer, results, result);
  for (const one of items)
    if (one.date >= place.fromDay && one.date <= place.toDay) gather(place.cells, one);
  const more = metadata?.has_more ?? asked < (metadata?.total_pages ?? 1);
  return { next: more ? String(asked + 1) : null, entries: results.length, rejects };
}

const tokens = (row: UsageRow): number =>
  row.inputTokens + row.outputTokens + row.cacheReadTokens + row.cacheWriteTokens;

/**
 * A model that the proxy has no price for is not free: where the whole day's tokens of a model cost
 * nothing, the price list speaks, or they wait for a price.
 */
function withoutGuessedZeros(rows: readonly UsageRow[]): UsageRow[] {
  const spend = new Map<string | null, bigint>();
  for (const { model, costMicro } of rows)
    spend.set(model, (spend.get(model) ?? 0n) + (costMicro ?? 0n));
  return rows.map((row) =>
    spend.get(row.model) === 0n && tokens(row) > 0
      ? { ...row, costMicro: null, currency: null }
      : row,
  );
}

/** The proxy's sums as rows. Where the upstream provider is an account too, its bill counts, and these only split it. */
export function rowsOf({ settings }: ProviderContext, cells: UsageCells): UsageRow[] {
  const rows = cells.rows(TOOL, 'USD');
  return settings.chargedElsewhere
    ? rows.map((row) => ({ ...row, costMicro: null, grossMicro: row.costMicro }))
    : withoutGuessedZeros(rows);
}

export function activityStream(context: ProviderContext): Stream {
  const { firstDay, today: lastDay } = context;
  return {
    name: 'activity',
    tellsMoney: true,
    moneyFrom: context.settings.chargedElsewhere ? 'cost-report' : 'usage',
    days: { firstDay, lastDay, windowDays: 1, rereadDays: 3, after: ['logs'] },
    read: (place) => readDay(context, place),
    gathered: (cells) => rowsOf(context, cells),
  };
}
