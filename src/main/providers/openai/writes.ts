import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import { cents, currency } from '../answer-fields.ts';
import { readAnswer } from '../answer-list.ts';
import {
  limitNotPossible,
  limitWords,
  notReadBack,
  planned,
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
import { hasKey } from './people-and-keys.ts';
import { OPENAI } from './words.ts';

// Costs are dollars, limits are whole cents.
const limitAnswer = z.object({ threshold_amount: cents, currency });

function limitPath({ scope, target }: LimitChange): string | null {
  if (scope === 'organization') return '/organization/spend_limit';
  if (scope !== 'project' || target === null) return null;
  return `/organization/projects/${encodeURIComponent(target)}/spend_limit`;
}

function limitSpec(change: LimitChange): WriteSpec {
  const path = limitPath(change);
  if (path === null || change.period !== 'month') throw limitNotPossible(OPENAI, change);
  const words = limitWords(change);
  if (change.amountMicro === null)
    return { method: 'DELETE', path, body: null, words, reversible: true };
  const threshold = wholeUnits(change.amountMicro, 10_000n, 'cents');
  if (threshold < 1) throw limitNotPossible(OPENAI, change);
  const body = { threshold_amount: threshold, currency: 'USD', interval: 'month' };
  return { method: 'POST', path, body, words, reversible: true };
}

async function readLimit({ client }: ProviderContext, path: string): Promise<SpendLimit> {
  const answer = await client.send({ method: 'GET', path, expects: [404] });
  if (answer.status === 404) return { amountMicro: null, currency: 'USD', period: 'month' };
  const told = readAnswer(OPENAI, answer, limitAnswer);
  return { amountMicro: told.threshold_amount, currency: told.currency, period: 'month' };
}

export const limits: LimitActions = {
  planLimit: async (context, change) => planned(context, limitSpec(change)),
  doLimit: async (context, change) => {
    const spec = limitSpec(change);
    await sendWrite(context, spec);
    const shown = await readLimit(context, spec.path);
    if (shown.amountMicro !== change.amountMicro) throw notReadBack(OPENAI);
    return shown;
  },
};

function deleteSpec({ keyId, paused, project }: PauseChange): WriteSpec & { project: string } {
  if (!paused)
    throw new Failure(
      'resume_not_possible',
      'OpenAI cannot bring a deleted key back. Create a new one in its console.',
      { provider: OPENAI },
    );
  if (project === null)
    throw new Failure('project_missing', 'The project of this key is not known. Sync first.', {
      provider: OPENAI,
    });
  return {
    method: 'DELETE',
    path: `/organization/projects/${encodeURIComponent(project)}/api_keys/${encodeURIComponent(keyId)}`,
    body: null,
    words: {
      code: 'key_delete',
      text: `Delete key ${keyId} for good. OpenAI cannot pause a key, and this cannot be undone.`,
      details: { key: keyId, project },
    },
    reversible: false,
    project,
  };
}

export const pause: PauseActions = {
  planPause: async (context, change) => planned(context, deleteSpec(change)),
  doPause: async (context, change) => {
    const spec = deleteSpec(change);
    await sendWrite(context, spec);
    if (await hasKey(context, spec.project, change.keyId)) throw notReadBack(OPENAI);
    return 'deleted';
  },
};
