import type { IsoDay } from '../../../core/calendar.ts';
import type { Book } from '../../book/book.ts';
import { kindWeights, weightIn } from '../output/output-months.ts';

export type OutputDay = { readonly day: IsoDay; readonly units: number };

/**
 * Accepted output per day between two days, in weighted units, by e-mail in lower case. What was
 * reopened by the last of them does not count (RULES.md, Output).
 */
export function outputDays(book: Book, from: IsoDay, to: IsoDay): Map<string, OutputDay[]> {
  const weights = kindWeights(book);
  const rows = book.output.byDay(from, to);
  const found = new Map<string, OutputDay[]>();
  for (const { email, day, kind, milli } of rows) {
    const { weightMilli } = weightIn(day.slice(0, 7), weights.get(kind));
    const list = found.get(email) ?? [];
    list.push({ day, units: (milli * weightMilli) / 1e6 });
    found.set(email, list);
  }
  return found;
}

export function unitsBetween(
  days: readonly OutputDay[] | undefined,
  from: IsoDay,
  to: IsoDay,
): number {
  return (days ?? []).reduce(
    (sum, one) => (one.day >= from && one.day <= to ? sum + one.units : sum),
    0,
  );
}
