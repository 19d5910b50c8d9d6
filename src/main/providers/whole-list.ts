import type { RowReject } from '../../core/spend/rows.ts';
import { requestFailure } from './request-failure.ts';

const MOST_PAGES = 500;

/** One answer of a list that is read to its end at once; `next` is `null` at the end. */
export type ListPage<T> = {
  readonly items: readonly T[];
  readonly rejects: readonly RowReject[];
  readonly next: string | null;
};

/**
 * All pages of what belongs together (a day's bill), so that it reaches the book as a whole. A page
 * that leads to one that was read already ends in `Failure('cursor_loop')`.
 */
export async function wholeList<T>(
  provider: string,
  read: (page: string | null) => Promise<ListPage<T>>,
): Promise<{ readonly items: T[]; readonly rejects: RowReject[] }> {
  const items: T[] = [];
  const rejects: RowReject[] = [];
  const seen = new Set<string>();
  let page: string | null = null;
  do {
    const { next, ...found }: ListPage<T> = await read(page);
    items.push(...found.items);
    rejects.push(...found.rejects);
    if (next !== null && (seen.has(next) || seen.size >= MOST_PAGES))
      throw requestFailure('cursor_loop', provider, { page: next });
    if (next !== null) seen.add(next);
    page = next;
  } while (page !== null);
  return { items, rejects };
}
