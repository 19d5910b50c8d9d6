import { z } from 'zod';
import { cents, currency, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import {
  limitNotPossible,
  limitWords,
  notReadBack,
  planned,
  reversiblePause,
  sendWrite,
  type WriteSpec,
  wholeUnits,
} from '../planned-write.ts';
import type {
  LimitActions,
  LimitChange,
  LimitSeen,
  PauseActions,
  PauseChange,
  ProviderContext,
  SpendLimit,
} from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import type { Stream } from '../stream.ts';
import { findKey } from './people-and-keys.ts';
import { ANTHROPIC } from './words.ts';

const PERIODS = { day: 'daily', week: 'weekly', month: 'monthly' } as const;

const spendLimit = z.object({ amount: cents.nullable(), currency, period: optionalText });

function limitSpec(context: ProviderContext, change: LimitChange): WriteSpec & { period: string } {
  const period = change.period in PERIODS ? PERIODS[change.period as keyof typeof PERIODS] : null;
  const { scope: kind, target } = change;
  if (period === null || kind !== 'person' || target === null || !isEnterprise(context))
    throw limitNotPossible(ANTHROPIC, change);
  const { amountMicro } = change;
  // A whole number of cents as a string; null is an explicit "no limit".
  const amount = amountMicro === null ? null : String(wholeUnits(amountMicro, 10_000n, 'cents'));
  return {
    method: 'POST',
    path: '/v1/organizations/spend_limits',
    body: { scope: { type: 'user', user_id: target }, amount, period },
    words: limitWords(change),
    reversible: true,
    period,
  };
}

/** Enterprise organizations alone have spend limits, one per person; their keys begin differently. */
export const isEnterprise = ({ client }: ProviderContext): boolean =>
  client.keyBegins('sk-ant-api01-');

const limitPeriod = (period: string | null): SpendLimit['period'] =>
  period === 'daily'
    ? 'day'
    : period === 'weekly'
      ? 'week'
      : period === 'monthly'
        ? 'month'
        : 'other';

const effective = spendLimit.extend({
  actor: z.object({ user_id: optionalText, name: optionalText }),
  period_to_date_spend: optional(cents),
});
const effectivePage = z.object({ data: anyList, next_page: optionalText });

/**
 * What each member of an Enterprise organization may spend, and has. A Console organization has no
 * such list (400, 403 or 404): it is left out. That "0" spent can mean "not available now" is why a
 * zero is told as nothing known.
 */
export function limitsStream({ client }: ProviderContext): Stream {
  return {
    name: 'limits',
    moneyFrom: 'usage',
    days: null,
    read: async ({ page }) => {
      const answer = await client.send({
        method: 'GET',
        path: '/v1/organizations/spend_limits/effective',
        query: [['limit', '100'], ...(page === null ? [] : [['page', page] as const])],
        family: 'limits',
        expects: [400],
      });
      // A cursor is bound to its filters; the first page needs none, so its refusal closes the list.
      if (answer.status === 400) throw requestFailure('not_found', ANTHROPIC, { status: 400 });
      const read = readAnswer(ANTHROPIC, answer, effectivePage);
      const { items, rejects } = readList(ANTHROPIC, answer, read.data, effective);
      return {
        limits: items.flatMap(limitSeen),
        rejects,
        entries: read.data.length,
        next: read.next_page,
      };
    },
  };
}

function limitSeen(one: z.infer<typeof effective>): LimitSeen[] {
  const target = one.actor?.user_id ?? null;
  if (target === null) return [];
  const limit = {
    amountMicro: one.amount,
    currency: one.currency,
    period: limitPeriod(one.period),
  };
  const usedMicro = one.period_to_date_spend || null;
  return [{ scope: 'person', target, name: one.actor?.name ?? null, limit, usedMicro }];
}

async function effectiveLimit(
  context: ProviderContext,
  userId: string,
  period: string,
): Promise<SpendLimit | null> {
  const answer = await context.client.send({
    method: 'GET',
    path: '/v1/organizations/spend_limits/effective',
    query: [
      ['user_ids[]', userId],
      ['period[]', period],
    ],
    family: 'limits',
  });
  const { data } = readAnswer(ANTHROPIC, answer, z.object({ data: anyList }));
  const [found] = readList(ANTHROPIC, answer, data, spendLimit).items;
  if (!found) return null;
  return { amountMicro: found.amount, currency: found.currency, period: limitPeriod(found.period) };
}

export const limits: LimitActions = {
  planLimit: async (context, change) => planned(context, limitSpec(context, change)),
  doLimit: async (context, change) => {
    const spec = limitSpec(context, change);
    await sendWrite(context, spec);
    const shown = await effectiveLimit(context, change.target ?? '', spec.period);
    if (shown === null || shown.amountMicro !== change.amountMicro) throw notReadBack(ANTHROPIC);
    return shown;
  },
};

function pauseSpec({ keyId, paused }: PauseChange): WriteSpec {
  return {
    method: 'POST',
    path: `/v1/organizations/api_keys/${encodeURIComponent(keyId)}`,
    body: { status: paused ? 'inactive' : 'active' },
    words: {
      code: paused ? 'key_pause' : 'key_resume',
      text: paused
        ? `Set key ${keyId} to inactive: what uses it stops at once. It can be made active again.`
        : `Make key ${keyId} active again.`,
      details: { key: keyId },
    },
    reversible: true,
  };
}

export const pause: PauseActions = reversiblePause(
  ANTHROPIC,
  pauseSpec,
  async (context, keyId) => (await findKey(context, keyId))?.status,
);
