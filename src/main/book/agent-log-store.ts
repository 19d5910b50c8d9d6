import { randomUUID } from 'node:crypto';
import type { Book } from './book.ts';
import { type Source, sourceNamed } from './sources.ts';
import type { Device } from './stores/agent-logs.ts';

/** Notes which logs an import held, whether it brought anything of them or found them known. */
export function noteReading(book: Book, importId: number, logIds: readonly number[]): void {
  const ranges: [number, number][] = [];
  for (const id of logIds.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && id <= last[1] + 1) last[1] = id;
    else ranges.push([id, id]);
  }
  book.agentLogs.noteReading(importId, JSON.stringify(ranges));
}

/** The first later import that held a log and is not undone; `null` where none did. */
export function nextReading(book: Book, importId: number): (logId: number) => number | null {
  const later = book.agentLogs
    .laterReadings(importId)
    .map((one) => ({ ...one, ranges: JSON.parse(one.logs) as [number, number][] }));
  return (logId) =>
    later.find(({ ranges }) => ranges.some(([from, to]) => from <= logId && logId <= to))
      ?.importId ?? null;
}

/** The computer of this name, made where it is new; its id is chance, never made of a path or a name. */
export function deviceNamed(book: Book, name: string): Device {
  const found = book.agentLogs.deviceNamed(name);
  if (found) return found;
  const id = randomUUID();
  book.agentLogs.addDevice(id, name);
  return { id, name };
}

/** A name that no computer has yet. */
export function freeDeviceName(book: Book): string {
  const taken = new Set(book.agentLogs.devices().map(({ name }) => name.toLowerCase()));
  let number = 1;
  while (taken.has(`computer ${number}`)) number += 1;
  return `Computer ${number}`;
}

/** The agent logs of one person's computer. */
export type LogSource = Source & {
  /** E-mail as it was given; `null`: nobody was named. */
  readonly person: string | null;
  readonly device: string;
};

const UNNAMED = 'unnamed';

export function logSource(book: Book, person: string | null, device: string): LogSource {
  return withPerson(sourceNamed(book, 'agent-log', `${person ?? UNNAMED} ${device}`));
}

export function logSources(book: Book): Map<number, LogSource> {
  return new Map(
    book.sources
      .ofAgentLogs()
      .map(({ id, name }) => [id, withPerson({ id, kind: 'agent-log', name, accountId: null })]),
  );
}

function withPerson(source: Source): LogSource {
  const at = source.name.lastIndexOf(' ');
  const person = source.name.slice(0, at);
  return {
    ...source,
    person: person === UNNAMED ? null : person,
    device: source.name.slice(at + 1),
  };
}
