import type { ExportFlavour, exportGiven, exportRun } from '../../../contract/book.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { Context } from '../context.ts';
import { type ExportWarning, warning } from './export-warning.ts';

/** Keeps which entries were given to a software, with the day of the last time. */
export function noteGiven(
  { book, now }: Context,
  { month, flavour, entries }: InputOf<typeof exportGiven>,
): OutputOf<typeof exportGiven> {
  const at = now();
  book.transaction(() => {
    for (const entry of entries) book.exports.note({ entry, software: flavour, month, at });
  });
  return { noted: entries.length };
}

/** Says where some of the entries were given to the same software before: imported twice, they count twice. */
export function givenBefore(
  { book }: Context,
  given: OutputOf<typeof exportRun>['given'],
  flavour: ExportFlavour,
): ExportWarning[] {
  const before = given.flatMap(({ month, entries }) => {
    const known = new Set(entries);
    return book.exports.given(month, flavour).filter(({ entry }) => known.has(entry));
  });
  if (before.length === 0) return [];
  const last =
    before
      .map(({ at }) => at)
      .sort()
      .at(-1) ?? '';
  const count = before.length;
  return [
    warning(
      'entries_given_before',
      `${count} of these entries were written for this software on ${last.slice(0, 10)} already. Imported twice, they are booked twice.`,
      { count, day: last.slice(0, 10) },
    ),
  ];
}
