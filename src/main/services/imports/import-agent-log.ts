import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ImportAsk, ImportDoc } from '../../../contract/imports.ts';
import {
  deviceNamed,
  freeDeviceName,
  type LogSource,
  logSource,
  logSources,
  noteReading,
} from '../../book/agent-log-store.ts';
import { audit } from '../../book/audit.ts';
import {
  type AgentUsageDay,
  countAgentLogs,
  type HeldEvents,
} from '../../imports/agent-log/count-agent-logs.ts';
import type { CountedLog } from '../../imports/agent-log/counted-log.ts';
import { daysIn } from '../../imports/agent-log/instants.ts';
import { encodeLogState } from '../../imports/agent-log/log-state.ts';
import { readAgentLogFiles } from '../../imports/agent-log/read-agent-logs.ts';
import { type Context, settingOf } from '../context.ts';
import { personByEmail } from '../people/people.ts';
import { countedLog, settleAgentUsage } from './agent-usage.ts';
import { emptyDoc, type ImportOptions } from './import-options.ts';
import { finishImport, startImport } from './import-record.ts';
import { DryRunEnds, REJECTS_INLINE } from './import-run.ts';
import { KeptLogs, type ReadLog } from './kept-logs.ts';

/** The place of a log whose source is not known yet. */
const NEW = -1;

/**
 * Takes the logs of one computer's coding agents: per day, model, project and tier, never a prompt or a
 * reply. Every event counts once, whatever folder, computer or person brings it; what was read before
 * and has not grown is not read again.
 */
export async function importAgentLog(
  context: Context,
  folder: string,
  options: ImportOptions,
): Promise<ImportDoc> {
  const { book } = context;
  const person = options.person === undefined ? null : personByEmail(book, options.person);
  const actor = person?.email ?? null;
  let doc = emptyDoc(folder, options);
  try {
    await book.longTransaction(async () => {
      const sources = logSources(book);
      const kept = new KeptLogs(
        book.agentLogs.kept(),
        (sourceId) => sources.get(sourceId)?.person === actor,
      );
      const read = await readAgentLogFiles(folder, {
        cache: kept,
        ...(context.signal ? { signal: context.signal } : {}),
        onProgress: ({ bytes, totalBytes }) =>
          context.progress({ task: basename(folder), done: bytes, total: totalBytes, rows: 0 }),
      });
      const logs = read.map((one) => kept.meet(one));
      const moves = answerOf(options, 'conflict') === 'move';
      const dayOf = daysIn(settingOf(context, 'company.time-zone'));
      const id = startImport(context, {
        file: folder,
        sha256: digestOf(logs),
        opened: { kind: 'agent-log', format: 'agent-log', header: [], ignoredColumns: [] },
        options,
      });
      for (const log of logs) noteImport(log, id);
      const { days, held } = countAgentLogs(allLogs(kept, logs, moves), dayOf);
      // Events that move were on a computer that is known: theirs, whoever sits at it now.
      const asHeld = moves ? countAgentLogs(allLogs(kept, logs, false), dayOf).days : days;
      const source = sourceOf(context, actor, options, asHeld, sources);
      const mine = days.map((day) => (day.owner === NEW ? { ...day, owner: source.id } : day));
      noteReading(book, id, keep(context, kept, logs, source, moves));
      const { tally, closedDays } = settleAgentUsage(context, mine, id);
      const rejects = refuseClosed(context, id, closedDays);
      const asks = [
        ...conflictAsks(days, sources, actor),
        ...deviceAsks(context, options, source, days),
      ];
      const notes = notesOf(logs, days, held);
      finishImport(context, id, tally, notes);
      doc = {
        ...doc,
        id,
        sha256: digestOf(logs),
        kind: 'agent-log',
        format: 'agent-log',
        ...tally,
        rejects,
        notes,
        asks,
        status: 'committed',
      };
      if (options.dryRun) throw new DryRunEnds();
      if (tally.rows > 0 && tally.unchanged === tally.rows) throw new NothingNew();
      audit(book, {
        at: context.now(),
        who: context.who,
        action: 'import',
        subject: `import ${id}`,
        detail: { file: basename(folder), kind: 'agent-log', person: actor, ...tally },
      });
    });
  } catch (error) {
    if (error instanceof DryRunEnds) return { ...doc, id: null, status: 'dry-run' };
    if (error instanceof NothingNew) return { ...doc, id: null, status: 'duplicate' };
    throw error;
  }
  return doc;
}

