import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { type AgentUsageDay, countAgentLogs, type HeldEvents } from './count-agent-logs.ts';
import { findAgentLogs } from './find-agent-logs.ts';
import { daysIn } from './instants.ts';
import { type FileRead, type ReadOptions, readLogs } from './read-logs.ts';

export type AgentLogs = {
  readonly days: readonly AgentUsageDay[];
  readonly files: number;
  /** Size of all logs, whether they had to be read or not. */
  readonly bytes: number;
  readonly lines: number;
  /** Lines that were cut, too long or not of the known shape. Lines without usage are not among them. */
  readonly skippedLines: number;
  /** Copies of a request that was counted already. */
  readonly duplicates: number;
  /** May be copied from a session whose log is missing; not counted. */
  readonly held: HeldEvents;
  readonly fromDay: IsoDay | null;
  readonly toDay: IsoDay | null;
};

export type AgentLogOptions = ReadOptions & {
  /** The IANA zone in which an instant becomes a day. */
  readonly timeZone: string;
};

/**
 * The use in all logs of a tool's home (see `findAgentLogs`), each request counted once, by day,
 * model and project. Logs that did not change since they were last read come from `cache` alone.
 * Nothing of a prompt or a reply is decoded or kept. Rejects with the failures of `findAgentLogs`,
 * with `agent_log_none` and `time_zone_unknown`, and with the reason of `signal` where it was
 * cancelled; what was read until then stays in the cache.
 */
export async function readAgentLogs(home: string, options: AgentLogOptions): Promise<AgentLogs> {
  const dayOf = daysIn(options.timeZone);
  const reads = await readAgentLogFiles(home, options);
  const counted = reads.map(({ file, state, changedMs }) => ({
    state,
    changedMs,
    project: file.project,
    owner: 0,
    isRead: true,
  }));
  const { days, events, held } = countAgentLogs(counted, dayOf);
  const sum = (value: (read: FileRead) => number): number =>
    reads.reduce((total, read) => total + value(read), 0);
  return {
    days,
    files: reads.length,
    bytes: sum(({ state }) => state.size),
    lines: sum(({ state }) => state.lines),
    skippedLines: sum(({ state }) => state.skippedLines),
    duplicates: sum(({ state }) => state.uses) - events - held.events,
    held,
    fromDay: days.at(0)?.day ?? null,
    toDay: days.at(-1)?.day ?? null,
  };
}

/** The logs of a tool's home, each read or known not to have changed. Rejects as `readAgentLogs` does. */
export async function readAgentLogFiles(home: string, options: ReadOptions): Promise<FileRead[]> {
  const files = await findAgentLogs(home);
  if (files === null) {
    throw new Failure(
      'agent_log_none',
      `There is no log of a coding agent in ${home}. Choose the agent's own folder, such as .claude, .codex or .gemini, or one that holds its files.`,
      { folder: home },
    );
  }
  return await readLogs(files, options);
}
