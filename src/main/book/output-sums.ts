import type { IsoDay } from '../../core/calendar.ts';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

type StateCount = {
  readonly email: string;
  readonly items: number;
  readonly accepted: number;
  readonly reopened: number;
};

/** How many items were logged in some days, by state, and by whom; `email` asks for one author's. */
export function outputSums(
  book: Book,
  {
    from,
    to,
    email,
  }: { readonly from: IsoDay; readonly to: IsoDay; readonly email: string | null },
): {
  readonly counts: {
    readonly items: number;
    readonly accepted: number;
    readonly waiting: number;
    readonly reopened: number;
  };
  readonly authors: string[];
} {
  const rows = connectionOf(book).all<StateCount>(
    `SELECT email, count(*) AS items, sum(reopened_day IS NULL AND accepted = 1) AS accepted,
       sum(reopened_day IS NOT NULL) AS reopened
     FROM output_item WHERE day BETWEEN ? AND ? AND (? IS NULL OR email = ?)
     GROUP BY email ORDER BY email`,
    from,
    to,
    email,
    email,
  );
  const sum = (field: 'items' | 'accepted' | 'reopened'): number =>
    rows.reduce((total, row) => total + row[field], 0);
  const [items, accepted, reopened] = [sum('items'), sum('accepted'), sum('reopened')];
  return {
    counts: { items, accepted, waiting: items - accepted - reopened, reopened },
    authors: rows.map((row) => row.email),
  };
}