/** Everything in the logs was taken before: the transaction is given back, and the answer says so. */
class NothingNew extends Error {}

const answerOf = (options: ImportOptions, key: string): string | undefined =>
  options.answers?.[key];

function digestOf(logs: readonly ReadLog[]): string {
  const hash = createHash('sha256');
  for (const { state } of logs) {
    const cells = state.rows.used();
    hash.update(Buffer.from(cells.buffer, cells.byteOffset, cells.byteLength));
  }
  return hash.digest('hex');
}

/** Rows that no import has brought yet are this one's. */
function noteImport({ state }: ReadLog, importId: number): void {
  const { count } = state.rows;
  const noted = state.brought.at(-1)?.[1] ?? -1;
  if (count > noted) state.brought.push([importId, count]);
}

/** Every log of the book and those that were read, in the order that says whose an event is. */
function allLogs(kept: KeptLogs, logs: readonly ReadLog[], moves: boolean): CountedLog[] {
  const byId = new Map(logs.flatMap((log) => (log.keptId === null ? [] : [[log.keptId, log]])));
  const known = kept.logs.flatMap((one): CountedLog[] => {
    const log = byId.get(one.id);
    const there = log === undefined ? countedLog(one, false) : counted(log, one.sourceId);
    return there === null ? [] : [there];
  });
  const fresh = logs.filter(({ keptId }) => keptId === null).map((log) => counted(log, NEW));
  return moves ? [...fresh, ...known] : [...known, ...fresh];
}

const counted = ({ state, changedMs, project }: ReadLog, owner: number): CountedLog => ({
  state,
  changedMs,
  project,
  owner,
  isRead: true,
});

/**
 * The computer that the logs are of: the one that is named, else the one that holds most of their
 * events, else the person's last one, else a new one.
 */
function sourceOf(
  context: Context,
  actor: string | null,
  options: ImportOptions,
  days: readonly AgentUsageDay[],
  sources: ReadonlyMap<number, LogSource>,
): LogSource {
  const { book } = context;
  const named = options.device ?? answerOf(options, 'device');
  if (named !== undefined) return logSource(book, actor, deviceNamed(book, named.trim()).id);
  const events = new Map<number, number>();
  for (const { owner, readRequests } of days)
    events.set(owner, (events.get(owner) ?? 0) + readRequests);
  const [most] = [...events]
    .filter(([owner, count]) => count > 0 && owner !== NEW)
    .toSorted(([, a], [, b]) => b - a);
  const last = [...sources.values()].findLast((one) => one.person === actor);
  const device = most === undefined ? last?.device : sources.get(most[0])?.device;
  return logSource(book, actor, device ?? deviceNamed(book, freeDeviceName(book)).id);
}

/** Keeps what was read; gives the ids of all logs that were looked at. */
function keep(
  { book }: Context,
  kept: KeptLogs,
  logs: readonly ReadLog[],
  source: LogSource,
  moves: boolean,
): number[] {
  const places = kept.logs.map(({ place }) => place);
  let place = moves ? Math.min(0, ...places) - logs.length : Math.max(0, ...places) + 1;
  return logs.map(({ state, changedMs, path, keptId, replacesId, isChanged }) => {
    if (replacesId !== null) book.agentLogs.close(replacesId);
    if (keptId === null) {
      const entry = encodeLogState(state);
      const id = book.agentLogs.keep({
        sourceId: source.id,
        path,
        place,
        changedMs,
        entry,
      }).id;
      place += 1;
      return id;
    }
    if (isChanged) book.agentLogs.keepGrown(keptId, changedMs, encodeLogState(state));
    return keptId;
  });
}

