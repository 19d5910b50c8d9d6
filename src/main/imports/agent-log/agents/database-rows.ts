import { type AgentEvent, type AgentReading, isEmpty } from './agent.ts';

export type Row = Readonly<Record<string, unknown>>;

/** The events of all rows; a row that cannot be read is `null`, and is counted. */
export function reading(
  rows: readonly Row[],
  eventsOf: (row: Row) => AgentEvent[] | null,
): AgentReading {
  const all = rows.map(eventsOf);
  const events = all.flatMap((some) => some ?? []).filter((event) => !isEmpty(event));
  return { events, lines: rows.length, skipped: all.filter((some) => some === null).length };
}

/** What a cell holds as JSON; `null` where it is none. */
export function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
