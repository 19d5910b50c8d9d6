import type { z } from 'zod';
import type { IsoDay } from '../../core/calendar.ts';
import { readList } from './answer-list.ts';
import { requestFailure } from './request-failure.ts';
import type { ReadPage } from './stream.ts';

type Provider = Parameters<typeof readList>[0];
type Answer = Parameters<typeof readList>[1];

/** One result of a report, with the day of the bucket that it stood in. */
export type Bucketed<T> = { readonly day: IsoDay; readonly result: T };

/**
 * Takes a page of day buckets apart: its results with their days, and what the sync needs to go on.
 * A page that says there is more and does not say where is `answer_changed`.
 */
export function readDatedBuckets<T>(
  provider: Provider,
  answer: Answer,
  page: {
    readonly buckets: readonly {
      readonly day: IsoDay;
      readonly results: Parameters<typeof readList>[2];
    }[];
    readonly hasMore: boolean;
    readonly nextPage: string | null;
  },
  shape: z.ZodType<T>,
): { results: Bucketed<T>[]; page: ReadPage } {
  const next = page.hasMore ? page.nextPage : null;
  if (page.hasMore && next === null) {
    throw requestFailure('answer_changed', provider, { field: 'next_page' });
  }
  const lists = page.buckets.map(({ day, results }) => ({
    day,
    listed: readList(provider, answer, results, shape),
  }));
  return {
    results: lists.flatMap(({ day, listed }) => listed.items.map((result) => ({ day, result }))),
    page: {
      next,
      entries: page.buckets.length,
      wholeThrough: lists.reduce<IsoDay | null>(
        (last, { day }) => (last === null || day > last ? day : last),
        null,
      ),
      rejects: lists.flatMap(({ day, listed }) =>
        listed.rejects.map((reject) => ({ ...reject, day })),
      ),
    },
  };
}
