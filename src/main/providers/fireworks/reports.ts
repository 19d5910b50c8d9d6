import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import type { ChargeRow } from '../../../core/spend/rows.ts';
import { count, currency, dayOfInstant, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext } from '../provider.ts';
import type { Place, Stream } from '../stream.ts';
import { UsageCells } from '../usage-cells.ts';
import { wholeList } from '../whole-list.ts';
import { accountsIn } from './people-and-keys.ts';
import { FIREWORKS, TOOL } from './words.ts';

/**
 * Costs by day and key (`usageCosts:query`) and tokens by day, key and model (`billingUsage`),
 * docs.fireworks.ai. Both hold serverless use; deployments and training are on the invoice alone.
 */

const span = ({ fromDay, toDay }: Place) => ({
  startTime: `${fromDay}T00:00:00Z`,
  endTime: `${addDays(toDay, 1)}T00:00:00Z`,
});

/** An amount in whole units and billionths of one (google.type.Money), in micro-units, half-even. */
const money = z
  .object({
    units: z.union([z.string().regex(/^-?\d{1,15}$/), z.number().int()]).nullish(),
    nanos: z.number().int().min(-999_999_999).max(999_999_999).nullish(),
    currencyCode: optional(currency),
  })
  .transform(({ units, nanos, currencyCode }) => ({
    nano: BigInt(units ?? 0) * 1_000_000_000n + BigInt(nanos ?? 0),
    currency: currencyCode ?? 'USD',
  }));

const costPage = z.object({ rows: anyList.nullish(), nextPageToken: optionalText });
const costRow = z.object({
  dimensions: z.object({ startTime: dayOfInstant, apiKeyId: optionalText }),
  subtotal: money,
});

/** A key's costs are rounded once, however many rows tell them. */
function chargesOf(items: readonly z.infer<typeof costRow>[]): ChargeRow[] {
  const cells = new Map<string, UsageCells>();
  for (const { dimensions, subtotal } of items) {
    const of = cells.get(subtotal.currency) ?? new UsageCells();
    cells.set(subtotal.currency, of);
    const at = { day: dimensions.startTime, identity: dimensions.apiKeyId };
    of.add(
      { ...at, model: null, project: null, description: null },
      { costPico: subtotal.nano * 1_000n },
    );
  }
  return [...cells].flatMap(([unit, of]) =>
    of
      .rows(TOOL, unit)
      .filter(({ costMicro }) => costMicro !== 0n)
      .map(({ line, day, identity, costMicro }) => ({
        kind: 'charge',
        line,
        source: 'cost-report',
        day,
        amountMicro: costMicro ?? 0n,
        grossMicro: null,
        currency: unit,
        identity,
        tool: TOOL,
        model: null,
        project: null,
        description: null,
        reference: null,
        nativeId: null,
      })),
  );
}

const windows = (context: ProviderContext, firstDay: IsoDay) => ({
  firstDay,
  lastDay: context.today,
  windowDays: 30,
  rereadDays: 5,
});

export function costStream(context: ProviderContext, firstDay: IsoDay): Stream {
  return {
    name: 'costs',
    moneyFrom: 'cost-report',
    tellsMoney: true,
    days: windows(context, firstDay),
    read: async (place) => {
      const lists = [];
      for (const account of accountsIn(place.facts))
        lists.push(
          await wholeList(FIREWORKS, async (pageToken) => {
            const answer = await context.client.send({
              method: 'POST',
              path: `/${account}/usageCosts:query`,
              body: JSON.stringify({
                ...span(place),
                scope: 'ACCOUNT',
                groupBy: ['DAY', 'API_KEY'],
                pageSize: 1000,
                ...(pageToken === null ? {} : { pageToken }),
              }),
            });
            const { rows, nextPageToken } = readAnswer(FIREWORKS, answer, costPage);
            const read = readList(FIREWORKS, answer, rows ?? [], costRow);
            return { ...read, next: nextPageToken };
          }),
        );
      const items = lists.flatMap((list) => list.items);
      const rejects = lists.flatMap((list) => list.rejects);
      const rows = chargesOf(items);
      return { rows, rejects, next: null, entries: items.length + rejects.length };
    },
  };
}

const usagePage = z.object({ serverlessCosts: anyList.nullish() });
const usageRow = z.object({
  startTime: dayOfInstant,
  promptTokens: count,
  completionTokens: count,
  group: optional(z.object({ api_key_id: optionalText, model_name: optionalText })),
});

export function usageStream(context: ProviderContext, firstDay: IsoDay): Stream {
  return {
    name: 'usage',
    moneyFrom: 'cost-report',
    days: windows(context, firstDay),
    read: async (place) => {
      const cells = new UsageCells();
      const rejects = [];
      let entries = 0;
      for (const account of accountsIn(place.facts)) {
        const answer = await context.client.send({
          method: 'GET',
          path: `/${account}/billingUsage`,
          query: [
            ...Object.entries(span(place)),
            ['usageType', 'SERVERLESS'],
            ['groupBy', 'api_key_id'],
            ['groupBy', 'model_name'],
          ],
        });
        const list = readAnswer(FIREWORKS, answer, usagePage).serverlessCosts ?? [];
        const read = readList(FIREWORKS, answer, list, usageRow);
        entries += list.length;
        rejects.push(...read.rejects);
        for (const one of read.items)
          cells.add(
            {
              day: one.startTime,
              identity: one.group?.api_key_id ?? null,
              model: one.group?.model_name ?? null,
              project: null,
              description: null,
            },
            { inputTokens: one.promptTokens, outputTokens: one.completionTokens },
          );
      }
      return { rows: cells.rows(TOOL, 'USD'), rejects, next: null, entries };
    },
  };
}
