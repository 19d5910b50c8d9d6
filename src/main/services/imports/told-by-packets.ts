import type { IsoDay } from '../../../core/calendar.ts';
import { modelsAlike } from '../../../core/packets/shared-usage.ts';
import { type LogSource, logSource } from '../../book/agent-log-store.ts';
import { sumUsageMonth } from '../../book/usage-months.ts';
import type { Context } from '../context.ts';
import { isPersonBook } from '../packets/installation.ts';
import { heldPeople } from '../people/people.ts';
import { TouchedMonths } from './usage-store.ts';

type Read = { readonly source: LogSource; readonly day: IsoDay; readonly tool: string };

/**
 * Takes away what packets told of a computer whose logs the office has now read itself: the log says the
 * same with its projects, and an event counts once, whichever of the two came first. Closed months stay.
 */
export function dropToldByPackets({ book }: Context, read: readonly Read[]): void {
  const pairings = book.pairings.all();
  if (pairings.length === 0 || isPersonBook(book)) return;
  const emails = new Map(heldPeople(book).map(({ id, email }) => [id, email]));
  const told = pairings.map(({ personId, installation }) =>
    logSource(book, emails.get(personId) ?? null, installation),
  );
  const isSame = (one: string | null, other: string | null): boolean =>
    one !== null && one.toLowerCase() === other?.toLowerCase();
  const ids = new Set(told.map(({ id }) => id));
  const days = new Map(read.map((one) => [`${one.source.person}\n${one.day}\n${one.tool}`, one]));
  const touched = new TouchedMonths();
  for (const { source, day, tool } of days.values()) {
    if (book.closures.isClosed(day.slice(0, 7))) continue;
    for (const one of told.filter(({ person }) => isSame(person, source.person))) {
      const rows = book.usage.ofDevice(one.id, day, tool);
      if (rows.length === 0) continue;
      const beside = book.usage
        .ofPersonsLogs(one.person ?? '', one.id, day, tool)
        .filter(({ sourceId }) => !ids.has(sourceId));
      const alike = modelsAlike(rows, beside);
      for (const { id, identityId, model } of rows) {
        if (!alike.has(model)) continue;
        book.agentLogs.dropUsage(id);
        touched.add(identityId, day.slice(0, 7));
      }
    }
  }
  for (const [identityId, month] of touched) sumUsageMonth(book, identityId, month);
}
