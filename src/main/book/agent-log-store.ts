import { randomUUID } from 'node:crypto';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';
import { type Source, sourceNamed } from './sources.ts';

/** A log as the book keeps it. Of equal events the log with the smaller `place` says whose they are. */
export type KeptLog = {
  readonly id: number;
  readonly sourceId: number;
  readonly path: string;
  readonly isOpen: number;
  readonly place: number;
  readonly changedMs: number;
  /** Of entries of the first version; later ones say themselves which import brought what. */
  readonly importId: number | null;
  readonly entry: Buffer;
};

const COLUMNS =
  'id, source_id AS sourceId, path, is_open AS isOpen, place, changed_ms AS changedMs, import_id AS importId, entry';

/** Every log whose events count, in the order of their places. */
export function keptLogs(book: Book): KeptLog[] {
  return connectionOf(book).all<KeptLog>(`SELECT ${COLUMNS} FROM agent_log ORDER BY place, id`);
}

export type NewLog = Omit<KeptLog, 'id' | 'isOpen' | 'importId' | 'entry'> & {
  readonly entry: Uint8Array;
};

/** Keeps a log that is new to the book; gives its id. */
export function keepLog(book: Book, log: NewLog): number {
  const { id } = connectionOf(book).run(
    'INSERT INTO agent_log (source_id, path, is_open, place, changed_ms, entry) VALUES (?, ?, 1, ?, ?, ?)',
    log.sourceId,
    log.path,
    log.place,
    log.changedMs,
    Buffer.from(log.entry),
  );
  return id;
}

/** What was read on from a log that has grown. */
export function keepGrown(book: Book, id: number, changedMs: number, entry: Uint8Array): void {
  connectionOf(book).run(
    'UPDATE agent_log SET entry = ?, changed_ms = ? WHERE id = ?',
    Buffer.from(entry),
    changedMs,
    id,
  );
}

/** Keeps a log's events, and reads it afresh the next time. */
export function closeLog(book: Book, id: number): void {
  connectionOf(book).run('UPDATE agent_log SET is_open = 0 WHERE id = ?', id);
}

export function dropLog(book: Book, id: number): void {
  connectionOf(book).run('DELETE FROM agent_log WHERE id = ?', id);
}

/** Notes which logs an import held, whether it brought anything of them or found them known. */
export function noteReading(book: Book, importId: number, logIds: readonly number[]): void {
  const ranges: [number, number][] = [];
  for (const id of logIds.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && id <= last[1] + 1) last[1] = id;
    else ranges.push([id, id]);
  }
  connectionOf(book).run(
    'INSERT INTO agent_log_reading (import_id, logs) VALUES (?, ?)',
    importId,
    JSON.stringify(ranges),
  );
}

/** The first later import that held a log and is not undone; `null` where none did. */
export function nextReading(book: Book, importId: number): (logId: number) => number | null {
  const later = connectionOf(book)
    .all<{ importId: number; logs: string }>(
      `SELECT import_id AS importId, logs FROM agent_log_reading JOIN import ON import.id = import_id
       WHERE import_id > ? AND undone_at IS NULL ORDER BY import_id`,
      importId,
    )
    .map((one) => ({ ...one, ranges: JSON.parse(one.logs) as [number, number][] }));
  return (logId) =>
    later.find(({ ranges }) => ranges.some(([from, to]) => from <= logId && logId <= to))
      ?.importId ?? null;
}

export type Device = { readonly id: string; readonly name: string };

export function devices(book: Book): Device[] {
  return connectionOf(book).all<Device>('SELECT id, name FROM device ORDER BY name');
}

/** The computer of this name, made where it is new; its id is chance, never made of a path or a name. */
export function deviceNamed(book: Book, name: string): Device {
  const found = connectionOf(book).get<Device>('SELECT id, name FROM device WHERE name = ?', name);
  if (found) return found;
  const id = randomUUID();
  connectionOf(book).run('INSERT INTO device (id, name) VALUES (?, ?)', id, name);
  return { id, name };
}

/** A name that no computer has yet. */
export function freeDeviceName(book: Book): string {
  const taken = new Set(devices(book).map(({ name }) => name.toLowerCase()));
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
  const found = connectionOf(book).all<{ id: number; name: string }>(
    "SELECT id, name FROM source WHERE kind = 'agent-log' ORDER BY id",
  );
  return new Map(
    found.map(({ id, name }) => [id, withPerson({ id, kind: 'agent-log', name, accountId: null })]),
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

/** A row of use that stands in the book for an agent log. */
export type HeldAgentUsage = {
  readonly id: number;
  readonly identityId: number;
  readonly sourceId: number;
  readonly day: string;
  readonly tool: string;
  readonly model: string;
  readonly project: string;
  readonly detail: string;
  readonly tier: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly requests: number;
  readonly searches: number;
  readonly costMicro: number | null;
  readonly creditsMicro: number;
};

export function heldAgentUsage(book: Book): HeldAgentUsage[] {
  return connectionOf(book).all<HeldAgentUsage>(
    `SELECT usage.id, identity_id AS identityId, source_id AS sourceId, day, tool.text AS tool, model.text AS model,
       project.text AS project, detail.text AS detail, coalesce(tier.text, '') AS tier,
       input_tokens AS inputTokens, output_tokens AS outputTokens, cache_read_tokens AS cacheReadTokens,
       cache_write_tokens AS cacheWriteTokens, cache_write_1h_tokens AS cacheWrite1hTokens, requests, searches,
       cost_micro AS costMicro, credits_micro AS creditsMicro
     FROM usage JOIN identity ON identity.id = identity_id JOIN source ON source.id = source_id
       JOIN label AS tool ON tool.id = tool_id JOIN label AS model ON model.id = model_id
       JOIN label AS project ON project.id = project_id JOIN label AS detail ON detail.id = detail_id
       LEFT JOIN label AS tier ON tier.id = tier_id
     WHERE source.kind = 'agent-log'`,
  );
}

export function dropUsage(book: Book, id: number): void {
  connectionOf(book).run('DELETE FROM usage WHERE id = ?', id);
}
