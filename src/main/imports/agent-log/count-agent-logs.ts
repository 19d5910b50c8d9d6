import type { IsoDay } from '../../../core/calendar.ts';
import { CLAUDE, CLAUDE_WIDTH } from './claude-rows.ts';
import { CODEX, GUESSED } from './codex-reading.ts';
import type { CountedLog } from './counted-log.ts';
import { CACHE_UNKNOWN, CUMULATIVE, KEYED } from './keyed-rows.ts';
import { mergeClaudeLogs } from './merge-claude.ts';
import { mergeCodexLogs } from './merge-codex.ts';
import { mergeKeyedLogs } from './merge-keyed.ts';
import { labelledTier } from './tier-label.ts';

/** Requests with more tokens in input and cache than this have a price of their own at some models. */
const LONG_CLAUDE = 200_000;
const LONG_CODEX = 272_000;

/**
 * What a coding agent used on one day, with one model, in one project, asked for in one way. Input
 * holds no cached tokens; `cacheWriteTokens` includes the 1-hour ones; reasoning is part of the output.
 */
export type AgentUsageDay = {
  /** As people call the agent. */
  readonly tool: string;
  readonly day: IsoDay;
  readonly model: string | null;
  /** The log names no model, and this one is the tool's default of the time. */
  readonly modelGuessed: boolean;
  /** The agent does not tell what of the input came from a cache: priced so, it is worth this at most. */
  readonly cacheUnknown: boolean;
  readonly project: string | null;
  readonly speed: string | null;
  readonly serviceTier: string | null;
  readonly geo: string | null;
  /** Whether each of these requests was longer than the bound from which some models cost more. */
  readonly isLong: boolean;
  /** Whose logs hold the requests, as the caller numbers them. */
  readonly owner: number;
  /** The newest import that brought one of these requests; 0 where none is noted. */
  importId: number;
  /** Of the requests those that stand in a log that is read now. */
  readRequests: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  reasoningTokens: number;
  requests: number;
  searches: number;
  /** Of agents that tell no counts, what they say it cost in micro-units of USD. */
  costMicro: number;
  creditsMicro: number;
};

export type HeldEvents = {
  readonly events: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
};

export type AgentCount = {
  /** In the order of day, tool, project, model and tier. */
  readonly days: readonly AgentUsageDay[];
  readonly events: number;
  /** Of the logs that are read now: may be copied from a parent whose log is missing, and do not count. */
  readonly held: HeldEvents;
};

/** Every request of the logs once, by day, model, project and tier. The logs stand in the order in which they came. */
export function countAgentLogs(
  logs: readonly CountedLog[],
  dayOf: (ms: number) => IsoDay,
): AgentCount {
  const days = new DayTable();
  const claude = countClaude(
    logs.filter(({ state }) => state.tool === 'claude'),
    days,
    dayOf,
  );
  const codex = countCodex(
    logs.filter(({ state }) => state.tool === 'codex'),
    days,
    dayOf,
  );
  const keyed = countKeyed(
    logs.filter(({ state }) => state.tool === 'keyed'),
    days,
    dayOf,
  );
  return { days: days.sorted(), events: claude + codex.events + keyed, held: codex.held };
}