function refuseClosed(context: Context, id: number, days: readonly string[]): ImportDoc['rejects'] {
  const rejects = days.toSorted().map((day, index) => ({
    line: index + 1,
    field: 'date',
    value: day,
    code: 'month_closed',
    reason: `${day.slice(0, 7)} is closed. Post a correction in an open month, or reopen it with a reason.`,
  }));
  for (const { line, field, value, code, reason } of rejects) {
    context.book.imports.addReject(id, { line, field, value, code, reason }, '[]');
  }
  return rejects.slice(0, REJECTS_INLINE);
}

/** Events that are another person's in the book already: they stay there unless the answer moves them. */
function conflictAsks(
  days: readonly AgentUsageDay[],
  sources: ReadonlyMap<number, LogSource>,
  actor: string | null,
): ImportAsk[] {
  const others = days.filter(
    ({ owner, readRequests }) =>
      owner !== NEW && readRequests > 0 && sources.get(owner)?.person !== actor,
  );
  const byPerson = Map.groupBy(others, ({ owner }) => sources.get(owner)?.person ?? '');
  return [...byPerson].map(([person, theirs]) => {
    const events = theirs.reduce((sum, { readRequests }) => sum + readRequests, 0);
    const sorted = theirs.map(({ day }) => day).toSorted();
    const whose = person === '' ? 'nobody yet' : person;
    return {
      key: 'conflict',
      question: `${events} events of ${sorted.at(0)} to ${sorted.at(-1)} belong to ${whose}. Leave them there, or move them to ${actor ?? 'nobody'}?`,
      choices: ['leave', 'move'],
      about: [person],
      example: `${events} · ${sorted.at(0)} – ${sorted.at(-1)}`,
      readings: null,
      suggested: 'leave',
    };
  });
}

/** Asked where none of the events is known yet: then nothing says which computer it is. */
function deviceAsks(
  { book }: Context,
  options: ImportOptions,
  source: LogSource,
  days: readonly AgentUsageDay[],
): ImportAsk[] {
  if (options.device !== undefined || answerOf(options, 'device') !== undefined) return [];
  const isKnown = days.some(({ owner, readRequests }) => owner !== NEW && readRequests > 0);
  if (isKnown || !days.some(({ owner }) => owner === NEW)) return [];
  const all = book.agentLogs.devices();
  const name = all.find(({ id }) => id === source.device)?.name ?? '';
  return [
    {
      key: 'device',
      question: `Which computer do these logs come from? They are kept as "${name}".`,
      choices: all.map((one) => one.name),
      about: [],
      example: name,
      readings: null,
      suggested: name,
    },
  ];
}

function notesOf(
  logs: readonly ReadLog[],
  days: readonly AgentUsageDay[],
  held: HeldEvents,
): string[] {
  const sum = (value: (log: ReadLog) => number): number =>
    logs.reduce((total, log) => total + value(log), 0);
  const events = days.reduce((total, { readRequests }) => total + readRequests, held.events);
  const copies = sum(({ state }) => state.uses) - events;
  const notes = [
    `skipped_lines:${sum(({ state }) => state.skippedLines)}`,
    `duplicates:${Math.max(0, copies)}`,
  ];
  const unread = sum(({ state }) => state.unread ?? 0);
  if (unread > 0) notes.push(`unread_logs:${unread}`);
  if (held.events > 0) {
    notes.push(
      `held_events:${held.events}`,
      `held_tokens:${held.inputTokens}/${held.cacheReadTokens}/${held.outputTokens}`,
    );
  }
  return notes;
}
