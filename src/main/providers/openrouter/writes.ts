import { z } from 'zod';
import { microText } from '../../../core/money.ts';
import { dollars } from '../answer-fields.ts';
import { readAnswer } from '../answer-list.ts';
import {
  limitNotPossible,
  limitWords,
  notReadBack,
  planned,
  sendWrite,
  type WriteSpec,
} from '../planned-write.ts';
import type {
  KeySeen,
  LimitActions,
  LimitChange,
  PauseActions,
  PauseChange,
  ProviderContext,
} from '../provider.ts';
import type { Answer } from '../provider-client.ts';
import { apiKey, keySeen } from './people-and-keys.ts';
import { OPENROUTER } from './words.ts';

const RESETS = { day: 'daily', week: 'weekly', month: 'monthly', lifetime: null } as const;

const keyPath = (hash: string): string => `/keys/${encodeURIComponent(hash)}`;

function limitSpec(change: LimitChange): WriteSpec {
  const { scope, target, amountMicro, period } = change;
  if (!(period in RESETS) || target === null) throw limitNotPossible(OPENROUTER, change);
  const reset = RESETS[period as keyof typeof RESETS];
  // Dollars with a fraction; six digits behind the point are exact in a JSON number of this size.
  const amount = amountMicro === null ? null : Number(microText(amountMicro));
  const words = limitWords(change);
  if (scope === 'key') {
    const body = { limit: amount, limit_reset: reset };
    return { method: 'PATCH', path: keyPath(target), body, words, reversible: true };
  }
  if (scope !== 'workspace' || amount === null) throw limitNotPossible(OPENROUTER, change);
  const path = `/workspaces/${encodeURIComponent(target)}/budgets/${reset ?? 'lifetime'}`;
  return { method: 'PUT', path, body: { limit_usd: amount }, words, reversible: true };
}

/** The key as it is now; that a single one can be asked for is unconfirmed, else the reply itself counts. */
async function readKey({ client }: ProviderContext, hash: string, reply: Answer): Promise<KeySeen> {
  const answer = await client.send({ method: 'GET', path: keyPath(hash), expects: [404, 405] });
  const seen = answer.status >= 400 ? reply : answer;
  return keySeen(readAnswer(OPENROUTER, seen, z.object({ data: apiKey })).data);
}

export const limits: LimitActions = {
  planLimit: async (context, change) => planned(context, limitSpec(change)),
  doLimit: async (context, change) => {
    const reply = await sendWrite(context, limitSpec(change));
    const none = { amountMicro: null, currency: 'USD', period: change.period } as const;
    const shown =
      change.scope === 'key' && change.target !== null
        ? ((await readKey(context, change.target, reply)).limit ?? none)
        : {
            ...none,
            amountMicro: readAnswer(
              OPENROUTER,
              reply,
              z.object({ data: z.object({ limit_usd: dollars }) }),
            ).data.limit_usd,
          };
    if (shown.amountMicro !== change.amountMicro) throw notReadBack(OPENROUTER);
    return shown;
  },
};

function pauseSpec({ keyId, paused }: PauseChange): WriteSpec {
  return {
    method: 'PATCH',
    path: keyPath(keyId),
    body: { disabled: paused },
    words: {
      code: paused ? 'key_pause' : 'key_resume',
      text: paused
        ? `Disable key ${keyId}: what uses it stops at once. It can be enabled again.`
        : `Enable key ${keyId} again.`,
      details: { key: keyId },
    },
    reversible: true,
  };
}

export const pause: PauseActions = {
  planPause: async (context, change) => planned(context, pauseSpec(change)),
  doPause: async (context, change) => {
    const reply = await sendWrite(context, pauseSpec(change));
    const { status } = await readKey(context, change.keyId, reply);
    if (status !== (change.paused ? 'paused' : 'active')) throw notReadBack(OPENROUTER);
    return status;
  },
};