function countClaude(
  logs: readonly CountedLog[],
  days: DayTable,
  dayOf: (ms: number) => IsoDay,
): number {
  const { rows, places, first, isRead, starts } = mergeClaudeLogs(logs);
  const { cells } = rows;
  const logAt = logFinder(starts);
  const originAt = logFinder(starts);
  const dayNumbers = new Map<IsoDay, number>();
  let lines = new Map<number, AgentUsageDay>();
  let of = { log: -1, owner: -1 };
  for (let slot = 0; slot < places.length; slot += 1) {
    const place = places[slot] as number;
    const whose = first[slot] as number;
    const mine = logAt(place);
    const { state, project } = logs[mine] as CountedLog;
    const origin = whose === place ? mine : originAt(whose);
    const from = logs[origin] as CountedLog;
    if (of.log !== mine || of.owner !== from.owner) {
      of = { log: mine, owner: from.owner };
      lines = new Map();
    }
    const at = (cell: number): number => cells[place + cell] as number;
    const written = at(CLAUDE.cacheWrite);
    const isLong = at(CLAUDE.input) + at(CLAUDE.cacheRead) + written > LONG_CLAUDE;
    const date = dayOf(at(CLAUDE.ms));
    let number = dayNumbers.get(date);
    if (number === undefined) {
      number = dayNumbers.size;
      dayNumbers.set(date, number);
    }
    const [model, tier] = [at(CLAUDE.model), at(CLAUDE.tier)];
    // Within one log a few small numbers tell the line: no text is put together for each request.
    const line = ((number * 1000 + tier) * 1000 + model + 1) * 2 + (isLong ? 1 : 0);
    let day = lines.get(line);
    if (day === undefined) {
      day = days.of(
        'Claude Code',
        date,
        state.models[model] ?? null,
        false,
        project,
        state.tiers[tier] ?? '||',
        isLong,
        from.owner,
      );
      if (tier < 1000 && model < 999) lines.set(line, day);
    }
    day.inputTokens += at(CLAUDE.input);
    day.outputTokens += at(CLAUDE.output);
    day.cacheReadTokens += at(CLAUDE.cacheRead);
    day.cacheWriteTokens += written;
    day.cacheWrite1hTokens += at(CLAUDE.cacheWrite1h);
    day.searches += at(CLAUDE.searches);
    day.requests += 1;
    if (isRead[slot] === true) day.readRequests += 1;
    noteImport(day, state, (place - (starts[mine] ?? 0)) / CLAUDE_WIDTH);
    if (origin !== mine)
      noteImport(day, from.state, (whose - (starts[origin] ?? 0)) / CLAUDE_WIDTH);
  }
  return places.length;
}

function countCodex(
  logs: readonly CountedLog[],
  days: DayTable,
  dayOf: (ms: number) => IsoDay,
): { events: number; held: HeldEvents } {
  const { events, held } = mergeCodexLogs(logs);
  for (const { log, place, ms, isRead } of events) {
    const { state, owner } = logs[log] as CountedLog;
    const { rows } = state;
    const input = rows.at(place + CODEX.input);
    const day = days.of(
      'Codex CLI',
      dayOf(ms),
      state.models[rows.at(place + CODEX.model)] ?? null,
      (rows.at(place + CODEX.flags) & GUESSED) !== 0,
      state.codex?.project ?? null,
      state.tiers[rows.at(place + CODEX.tier)] ?? '||',
      input > LONG_CODEX,
      owner,
    );
    const cached = rows.at(place + CODEX.cached);
    const written = rows.at(place + CODEX.cacheWrite);
    day.inputTokens += input - cached - written;
    day.outputTokens += rows.at(place + CODEX.output);
    day.cacheReadTokens += cached;
    day.cacheWriteTokens += written;
    day.reasoningTokens += rows.at(place + CODEX.reasoning);
    day.requests += 1;
    if (isRead) day.readRequests += 1;
    noteImport(day, state, place / rows.width);
  }
  const sum = { events: 0, inputTokens: 0, cacheReadTokens: 0, outputTokens: 0 };
  for (const { log, place, isRead } of held) {
    const { rows } = (logs[log] as CountedLog).state;
    if (!isRead) continue;
    sum.events += 1;
    sum.cacheReadTokens += rows.at(place + CODEX.cached);
    sum.inputTokens +=
      rows.at(place + CODEX.input) -
      rows.at(place + CODEX.cached) -
      rows.at(place + CODEX.cacheWrite);
    sum.outputTokens += rows.at(place + CODEX.output);
  }
  return { events: events.length, held: sum };
}

