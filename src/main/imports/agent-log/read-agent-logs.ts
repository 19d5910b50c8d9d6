import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { CLAUDE, CLAUDE_WIDTH, isFastRow } from './claude-rows.ts';
import { CODEX, FAST_TIER, GUESSED } from './codex-reading.ts';
import { findAgentLogs } from './find-agent-logs.ts';
import { daysIn } from './instants.ts';
import { mergeClaudeRows } from './merge-claude.ts';
import { mergeCodexEvents } from './merge-codex.ts';
import { NumberRows } from './number-rows.ts';
import { type FileRead, type ReadOptions, readLogs } from './read-logs.ts';

/**
 * What a coding agent used on one day, with one model, in one project. Input holds no cached
 * tokens; `cacheWriteTokens` includes the 1-hour ones; reasoning is part of the output.
 */
export type AgentUsageDay = {
  readonly tool: 'Claude Code' | 'Codex CLI';
  readonly day: IsoDay;
  readonly model: string | null;
  /** The log names no model, and this one is the tool's default of the time. */
  readonly modelGuessed: boolean;
  readonly project: string | null;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  reasoningTokens: number;
  requests: number;
  /** Of the requests those at the fast speed, which vendors bill at a multiple. */
  fastRequests: number;
};

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
  const files = await findAgentLogs(home);
  if (files === null) {
    throw new Failure(
      'agent_log_none',
      `There is no log of a coding agent in ${home}. Choose the tool's home: the folder that holds "projects" (Claude Code) or "sessions" (Codex CLI).`,
      { folder: home },
    );
  }
  const reads = await readLogs(files, options);
  const days = new DayTable();
  const claude = addClaude(reads, days, dayOf);
  const codex = addCodex(reads, days, dayOf);
  const list = days.sorted();
  const sum = (value: (read: FileRead) => number): number =>
    reads.reduce((total, read) => total + value(read), 0);
  return {
    days: list,
    files: reads.length,
    bytes: sum(({ state }) => state.size),
    lines: sum(({ state }) => state.lines),
    skippedLines: sum(({ state }) => state.skippedLines),
    duplicates: sum(({ state }) => state.uses) - claude - codex,
    fromDay: list.at(0)?.day ?? null,
    toDay: list.at(-1)?.day ?? null,
  };
}

function addClaude(
  reads: readonly FileRead[],
  days: DayTable,
  dayOf: (ms: number) => IsoDay,
): number {
  const logs = reads.filter(({ file }) => file.tool === 'claude');
  const starts: number[] = [];
  let length = 0;
  for (const { state } of logs) {
    starts.push(length);
    length += state.rows.used().length;
  }
  const cells = new Float64Array(length);
  for (const [index, { state }] of logs.entries()) cells.set(state.rows.used(), starts[index]);
  const rows = new NumberRows(CLAUDE_WIDTH, cells);
  const survivors = mergeClaudeRows(rows).sort((a, b) => a - b);
  let log = 0;
  for (const place of survivors) {
    while (log + 1 < logs.length && place >= (starts[log + 1] ?? 0)) log += 1;
    const { file, state } = logs[log] as FileRead;
    const day = days.of({
      tool: 'Claude Code',
      day: dayOf(rows.at(place + CLAUDE.ms)),
      model: state.models[rows.at(place + CLAUDE.model)] ?? null,
      modelGuessed: false,
      project: file.project,
    });
    day.inputTokens += rows.at(place + CLAUDE.input);
    day.outputTokens += rows.at(place + CLAUDE.output);
    day.cacheReadTokens += rows.at(place + CLAUDE.cacheRead);
    day.cacheWriteTokens += rows.at(place + CLAUDE.cacheWrite);
    day.cacheWrite1hTokens += rows.at(place + CLAUDE.cacheWrite1h);
    day.requests += 1;
    if (isFastRow(rows, place)) day.fastRequests += 1;
  }
  return survivors.length;
}

function addCodex(
  reads: readonly FileRead[],
  days: DayTable,
  dayOf: (ms: number) => IsoDay,
): number {
  const logs = reads.filter(({ file }) => file.tool === 'codex');
  const events = mergeCodexEvents(logs);
  for (const { log, place, ms } of events) {
    const { state } = logs[log] as FileRead;
    const { rows } = state;
    const flags = rows.at(place + CODEX.flags);
    const day = days.of({
      tool: 'Codex CLI',
      day: dayOf(ms),
      model: state.models[rows.at(place + CODEX.model)] ?? null,
      modelGuessed: (flags & GUESSED) !== 0,
      project: state.codex?.project ?? null,
    });
    const cached = rows.at(place + CODEX.cached);
    const written = rows.at(place + CODEX.cacheWrite);
    day.inputTokens += rows.at(place + CODEX.input) - cached - written;
    day.outputTokens += rows.at(place + CODEX.output);
    day.cacheReadTokens += cached;
    day.cacheWriteTokens += written;
    day.reasoningTokens += rows.at(place + CODEX.reasoning);
    day.requests += 1;
    if ((flags & FAST_TIER) !== 0) day.fastRequests += 1;
  }
  return events.length;
}

type DayKey = Pick<AgentUsageDay, 'tool' | 'day' | 'model' | 'modelGuessed' | 'project'>;

class DayTable {
  readonly #days = new Map<string, AgentUsageDay>();
  #last: AgentUsageDay | null = null;

  of(key: DayKey): AgentUsageDay {
    const last = this.#last;
    // A log's requests follow one another: nearly each is of the day and model of the one before.
    if (
      last !== null &&
      last.day === key.day &&
      last.model === key.model &&
      last.project === key.project &&
      last.modelGuessed === key.modelGuessed &&
      last.tool === key.tool
    )
      return last;
    const text = [key.day, key.tool, key.project, key.model, key.modelGuessed].join('\n');
    let day = this.#days.get(text);
    if (day === undefined) {
      day = {
        ...key,
        inputTokens: 0,
        outputTokens: 0,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        cacheWrite1hTokens: 0,
        reasoningTokens: 0,
        requests: 0,
        fastRequests: 0,
      };
      this.#days.set(text, day);
    }
    this.#last = day;
    return day;
  }

  sorted(): AgentUsageDay[] {
    return [...this.#days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
  }
}
