import { microText } from '../../../core/money.ts';
import {
  limitNotPossible,
  limitWords,
  notReadBack,
  planned,
  reversiblePause,
  sendWrite,
  type WriteSpec,
} from '../planned-write.ts';
import type {
  LimitActions,
  LimitChange,
  PauseActions,
  PauseChange,
  ProviderContext,
  SpendLimit,
} from '../provider.ts';
import { findKey, findTeam, findUser, limitOf } from './people-and-keys.ts';
import { LITELLM } from './words.ts';

const DURATIONS = { day: '24h', week: '7d', month: '30d', lifetime: null } as const;
const TARGETS = { key: 'key', person: 'user', team: 'team' } as const;
const ID_FIELDS = { key: 'key', user: 'user_id', team: 'team_id' } as const;

function limitSpec(change: LimitChange): WriteSpec {
  const { scope, target, period, amountMicro } = change;
  if (!(scope in TARGETS) || !(period in DURATIONS) || target === null)
    throw limitNotPossible(LITELLM, change);
  const kind = TARGETS[scope as keyof typeof TARGETS];
  return {
    method: 'POST',
    path: `/${kind}/update`,
    body: {
      [ID_FIELDS[kind]]: target,
      // Dollars with a fraction.
      max_budget: amountMicro === null ? null : Number(microText(amountMicro)),
      budget_duration: amountMicro === null ? null : DURATIONS[period as keyof typeof DURATIONS],
    },
    words: limitWords(change),
    reversible: true,
  };
}

async function readLimit(
  context: ProviderContext,
  change: LimitChange,
): Promise<SpendLimit | null> {
  const target = change.target ?? '';
  if (change.scope === 'key') return (await findKey(context, target))?.limit ?? null;
  const found = await (change.scope === 'team' ? findTeam : findUser)(context, target);
  return found && limitOf(found);
}

export const limits: LimitActions = {
  planLimit: async (context, change) => planned(context, limitSpec(change)),
  doLimit: async (context, change) => {
    await sendWrite(context, limitSpec(change));
    const none: SpendLimit = { amountMicro: null, currency: 'USD', period: change.period };
    const shown = (await readLimit(context, change)) ?? none;
    if (shown.amountMicro !== change.amountMicro) throw notReadBack(LITELLM);
    return shown;
  },
};

function pauseSpec({ keyId, paused }: PauseChange): WriteSpec {
  return {
    method: 'POST',
    path: paused ? '/key/block' : '/key/unblock',
    // The hash may be sent where a key is asked for (unconfirmed).
    body: { key: keyId },
    words: {
      code: paused ? 'key_pause' : 'key_resume',
      text: paused
        ? `Block key ${keyId}: what uses it stops at once. It can be unblocked.`
        : `Unblock key ${keyId}.`,
      details: { key: keyId },
    },
    reversible: true,
  };
}

export const pause: PauseActions = reversiblePause(
  LITELLM,
  pauseSpec,
  async (context, keyId) => (await findKey(context, keyId))?.status,
);
