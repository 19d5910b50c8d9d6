import { createHash } from 'node:crypto';
import type { AgentEvent } from './agents/agent.ts';
import { type LogState, placeOfModel } from './log-state.ts';

/** The cells of an event that its agent's own key tells from all others. */
export const KEYED = {
  /** -1: the event has no time of its own and takes that of the file. */
  ms: 0,
  model: 1,
  project: 2,
  flags: 3,
  input: 4,
  output: 5,
  cacheRead: 6,
  cacheWrite: 7,
  /** The two halves of a hash of 64 bits of agent and key. */
  keyHigh: 8,
  keyLow: 9,
  /** The agent's own figure in micro-units of USD; -1 where it said nothing. */
  costMicro: 10,
  creditsMicro: 11,
} as const;
export const KEYED_WIDTH = 12;
export const CUMULATIVE = 1;
export const CACHE_UNKNOWN = 2;

/** The key of a row as one value, to be looked for among others. */
export const keyOfRow = (state: LogState, place: number): bigint =>
  (BigInt(state.rows.at(place + KEYED.keyHigh)) << 32n) |
  BigInt(state.rows.at(place + KEYED.keyLow));

/**
 * Adds what a reading found to what was known of the log: new events, and those that say something
 * else now. What an earlier reading found stays as it is: it belongs to the import that brought it.
 * Gives whether the log is the one that was known: where none of its events is there any more, it is another.
 */
export function addKeyedEvents(state: LogState, events: readonly AgentEvent[]): boolean {
  const known = new Map<bigint, number>();
  for (let row = 0; row < state.rows.count; row += 1) {
    const place = row * KEYED_WIDTH;
    known.set(keyOfRow(state, place), place);
  }
  const isFirst = known.size === 0;
  let isSame = isFirst;
  for (const event of events) {
    const place = state.rows.add();
    write(state, place, event);
    const key = keyOfRow(state, place);
    const before = known.get(key);
    if (before !== undefined) isSame = true;
    if (before !== undefined && saysTheSame(state, before, place)) state.rows.count -= 1;
    else known.set(key, place);
  }
  state.uses = state.rows.count;
  return isSame;
}

function write(state: LogState, place: number, event: AgentEvent): void {
  const { cells } = state.rows;
  const hash = createHash('sha256')
    .update(`${state.agent ?? ''}\n${event.key}`)
    .digest();
  cells[place + KEYED.ms] = event.ms ?? -1;
  cells[place + KEYED.model] = placeOfModel(state, event.model);
  cells[place + KEYED.project] = placeOfProject(state, event.project);
  cells[place + KEYED.flags] =
    (event.isCumulative ? CUMULATIVE : 0) | (event.isCacheUnknown ? CACHE_UNKNOWN : 0);
  cells[place + KEYED.input] = event.input;
  cells[place + KEYED.output] = event.output;
  cells[place + KEYED.cacheRead] = event.cacheRead;
  cells[place + KEYED.cacheWrite] = event.cacheWrite;
  cells[place + KEYED.keyHigh] = hash.readUInt32LE(0);
  cells[place + KEYED.keyLow] = hash.readUInt32LE(4);
  cells[place + KEYED.costMicro] = event.costUsd == null ? -1 : Math.round(event.costUsd * 1e6);
  cells[place + KEYED.creditsMicro] = Math.round((event.credits ?? 0) * 1e6);
}

function saysTheSame({ rows }: LogState, one: number, other: number): boolean {
  for (let cell = 0; cell < KEYED_WIDTH; cell += 1)
    if (rows.at(one + cell) !== rows.at(other + cell)) return false;
  return true;
}

function placeOfProject(state: LogState, project: string | null): number {
  if (project === null) return -1;
  state.projects ??= [];
  const known = state.projects.indexOf(project);
  return known === -1 ? state.projects.push(project) - 1 : known;
}