function countKeyed(
  logs: readonly CountedLog[],
  days: DayTable,
  dayOf: (ms: number) => IsoDay,
): number {
  const events = mergeKeyedLogs(logs);
  for (const { log, place, firstLog, firstPlace, isRead } of events) {
    const { state, changedMs } = logs[log] as CountedLog;
    const from = logs[firstLog] as CountedLog;
    const at = (cell: number): number => state.rows.at(place + cell);
    const model = state.models[at(KEYED.model)] ?? null;
    const whole = at(KEYED.input) + at(KEYED.cacheRead) + at(KEYED.cacheWrite);
    const flags = at(KEYED.flags);
    const longFrom = /^(?:.*\/)?gpt-/.test(model ?? '') ? LONG_CODEX : LONG_CLAUDE;
    const day = days.of(
      state.agent ?? '',
      dayOf(at(KEYED.ms) === -1 ? changedMs : at(KEYED.ms)),
      model,
      false,
      state.projects?.[at(KEYED.project)] ?? null,
      '||',
      (flags & CUMULATIVE) === 0 && whole > longFrom,
      from.owner,
      (flags & CACHE_UNKNOWN) !== 0,
    );
    day.inputTokens += at(KEYED.input);
    day.outputTokens += at(KEYED.output);
    day.cacheReadTokens += at(KEYED.cacheRead);
    day.cacheWriteTokens += at(KEYED.cacheWrite);
    // Where there are counts, the price list says what they are worth.
    if (whole + at(KEYED.output) === 0) day.costMicro += Math.max(0, at(KEYED.costMicro));
    day.creditsMicro += at(KEYED.creditsMicro);
    day.requests += 1;
    if (isRead) day.readRequests += 1;
    noteImport(day, state, place / state.rows.width);
    if (from.state !== state) noteImport(day, from.state, firstPlace / from.state.rows.width);
  }
  return events.length;
}

/** Which log a place lies in; places mostly follow one another. */
function logFinder(starts: readonly number[]): (place: number) => number {
  let log = 0;
  return (place) => {
    if (place < (starts[log] ?? 0)) log = 0;
    let high = starts.length - 1;
    if (log + 1 < starts.length && place >= (starts[log + 1] ?? 0)) {
      let low = log;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= place) low = middle;
        else high = middle - 1;
      }
      log = low;
    }
    return log;
  };
}

function noteImport(day: AgentUsageDay, state: CountedLog['state'], row: number): void {
  const { brought } = state;
  for (let index = 0; index < brought.length; index += 1) {
    const [importId, rows] = brought[index] as readonly [number, number];
    if (row >= rows) continue;
    if (importId > day.importId) day.importId = importId;
    return;
  }
}

class DayTable {
  readonly #days = new Map<string, AgentUsageDay>();
  #last: AgentUsageDay | null = null;
  #lastTier = '';

  of(
    tool: AgentUsageDay['tool'],
    day: IsoDay,
    model: string | null,
    modelGuessed: boolean,
    project: string | null,
    tier: string,
    isLong: boolean,
    owner: number,
    cacheUnknown = false,
  ): AgentUsageDay {
    const last = this.#last;
    // A log's requests follow one another: nearly each is of the day and model of the one before.
    if (
      last !== null &&
      last.day === day &&
      last.model === model &&
      last.project === project &&
      this.#lastTier === tier &&
      last.isLong === isLong &&
      last.owner === owner &&
      last.modelGuessed === modelGuessed &&
      last.cacheUnknown === cacheUnknown &&
      last.tool === tool
    )
      return last;
    const text = [day, tool, project, model, modelGuessed, tier, isLong, owner, cacheUnknown].join(
      '\n',
    );
    let found = this.#days.get(text);
    if (found === undefined) {
      found = {
        tool,
        day,
        model,
        modelGuessed,
        cacheUnknown,
        project,
        ...labelledTier(tier),
        isLong,
        owner,
        importId: 0,
        readRequests: 0,
        inputTokens: 0,
        outputTokens: 0,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        cacheWrite1hTokens: 0,
        reasoningTokens: 0,
        requests: 0,
        searches: 0,
        costMicro: 0,
        creditsMicro: 0,
      };
      this.#days.set(text, found);
    }
    this.#last = found;
    this.#lastTier = tier;
    return found;
  }

  sorted(): AgentUsageDay[] {
    return [...this.#days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
  }
}
