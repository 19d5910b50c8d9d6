import { z } from 'zod';
import { addDays } from '../../../core/calendar.ts';
import type { ChargeRow } from '../../../core/spend/rows.ts';
import { cents, dayOfInstant, dollars, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import { checkFeatures } from '../check-features.ts';
import type { CreditSeen, Provider, ProviderContext, SyncNote } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import type { Stream } from '../stream.ts';
import { runStreams } from '../sync-run.ts';

/**
 * The xAI Management API (docs.x.ai, REST reference, Management): what a team spent by day and
 * model, in dollars, and what is left of its credits. It names no person.
 */
const NAME = 'xAI (Grok API)';
const TOOL = 'Grok API';
const KEY_HINT = 'key_xai_management';

const ownKey = z.object({ teamId: optionalText, scopeId: optionalText });

/** A management key knows its team; a key for requests is refused here. */
function teamOf({ client }: ProviderContext): () => Promise<string> {
  let asked: Promise<string> | null = null;
  const ask = async (): Promise<string> => {
    const answer = await client.send({ method: 'GET', path: '/auth/management-keys/validation' });
    const { teamId, scopeId } = readAnswer(NAME, answer, ownKey);
    const team = teamId ?? scopeId;
    if (team === null) throw requestFailure('answer_changed', NAME, { field: 'teamId' });
    return `/v1/billing/teams/${encodeURIComponent(team)}`;
  };
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}

const usage = z.object({ timeSeries: anyList, limitReached: optional(z.boolean()) });
const series = z.object({
  groupLabels: optional(z.array(z.string())),
  dataPoints: z.array(z.object({ timestamp: dayOfInstant, values: z.array(dollars).min(1) })),
});

async function askUsage(
  { client }: ProviderContext,
  team: () => Promise<string>,
  from: string,
  to: string,
) {
  return client.send({
    method: 'POST',
    path: `${await team()}/usage`,
    body: JSON.stringify({
      analyticsRequest: {
        timeRange: {
          startTime: `${from} 00:00:00`,
          endTime: `${to} 23:59:59`,
          timezone: 'Etc/GMT',
        },
        timeUnit: 'TIME_UNIT_DAY',
        values: [{ name: 'usd', aggregation: 'AGGREGATION_SUM' }],
        groupBy: ['description'],
        filters: [],
      },
    }),
  });
}

/** The answer holds so many models at most; what is beyond is not told. */
const cutNote = (from: string, to: string): SyncNote => ({
  code: 'costs_cut',
  text: `xAI told only a part of its costs from ${from} to ${to}: they are at least these.`,
  details: { from, to },
});

function costStream(context: ProviderContext, team: () => Promise<string>): Stream {
  return {
    name: 'costs',
    moneyFrom: 'cost-report',
    tellsMoney: true,
    days: {
      firstDay: context.firstDay,
      lastDay: context.today,
      windowDays: 10,
      rereadDays: 5,
    },
    read: async ({ fromDay, toDay }) => {
      const answer = await askUsage(context, team, fromDay, toDay);
      const { timeSeries, limitReached } = readAnswer(NAME, answer, usage);
      const { items, rejects } = readList(NAME, answer, timeSeries, series);
      const rows = items.flatMap(({ groupLabels, dataPoints }) =>
        dataPoints.map(({ timestamp, values: [amountMicro = 0n] }): ChargeRow => {
          const model = groupLabels?.[0] ?? null;
          const unnamed = { project: null, description: null, reference: null, nativeId: null };
          const of = { kind: 'charge', source: 'cost-report', line: 1, identity: null } as const;
          const money = { amountMicro, grossMicro: null, currency: 'USD' };
          return { ...of, ...money, ...unnamed, day: timestamp, tool: TOOL, model };
        }),
      );
      return {
        rows: rows.filter(({ amountMicro }) => amountMicro !== 0n),
        notes: limitReached === true ? [cutNote(fromDay, toDay)] : [],
        rejects,
        next: null,
        entries: timeSeries.length,
      };
    },
  };
}

// A ledger in cents as text, its signs turned: what was bought is negative, and so is what is left.
const ledgerAmount = z.object({ val: cents });
const balance = z.object({ total: ledgerAmount, changes: optional(anyList) });
const change = z.object({ amount: ledgerAmount });

/** What is left, as far as it is posted: this month's spend goes off it when the month ends. */
function creditStream({ client }: ProviderContext, team: () => Promise<string>): Stream {
  return {
    name: 'credits',
    moneyFrom: 'cost-report',
    days: null,
    read: async () => {
      const answer = await client.send({ method: 'GET', path: `${await team()}/prepaid/balance` });
      const { total, changes } = readAnswer(NAME, answer, balance);
      const { items, rejects } = readList(NAME, answer, changes ?? [], change);
      const bought = items.reduce(
        (sum, { amount }) => (amount.val < 0n ? sum - amount.val : sum),
        0n,
      );
      const credit: CreditSeen | null =
        bought === 0n ? null : { leftMicro: -total.val, boughtMicro: bought, currency: 'USD' };
      return { credit, rejects, next: null, entries: 1 };
    },
  };
}

export const xai: Provider = {
  id: 'xai',
  name: NAME,
  keyHint: KEY_HINT,
  baseUrl: 'https://management-api.x.ai',
  allowsCustomUrl: false,
  needsOrganization: false,
  capabilities: {
    usage: false,
    costs: 'billed',
    members: false,
    seats: false,
    keys: false,
    invoices: false,
    setLimit: [],
    pauseKey: 'none',
  },
  historyDays: null,
  rereadDays: 5,
  rules: {
    pace: { other: { perMinute: 60, burst: 10 } },
    firstWaitSeconds: 1,
    headers: {},
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
    downloadHosts: [],
  },
  check: (context) => {
    const team = teamOf(context);
    const yesterday = addDays(context.today, -1);
    return checkFeatures(NAME, KEY_HINT, [
      { feature: 'costs', ask: () => askUsage(context, team, yesterday, context.today) },
      {
        feature: 'credits',
        ask: async () =>
          context.client.send({ method: 'GET', path: `${await team()}/prepaid/balance` }),
      },
    ]);
  },
  sync: (context, stored) => {
    const team = teamOf(context);
    const streams = [creditStream(context, team), costStream(context, team)];
    return runStreams(NAME, streams, context, stored);
  },
};
