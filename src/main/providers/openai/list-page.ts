import { z } from 'zod';
import { optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext } from '../provider.ts';
import { requestFailure } from '../request-failure.ts';
import type { ReadPage } from '../stream.ts';
import { OPENAI } from './words.ts';

const listPage = z.object({ data: anyList, has_more: z.boolean(), last_id: optionalText });

type Extra = {
  readonly query?: readonly (readonly [string, string])[];
  readonly lenient?: readonly number[];
};

/** One page of any of the organization's lists, which all page alike; `lenient` names the statuses that mean no more than that it is closed to the key. */
export async function readListPage<T>(
  { client }: ProviderContext,
  path: string,
  after: string | null,
  shape: z.ZodType<T>,
  extra: Extra = {},
): Promise<{ items: readonly T[]; page: ReadPage }> {
  const answer = await client.send({
    method: 'GET',
    path,
    query: [
      ['limit', '100'],
      ...(extra.query ?? []),
      ...(after === null ? [] : [['after', after] as const]),
    ],
    ...(extra.lenient ? { expects: extra.lenient } : {}),
  });
  // One project that is closed to the key does not close the others.
  if (answer.status >= 400) return { items: [], page: { next: null, entries: 1, isSilent: true } };
  const read = readAnswer(OPENAI, answer, listPage);
  if (read.has_more && read.last_id === null)
    throw requestFailure('answer_changed', OPENAI, { field: 'last_id' });
  const { items, rejects } = readList(OPENAI, answer, read.data, shape);
  const next = read.has_more ? read.last_id : null;
  return { items, page: { next, entries: read.data.length, rejects } };
}
