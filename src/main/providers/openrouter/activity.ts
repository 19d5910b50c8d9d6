import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import type { UsageRow } from '../../../core/spend/rows.ts';
import { count, dayOfInstant, dollarsPico, optionalCount, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext, SyncNote } from '../provider.ts';
import type { Place, ReadPage, Stream } from '../stream.ts';
import { listed } from './people-and-keys.ts';
import { OPENROUTER, TOOL } from './words.ts';

/** Only the last 30 completed UTC days are told; what is older is lost to the API. */
export const HISTORY_DAYS = 30;

// `byok_usage_inference` is not read: it comes with that provider's own bill.
const entry = z.object({
  date: dayOfInstant,
  model: optionalText,
  provider_name: optionalText,
  usage: dollarsPico,
  requests: optionalCount,
  prompt_tokens: count,
  // Reasoning tokens are a part of these (unconfirmed) and are not added.
  completion_tokens: count,
});

/** First everything, as unassigned; then one question per key, which takes its part out of it. */
async function readActivity(context: ProviderContext, place: Place): Promise<ReadPage> {
  const keys = listed(place.facts, 'keys');
  const hash = place.page === null ? null : (keys[Number(place.page)] ?? null);
  const answer = await context.client.send({
    method: 'GET',
    path: '/activity',
    query: hash === null ? [] : [['api_key_hash', hash]],
    ...(hash === null ? {} : { expects: [404] }),
  });
  const { data } =
    answer.status === 404
      ? { data: [] }
      : readAnswer(OPENROUTER, answer, z.object({ data: anyList }));
  const { items, rejects } = readList(OPENROUTER, answer, data, entry);
  for (const one of items) {
    if (one.date < place.fromDay || one.date > place.toDay) continue;
    const at = { day: one.date, model: one.model, project: null, description: one.provider_name };
    const add = (identity: string | null, sign: 1 | -1): void =>
      place.cells.add(
        { ...at, identity },
        {
          inputTokens: sign * one.prompt_tokens,
          outputTokens: sign * one.completion_tokens,
          requests: sign * one.requests,
          costPico: BigInt(sign) * one.usage,
        },
      );
    if (hash === null) add(null, 1);
    else {
      add(hash, 1);
      add(null, -1);
    }
  }
  const following = place.page === null ? 0 : Number(place.page) + 1;
  const next = following < keys.length ? String(following) : null;
  return { next, entries: 1, rejects };
}

/** What no key carries (deleted keys, the chat room). Counts never fall below nothing. */
function restOf(row: UsageRow): UsageRow {
  if (row.identity !== null) return row;
  return {
    ...row,
    inputTokens: Math.max(0, row.inputTokens),
    outputTokens: Math.max(0, row.outputTokens),
    requests: Math.max(0, row.requests),
  };
}

const isNothing = (row: UsageRow): boolean =>
  row.costMicro === 0n && row.inputTokens + row.outputTokens + row.requests === 0;

/** Says which days no sync can bring back; `null` where there is no such gap. */
function gapNote(through: IsoDay | undefined, oldest: IsoDay): SyncNote | null {
  if (through === undefined || addDays(through, 1) >= oldest) return null;
  const from = addDays(through, 1);
  const to = addDays(oldest, -1);
  return {
    code: 'history_gap',
    text: `OpenRouter keeps ${HISTORY_DAYS} days only: ${from} to ${to} are missing. Import its activity CSV for these days.`,
    details: { from, to },
  };
}

export function activityStream(context: ProviderContext, through: IsoDay | undefined): Stream {
  const oldest = addDays(context.today, -HISTORY_DAYS);
  const note = gapNote(through, oldest);
  return {
    name: 'activity',
    tellsMoney: true,
    moneyFrom: 'usage',
    days: {
      firstDay: context.firstDay > oldest ? context.firstDay : oldest,
      lastDay: addDays(context.today, -1),
      windowDays: HISTORY_DAYS,
      rereadDays: 5,
    },
    read: async (place) => ({
      ...(await readActivity(context, place)),
      notes: note !== null && place.page === null ? [note] : [],
    }),
    gathered: (cells) =>
      cells
        .rows(TOOL, 'USD')
        .map(restOf)
        .filter((row) => row.identity !== null || !isNothing(row)),
  };
}
