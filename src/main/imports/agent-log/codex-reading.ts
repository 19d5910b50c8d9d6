import {
  type CodexCounts,
  capped,
  isEqual,
  minus,
  slotCounts,
  USAGE_SLOTS,
  usageCounts,
  usageFields,
} from './codex-counts.ts';
import type { CodexSession } from './codex-session.ts';
import { instantMs } from './instants.ts';
import { JsonFields } from './json-fields.ts';
import { type LogState, placeOfModel, placeOfTier } from './log-state.ts';
import { NumberRows } from './number-rows.ts';
import { shortHash } from './short-hash.ts';
import { objectOf, shortJson, shortObject } from './short-json.ts';
import { tierLabel } from './tier-label.ts';

/** The cells of a Codex CLI row: one event, its counts as the tool means them (cached is part of input). */
export const CODEX = {
  /** -1: the event has no time of its own and takes that of the file. */
  ms: 0,
  model: 1,
  flags: 2,
  input: 3,
  cached: 4,
  cacheWrite: 5,
  output: 6,
  reasoning: 7,
  total: 8,
  /** The session's running total, by which a copied event is told from an equal one; -1: none was written. */
  running: 9,
  tier: 10,
} as const;
export const CODEX_WIDTH = 11;
export const GUESSED = 1;
export const NO_TIME = -1;

const TYPE_AT = '{"timestamp":"2026-05-13T09:00:00.000Z'.length;
const TYPE = Buffer.from('","type":"');
const PASSED_OVER = ['response_item","payload":{', 'session_meta","payload":{'].map((text) =>
  Buffer.from(text),
);
const EVENT = Buffer.from('event_msg","payload":{"type":"');
const LETTER_T = 't'.charCodeAt(0);

/**
 * Whether a line may tell of use. Nearly every line begins with its time and type, and most are
 * messages and outputs of commands: they are told by their first bytes and passed over. A line that
 * begins in another way is looked at.
 */
export function mayTellUse(bytes: Buffer, start: number, end: number): boolean {
  const type = start + TYPE_AT;
  if (end - start < 100 || !standsAt(bytes, type, TYPE)) return true;
  const value = type + TYPE.length;
  for (const text of PASSED_OVER) if (standsAt(bytes, value, text)) return false;
  // token_count, thread_settings_applied and task_… begin with a t; no other event is used.
  return !standsAt(bytes, value, EVENT) || bytes[value + EVENT.length] === LETTER_T;
}

function standsAt(bytes: Buffer, place: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[place + index] !== text[index]) return false;
  }
  return true;
}

const LAST = 11;
const TOTAL = LAST + USAGE_SLOTS;
const FIELDS = new JsonFields(
  {
    type: 0,
    timestamp: 1,
    payload: {
      type: 2,
      model: 3,
      model_name: 4,
      metadata: { model: 5 },
      thread_settings: { service_tier: 6 },
      info: {
        model: 8,
        model_name: 9,
        metadata: { model: 10 },
        last_token_usage: usageFields(LAST),
        total_token_usage: usageFields(TOTAL),
      },
    },
  },
  [],
);

/** Reads the first line of a session: which one it is, what it came from, and the folder it worked in. */
export function readCodexStart(
  reading: CodexSession,
  bytes: Buffer,
  start: number,
  end: number,
): void {
  const text = shortJson(bytes, start, end);
  const line = text === null ? null : shortObject(text);
  const payload = line?.['type'] === 'session_meta' ? objectOf(line['payload']) : null;
  if (line === null || payload === null) return;
  const spawn = objectOf(objectOf(objectOf(payload['source'])?.['subagent'])?.['thread_spawn']);
  const fork = payload['forked_from_id'];
  const parent = typeof fork === 'string' ? fork : spawn?.['parent_thread_id'];
  reading.startedMs = timeOf(line['timestamp']);
  if (typeof payload['id'] === 'string') reading.session = shortHash(payload['id']);
  if (typeof parent === 'string' && parent !== '') reading.parent = shortHash(parent);
  if (typeof payload['cwd'] === 'string') {
    reading.project = payload['cwd'].split(/[/\\]/).findLast((part) => part !== '') ?? null;
  }
}

/**
 * Reads one line into the state; `false` where it cannot be used (cut, or not of the known shape).
 * The byte at `end` is a line break.
 */
export function readCodexLine(
  state: LogState,
  reading: CodexSession,
  bytes: Buffer,
  start: number,
  end: number,
): boolean {
  if (!FIELDS.read(bytes, start, end)) return false;
  const { values } = FIELDS;
  const [type, timestamp, kind] = values;
  if (type === 'turn_context') {
    const model = firstName(values[3], values[4], values[5]);
    if (model !== null) {
      reading.model = model;
      reading.isGuess = false;
    }
    return true;
  }
  if (type === 'event_msg' && kind === 'thread_settings_applied') {
    // A tier that is not named stays.
    if (typeof values[6] === 'string') reading.serviceTier = values[6];
    return true;
  }
  if (type === 'event_msg' && kind === 'token_count') {
    return readTokenCount(state, reading, timestamp, values);
  }
  readBareUsage(state, reading, bytes, start, end);
  return true;
}

