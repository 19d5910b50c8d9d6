import { z } from 'zod';
import { dayNumber } from '../../../core/calendar.ts';
import { dayOfInstant, dayOfMilliseconds, millionths, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import { checkFeatures } from '../check-features.ts';
import type { Provider, ProviderContext } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import type { Stream } from '../stream.ts';
import { runStreams } from '../sync-run.ts';
import { UsageCells } from '../usage-cells.ts';

/**
 * ElevenLabs' workspace usage (elevenlabs.io/docs/api-reference/analytics/workspace/usage): credits
 * by day, product, model and member. They are covered by the plan, whose price is entered; a member
 * is named by an id alone.
 */
const NAME = 'ElevenLabs';
const KEY_HINT = 'key_elevenlabs';
const FIRST_DAY = '2020-01-01';

const table = z.object({
  columns: z.array(z.string()),
  column_units: z.array(z.string().nullable()),
  rows: anyList,
});

const TIMES = ['timestamp', 'time', 'bucket', 'bucket_start', 'date'];

/** How a row is read by the names of its columns; the credits are told by their unit alone. */
function rowShape({
  columns,
  column_units,
}: Pick<z.infer<typeof table>, 'columns' | 'column_units'>) {
  const time = columns.findIndex((name) => TIMES.includes(name));
  const credits = column_units.indexOf('credits');
  if (time < 0 || credits < 0)
    throw requestFailure('answer_changed', NAME, { field: time < 0 ? 'timestamp' : 'credits' });
  const [product, model, member] = ['product_type', 'model', 'user_id'].map((name) =>
    columns.indexOf(name),
  );
  const cell = (row: readonly unknown[], at: number | undefined): unknown =>
    at === undefined || at < 0 ? null : row[at];
  return z
    .array(z.unknown())
    .transform((row) => ({
      day: cell(row, time),
      credits: cell(row, credits),
      product: cell(row, product),
      model: cell(row, model),
      member: cell(row, member),
    }))
    .pipe(
      z.object({
        day: z.union([dayOfMilliseconds, dayOfInstant]),
        credits: millionths,
        product: optionalText,
        model: optionalText,
        member: optionalText,
      }),
    );
}

function askUsage({ client }: ProviderContext, from: string, to: string) {
  return client.send({
    method: 'POST',
    path: '/workspace/analytics/query/usage-by-product-over-time',
    body: JSON.stringify({
      start_time: dayNumber(from) * 86_400_000,
      end_time: (dayNumber(to) + 1) * 86_400_000 - 1,
      interval_seconds: 86_400,
      group_by: ['product_type', 'model', 'user_id'],
      time_zone: 'UTC',
    }),
  });
}

function usageStream(context: ProviderContext): Stream {
  return {
    name: 'usage',
    moneyFrom: 'cost-report',
    days: {
      firstDay: context.firstDay > FIRST_DAY ? context.firstDay : FIRST_DAY,
      lastDay: context.today,
      windowDays: 30,
      rereadDays: 4,
    },
    read: async ({ fromDay, toDay }) => {
      const answer = await askUsage(context, fromDay, toDay);
      const told = readAnswer(NAME, answer, table);
      const { items, rejects } = readList(NAME, answer, told.rows, rowShape(told));
      const cells = new UsageCells();
      for (const { day, credits, product, model, member } of items)
        cells.add(
          { day, identity: member, model, project: null, description: product },
          { creditsMicro: credits },
        );
      return { rows: cells.rows(NAME, 'USD'), rejects, next: null, entries: told.rows.length };
    },
  };
}

export const elevenlabs: Provider = {
  id: 'elevenlabs',
  name: NAME,
  keyHint: KEY_HINT,
  baseUrl: 'https://api.elevenlabs.io/v1',
  allowsCustomUrl: false,
  needsOrganization: false,
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
  rereadDays: 4,
  rules: {
    pace: { other: { perMinute: 60, burst: 10 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ 'xi-api-key': key }),
    downloadHosts: [],
  },
  check: (context) =>
    checkFeatures(NAME, KEY_HINT, [
      { feature: 'usage', ask: () => askUsage(context, context.today, context.today) },
    ]),
  sync: (context, stored) => runStreams(NAME, [usageStream(context)], context, stored),
};
