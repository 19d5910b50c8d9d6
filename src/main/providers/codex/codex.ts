import { z } from 'zod';
import { dayNumber, type IsoDay } from '../../../core/calendar.ts';
import {
  count,
  dayOfSeconds,
  millionths,
  optional,
  optionalCount,
  optionalText,
} from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import { checkFeatures } from '../check-features.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import type { Place, Stream } from '../stream.ts';
import { runStreams } from '../sync-run.ts';

/**
 * Codex in a ChatGPT workspace (Codex Analytics API, developers.openai.com): threads, turns, credits
 * and tokens by day, person and client, one to five days late. It tells no money: seats are entered,
 * and credits bought beside them stand in the workspace's credits file.
 */
const NAME = 'Codex (ChatGPT Enterprise)';
const TOOL = 'Codex';
const KEY_HINT = 'key_codex_analytics';

const page = z.object({
  data: anyList,
  has_more: optional(z.boolean()),
  next_page: optionalText,
});
const client = z.object({
  client_id: optionalText,
  turns: optionalCount,
  credits: optional(millionths),
  uncached_text_input_tokens: count,
  cached_text_input_tokens: count,
  text_output_tokens: count,
});
const use = z.object({
  start_time: dayOfSeconds,
  email: optionalText,
  user_id: optionalText,
  actor: optional(z.object({ email: optionalText, user_id: optionalText })),
  totals: z.object({ turns: optionalCount, credits: optional(millionths) }),
  clients: optional(z.array(client)),
});
type Use = z.infer<typeof use>;

function gather({ cells, fromDay, toDay }: Place, one: Use): void {
  const { start_time: day, actor, totals } = one;
  if (day < fromDay || day > toDay) return;
  const identity = one.email ?? actor?.email ?? one.user_id ?? actor?.user_id ?? null;
  const at = { day, identity, model: null, project: null };
  const clients = one.clients ?? [];
  if (clients.length === 0)
    cells.add(
      { ...at, description: null },
      { requests: totals.turns, creditsMicro: totals.credits },
    );
  for (const part of clients)
    cells.add(
      { ...at, description: part.client_id },
      {
        inputTokens: part.uncached_text_input_tokens,
        cacheReadTokens: part.cached_text_input_tokens,
        outputTokens: part.text_output_tokens,
        requests: part.turns,
        creditsMicro: part.credits,
      },
    );
}

function askUsage(
  { client: provider, settings }: ProviderContext,
  [from, to]: readonly [IsoDay, IsoDay],
  cursor: string | null,
) {
  const workspace = settings.organization;
  if (workspace === null) throw requestFailure('not_found', NAME);
  return provider.send({
    method: 'GET',
    path: `/analytics/codex/workspaces/${encodeURIComponent(workspace)}/usage`,
    query: [
      ['start_time', String(dayNumber(from) * 86_400)],
      ['end_time', String((dayNumber(to) + 1) * 86_400)],
      ...(cursor === null ? [] : [['page', cursor] as const]),
    ],
  });
}

function usageStream(context: ProviderContext): Stream {
  return {
    name: 'usage',
    moneyFrom: 'cost-report',
    days: {
      firstDay: context.firstDay,
      lastDay: context.today,
      windowDays: 30,
      rereadDays: 7,
    },
    read: async (place) => {
      const answer = await askUsage(context, [place.fromDay, place.toDay], place.page);
      const { data, has_more, next_page } = readAnswer(NAME, answer, page);
      const { items, rejects } = readList(NAME, answer, data, use);
      for (const one of items) gather(place, one);
      const next = has_more === false ? null : next_page;
      return { next, entries: data.length, rejects };
    },
    gathered: (cells) => cells.rows(TOOL, 'USD'),
  };
}

export const codex: Provider = {
  id: 'codex',
  name: NAME,
  keyHint: KEY_HINT,
  baseUrl: 'https://api.chatgpt.com/v1',
  allowsCustomUrl: false,
  needsOrganization: true,
  capabilities: {
    usage: true,
    costs: 'none',
    members: false,
    seats: false,
    keys: false,
    invoices: false,
    setLimit: [],
    pauseKey: 'none',
  },
  historyDays: null,
  rereadDays: 7,
  rules: {
    pace: { other: { perMinute: 60, burst: 10 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    downloadHosts: [],
  },
  check: (context) =>
    checkFeatures(
      NAME,
      KEY_HINT,
      [{ feature: 'usage', ask: () => askUsage(context, [context.today, context.today], null) }],
      context.settings.organization,
    ),
  sync: (context, stored) => runStreams(NAME, [usageStream(context)], context, stored),
};
