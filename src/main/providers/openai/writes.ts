import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import { cents, currency } from '../answer-fields.ts';
import { readAnswer, readList } from '../answer-list.ts';
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
import type { Answer } from '../provider-client.ts';
import type { ReadPage, Stream } from '../stream.ts';
import { hasKey, projectsIn } from './people-and-keys.ts';
import { OPENAI } from './words.ts';

// Costs are dollars, limits are whole cents.
const limitAnswer = z.object({ threshold_amount: cents, currency });

function limitPath({ scope, target }: LimitChange): string | null {
  if (scope === 'organization') return ORGANIZATION_LIMIT;
  return scope !== 'project' || target === null ? null : projectLimit(target);
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

const ORGANIZATION_LIMIT = '/organization/spend_limit';
const projectLimit = (id: string): string =>
  `/organization/projects/${encodeURIComponent(id)}/spend_limit`;

const askLimit = ({ client }: ProviderContext, path: string): Promise<Answer> =>
  client.send({ method: 'GET', path, expects: [404] });

const limitIn = (answer: z.infer<typeof limitAnswer> | undefined): SpendLimit => ({
  amountMicro: answer?.threshold_amount ?? null,
  currency: answer?.currency ?? 'USD',
  period: 'month',
});

/** The limit in force; `null` amount where there is none. */
async function readLimit(context: ProviderContext, path: string): Promise<SpendLimit> {
  const answer = await askLimit(context, path);
  return limitIn(answer.status === 404 ? undefined : readAnswer(OPENAI, answer, limitAnswer));
}

/**
 * The limits in force, one request each: there is no list of them. First the organization's, then
 * each project's; a page's name is the project's number. A key that may not read them is told so.
 */
export function limitsStream(context: ProviderContext): Stream {
  return {
    name: 'limits',
    moneyFrom: 'cost-report',
    days: null,
    read: async ({ page, facts }): Promise<ReadPage> => {
      const projects = projectsIn(facts);
      const index = page === null ? -1 : Number(page);
      const target = projects[index] ?? null;
      if (index >= 0 && target === null) return { next: null, entries: 0, isSilent: true };
      const path = target === null ? ORGANIZATION_LIMIT : projectLimit(target);
      const answer = await askLimit(context, path);
      // One project's limit that cannot be read hides no other's.
      const list = answer.status === 404 ? [] : [answer.body];
      const { items, rejects } = readList(OPENAI, answer, list, limitAnswer);
      const limit = limitIn(items[0]);
      const scope = target === null ? 'organization' : 'project';
      // A project without a limit is no empty page; "not found" shows nothing of what the key opens.
      const next = index + 1 < projects.length ? String(index + 1) : null;
      const place = { next, entries: 1, rejects };
      return limit.amountMicro === null
        ? { ...place, isSilent: true }
        : { ...place, limits: [{ scope, target, name: null, limit, usedMicro: null }] };
    },
  };
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
