import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { count, dayOfInstant, dollarsPico, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext } from '../provider.ts';
import type { Answer, Query } from '../provider-client.ts';
import type { Place, ReadPage, Stream } from '../stream.ts';
import { rowsOf } from './activity.ts';
import { LITELLM } from './words.ts';

/** Single requests, summed by day on the fly: the way back where a proxy has no daily sums. */

// The fields are unconfirmed. Prompts, replies and metadata, where a company stores them, are not
// among them and are dropped unread.
const entry = z.object({
  api_key: optionalText,
  user: optionalText,
  model: optionalText,
  spend: dollarsPico.nullish(),
  prompt_tokens: count,
  completion_tokens: count,
  startTime: dayOfInstant,
});

/** Versions read the end as that day's midnight or as the whole day (unconfirmed): asked one too far, both tell this day. */
const daySpan = (day: IsoDay): Query => [
  ['start_date', day],
  ['end_date', addDays(day, 1)],
];

const askLogs = ({ client }: ProviderContext, day: IsoDay): Promise<Answer> =>
  client.send({
    method: 'GET',
    path: '/spend/logs',
    query: [...daySpan(day), ['summarize', 'false']],
  });

/** Whether it gives its logs; asked for a summary of today, which is small. */
export async function hasSpendLogs({ client, today }: ProviderContext): Promise<boolean> {
  const query: Query = [...daySpan(today), ['summarize', 'true']];
  await client.send({ method: 'GET', path: '/spend/logs', query });
  return true;
}

/** One day per request: the logs are heavy, and not paged. A row counts by its own UTC day. */
async function readDay(context: ProviderContext, place: Place): Promise<ReadPage> {
  const answer = await askLogs(context, place.fromDay);
  const list = readAnswer(LITELLM, answer, anyList);
  const { items, rejects } = readList(LITELLM, answer, list, entry);
  for (const one of items) {
    if (one.startTime < place.fromDay || one.startTime > place.toDay) continue;
    const person = one.user;
    place.cells.add(
      {
        day: one.startTime,
        identity: person ?? one.api_key,
        model: one.model,
        project: null,
        description: person === null ? null : one.api_key,
      },
      {
        inputTokens: one.prompt_tokens,
        outputTokens: one.completion_tokens,
        requests: 1,
        costPico: one.spend ?? 0n,
      },
    );
  }
  return { next: null, entries: list.length, rejects };
}

/**
 * Both tell the same requests, so a day is read from one of them only: the logs speak while the daily
 * sums are closed, from the first day on that these have not stored.
 */
export function spendLogStream(context: ProviderContext): Stream {
  const { firstDay, today: lastDay } = context;
  return {
    name: 'logs',
    tellsMoney: true,
    moneyFrom: context.settings.chargedElsewhere ? 'cost-report' : 'usage',
    days: { firstDay, lastDay, windowDays: 1, rereadDays: 3, after: ['activity'] },
    onlyIf: ({ closed }) => closed['activity'] !== undefined,
    read: (place) => readDay(context, place),
    gathered: (cells) => rowsOf(context, cells),
  };
}
