import { z } from 'zod';
import { type IsoDay, lastDay, monthOf } from '../../../core/calendar.ts';
import { decimalTimes, parseDecimal } from '../../../core/money.ts';
import type { RowReject } from '../../../core/spend/rows.ts';
import {
  count,
  currency,
  dayOfInstant,
  millionths,
  optional,
  optionalText,
} from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import { JsonNumber } from '../lossless-json.ts';
import type { ProviderContext, SyncNote } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { UsageCells } from '../usage-cells.ts';

/**
 * `GET /usage` of one month: per kind (chat, completion, ocr, audio …) and model what was consumed
 * and how much of it is paid, and beside it the month's prices per unit. Which kinds there are is
 * open, so every list of entries is read, wherever it stands.
 */
export const MISTRAL = 'Mistral';
const TOOL = 'Mistral API';

const priceText = z
  .union([z.string(), z.number(), z.instanceof(JsonNumber)])
  .transform((value, context) => {
    const read = parseDecimal(value instanceof JsonNumber ? value.text : String(value));
    if (read && read.scale <= 60) return read;
    context.addIssue({ code: 'custom', message: 'no price' });
    return z.NEVER;
  });
const report = z.looseObject({
  currency: currency,
  prices: anyList.nullish(),
  vibe_usage: optional(millionths),
});
const price = z.object({
  billing_metric: z.string(),
  billing_group: optionalText,
  event_type: optionalText,
  price: priceText,
});
const entry = z.object({
  billing_metric: z.string(),
  billing_group: optionalText,
  billing_display_name: optionalText,
  event_type: optionalText,
  timestamp: optional(dayOfInstant),
  value: count,
  value_paid: z.number().int().nullish(),
});
type Entry = z.infer<typeof entry>;
type Price = z.infer<typeof price>;

type Found = { readonly kind: string; readonly list: readonly unknown[] };

/** Every list of entries in the answer, with the kind under which it stands. */
function listsIn(value: unknown, kind: string): Found[] {
  if (Array.isArray(value)) return [{ kind, list: value }];
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return [];
  return Object.values(value).flatMap((inner) => listsIn(inner, kind));
}

/** The price of what an entry meters: of the same metric and group, the more exact one first. */
function priceOf(one: Entry, prices: readonly Price[]): Price | undefined {
  const same = prices.filter(
    (found) =>
      found.billing_metric === one.billing_metric && found.billing_group === one.billing_group,
  );
  return same.find(({ event_type }) => event_type === one.event_type) ?? same[0];
}

const TOKENS: Readonly<Record<string, 'inputTokens' | 'outputTokens' | 'cacheReadTokens'>> = {
  input: 'inputTokens',
  output: 'outputTokens',
  cached: 'cacheReadTokens',
};
/** Kinds that are metered in tokens; the others in pages, seconds or requests. */
const IN_TOKENS = /^(chat|completion|vibe)/;

function add(cells: UsageCells, one: Entry, kind: string, day: IsoDay, costPico: bigint): void {
  const tokens = IN_TOKENS.test(kind) ? TOKENS[one.billing_group ?? ''] : undefined;
  cells.add(
    {
      day,
      identity: null,
      model: one.billing_display_name ?? one.billing_metric,
      project: null,
      description: kind,
    },
    { ...(tokens === undefined ? {} : { [tokens]: one.value }), costPico },
  );
}

const unpriced = (one: Entry, day: IsoDay, line: number): RowReject => ({
  kind: 'reject',
  line,
  day,
  field: 'prices',
  value: one.billing_metric,
  code: 'provider_field',
  reason: `Mistral names no price for ${one.billing_metric} (${one.billing_group ?? ''}).`,
  raw: [],
});

/** Vibe's pool is told as one figure without a unit, so it is told and not counted. */
const vibeNote: SyncNote = {
  code: 'vibe_not_counted',
  text: 'Use of Vibe is told without a unit and is not counted: enter its plan.',
  details: {},
};

/** The currency stands in the answer, so that a month's rows are made where it is known. */
export function usageStream(context: ProviderContext): Stream {
  return {
    name: 'usage',
    moneyFrom: 'usage',
    tellsMoney: true,
    days: {
      firstDay: context.firstDay,
      lastDay: context.today,
      windowDays: 'month',
      rereadDays: 5,
      rereadMonth: true,
    },
    read: async ({ fromDay, toDay }) => {
      const month = monthOf(fromDay);
      const answer = await context.client.send({
        method: 'GET',
        path: '/usage',
        query: [
          ['month', String(Number(month.slice(5)))],
          ['year', month.slice(0, 4)],
        ],
      });
      const {
        prices: told,
        currency: unit,
        vibe_usage,
        ...kinds
      } = readAnswer(MISTRAL, answer, report);
      const prices = readList(MISTRAL, answer, told ?? [], price);
      const rejects = [...prices.rejects];
      const cells = new UsageCells();
      for (const [kind, value] of Object.entries(kinds))
        for (const { list } of listsIn(value, kind)) {
          const read = readList(MISTRAL, answer, list, entry);
          rejects.push(...read.rejects);
          read.items.forEach((one, index) => {
            const end = lastDay(month) < toDay ? lastDay(month) : toDay;
            const day = one.timestamp ?? end;
            // What was used before the first day that is asked for belongs to days not asked for.
            if (day < fromDay || day > toDay) return;
            const paid = BigInt(one.value_paid ?? one.value);
            const found = priceOf(one, prices.items);
            if (found === undefined && paid !== 0n) rejects.push(unpriced(one, day, index + 1));
            const costPico =
              found === undefined ? 0n : decimalTimes(found.price, paid * 1_000_000_000_000n);
            add(cells, one, kind, day, costPico);
          });
        }
      const rows = cells.rows(TOOL, unit);
      const notes = (vibe_usage ?? 0n) > 0n ? [vibeNote] : [];
      return { rows, rejects, notes, next: null, entries: 1 };
    },
  };
}
