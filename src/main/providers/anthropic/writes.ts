import { z } from 'zod';
import { cents, currency, optionalText } from '../answer-fields.ts';
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
  PauseActions,
  PauseChange,
  ProviderContext,
  SpendLimit,
} from '../provider.ts';
import { findKey } from './people-and-keys.ts';
import { ANTHROPIC } from './words.ts';

const PERIODS = { day: 'daily', week: 'weekly', month: 'monthly' } as const;

const spendLimit = z.object({ amount: cents.nullable(), currency, period: optionalText });

function limitSpec(change: LimitChange): WriteSpec & { period: string } {
  const period = change.period in PERIODS ? PERIODS[change.period as keyof typeof PERIODS] : null;
  const scope = scopeOf(change);
  if (period === null || scope === null) throw limitNotPossible(ANTHROPIC, change);
  const { amountMicro } = change;
  // A whole number of cents as a string; null is an explicit "no limit".
  const amount = amountMicro === null ? null : String(wholeUnits(amountMicro, 10_000n, 'cents'));
  return {
    method: 'POST',
    path: '/v1/organizations/spend_limits',
    body: { scope, amount, period },
    words: limitWords(change),
    reversible: true,
    period,
  };
}

/** Persons on Enterprise; the organization or a workspace by the month on the Console, as a preview. */
function scopeOf({ scope, target, period }: LimitChange): Readonly<Record<string, string>> | null {
  if (scope === 'person' && target !== null) return { type: 'user', user_id: target };
  if (period !== 'month') return null;
  if (scope === 'workspace' && target !== null) return { type: 'workspace', workspace_id: target };
  return scope === 'organization' ? { type: 'organization' } : null;
}

const periodOf = (period: string | null): SpendLimit['period'] =>
  period === 'daily'
    ? 'day'
    : period === 'weekly'
      ? 'week'
      : period === 'monthly'
        ? 'month'
        : 'other';

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
  return { amountMicro: found.amount, currency: found.currency, period: periodOf(found.period) };
}

export const limits: LimitActions = {
  planLimit: async (context, change) => planned(context, limitSpec(change)),
  doLimit: async (context, change) => {
    const spec = limitSpec(change);
    const answer = await sendWrite(context, spec);
    const told = readAnswer(ANTHROPIC, answer, spendLimit);
    const set = {
      amountMicro: told.amount,
      currency: told.currency,
      period: periodOf(told.period),
    };
    const shown =
      change.scope === 'person' && change.target !== null
        ? await effectiveLimit(context, change.target, spec.period)
        : set;
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