function readTokenCount(
  state: LogState,
  reading: CodexSession,
  timestamp: unknown,
  values: readonly unknown[],
): boolean {
  const last = slotCounts(values, LAST);
  const total = slotCounts(values, TOTAL);
  if (last === null && total === null) return true;
  const ms = timeOf(timestamp);
  if (ms === null || ![values[3], values[4], values[8], values[9]].every(isNameOrNone))
    return false;
  const moved = total === null || !isEqual(total, reading.totals);
  const spent =
    last !== null && moved ? last : total === null ? null : minus(total, reading.totals);
  if (total !== null) reading.totals = total;
  if (spent === null || spent.slice(0, 5).every((count) => count === 0)) return true;
  const model =
    firstName(values[3], values[4], values[5]) ?? firstName(values[8], values[9], values[10]);
  addEvent(state, reading, ms, capped(spent), model, reading.serviceTier, total?.[5] ?? -1);
  return true;
}

/** `codex exec` and older builds write the usage of a turn by itself, at the top or one object down. */
function readBareUsage(
  state: LogState,
  reading: CodexSession,
  bytes: Buffer,
  start: number,
  end: number,
): void {
  const text = shortJson(bytes, start, end);
  const line = text === null ? null : shortObject(text);
  if (line === null) return;
  const places = [line, ...['data', 'result', 'response'].map((key) => objectOf(line[key]))].filter(
    (place) => place !== null,
  );
  const usage = places
    .map((place) => usageCounts(place['usage']))
    .find((counts) => counts !== null);
  if (usage === undefined || usage.every((count) => count === 0)) return;
  const times = places.flatMap((place) => [
    place['timestamp'],
    place['created_at'],
    place['createdAt'],
  ]);
  const ms = times.map(timeOf).find((time) => time !== null);
  const model = places
    .map((place) =>
      firstName(place['model'], place['model_name'], objectOf(place['metadata'])?.['model']),
    )
    .find((name) => name !== null);
  addEvent(state, reading, ms ?? NO_TIME, capped(usage), model ?? null, null, -1);
}

function addEvent(
  state: LogState,
  reading: CodexSession,
  ms: number,
  counts: CodexCounts,
  stated: string | null,
  serviceTier: string | null,
  running: number,
): void {
  if (stated !== null) {
    reading.model = stated;
    reading.isGuess = false;
  } else if (reading.model === null) {
    // Builds before September 2025 did not write the model, and used this one.
    reading.model = 'gpt-5';
    reading.isGuess = true;
  }
  const place = state.rows.add();
  const cells = state.rows.cells;
  cells[place + CODEX.ms] = ms;
  cells[place + CODEX.model] = placeOfModel(state, reading.model);
  cells[place + CODEX.flags] = reading.isGuess ? GUESSED : 0;
  cells.set(counts, place + CODEX.input);
  cells[place + CODEX.running] = running;
  cells[place + CODEX.tier] = placeOfTier(state, tierLabel(null, serviceTier, null));
  state.uses += 1;
}

const isNameOrNone = (name: unknown): boolean =>
  (name ?? null) === null || typeof name === 'string';

function firstName(...names: readonly unknown[]): string | null {
  const name = names.find((text) => typeof text === 'string' && text.trim() !== '');
  return typeof name === 'string' ? name.trim() : null;
}

/** A time as text or as a number of seconds or milliseconds; `null` where it is none. */
function timeOf(value: unknown): number | null {
  if (typeof value === 'string') return instantMs(value.trim());
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return null;
  return value > 10_000_000_000 ? value : value * 1000;
}

/** Rows as the first version stored them (its cells without running total and tier), as rows of today. */
export function codexRowsOfFirstVersion(old: NumberRows, tiers: string[]): NumberRows {
  const rows = new NumberRows(CODEX_WIDTH);
  tiers.push('||', '|fast|');
  for (let row = 0; row < old.count; row += 1) {
    const place = rows.add();
    for (let cell = 0; cell < old.width; cell += 1)
      rows.cells[place + cell] = old.at(row * old.width + cell);
    const flags = rows.at(place + CODEX.flags);
    rows.cells[place + CODEX.flags] = flags & GUESSED;
    rows.cells[place + CODEX.running] = -1;
    rows.cells[place + CODEX.tier] = (flags & 2) !== 0 ? 1 : 0;
  }
  return rows;
}
