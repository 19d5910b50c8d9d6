import { instantMs } from './instants.ts';
import { JsonFields, type RawJson } from './json-fields.ts';
import { shortHash } from './short-hash.ts';
import { type JsonObject, objectOf } from './short-json.ts';
import { tierLabel } from './tier-label.ts';

/**
 * What one line of a Claude Code log tells of a request. The four counts do not overlap;
 * `cacheWriteTokens` includes the 1-hour ones.
 */
export type ClaudeUse = {
  readonly ms: number;
  readonly model: string | null;
  readonly isSidechain: boolean;
  readonly hasSpeed: boolean;
  /** How it was asked for, as `tierLabel` writes it. */
  readonly tier: string;
  /** Web searches by the provider's own tool. */
  readonly searches: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  /** Which answer this is: hash of message and request id, or of message id, session and time; 0: never merged. */
  readonly answerKey: number;
  /** Hash of message id and session: where a sidechain's replay looks for its parent; without a message id the session's own. */
  readonly replayKey: number;
  /** What the tool itself said it cost in USD; -1 where it said nothing. */
  readonly costUsd: number;
};

const INVALID = Symbol('invalid');
const VERSION = /^\d+\.\d+\.\d/;
// The tool never writes these as null; ccusage refuses such a line, and so do we (same totals).
const NEVER_NULL = [
  'id',
  'cwd',
  'model',
  'speed',
  'costUSD',
  'version',
  'sessionId',
  'requestId',
  'isApiErrorMessage',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
];

const request = (slot: number) => ({
  timestamp: slot,
  requestId: slot + 1,
  costUSD: slot + 2,
  isSidechain: slot + 3,
  message: {
    id: slot + 4,
    model: slot + 5,
    usage: {
      input_tokens: slot + 6,
      output_tokens: slot + 7,
      cache_read_input_tokens: slot + 8,
      cache_creation_input_tokens: slot + 9,
      speed: slot + 10,
      cache_creation: {
        '': slot + 14,
        ephemeral_5m_input_tokens: slot + 11,
        ephemeral_1h_input_tokens: slot + 12,
      },
      iterations: slot + 13,
      service_tier: slot + 15,
      inference_geo: slot + 16,
      server_tool_use: { web_search_requests: slot + 17 },
    },
  },
});
const DIRECT = 2;
const PROGRESS = 20;
const FIELDS = new JsonFields(
  { sessionId: 0, version: 1, ...request(DIRECT), data: { message: request(PROGRESS) } },
  NEVER_NULL,
);

/**
 * What every line with usage holds: within a text its quote would be escaped. Node finds a needle of
 * up to seven bytes with a rare first one three times faster than a longer one.
 */
export const CLAUDE_NEEDLE: Buffer = Buffer.from('usage"');

/**
 * The requests on a line: none where it has no usage, several where an advisor was asked as well,
 * `null` where the line cannot be used (cut, or not of the known shape). The byte at `end` is a line
 * break. Rules: the Claude Code adapter of ccusage 20.0.24, found out by running it.
 */
export function claudeUses(bytes: Buffer, start: number, end: number): readonly ClaudeUse[] | null {
  if (!FIELDS.read(bytes, start, end)) return null;
  const { values } = FIELDS;
  if (hasUsage(values, DIRECT)) return readRequest(values, DIRECT);
  return hasUsage(values, PROGRESS) ? readRequest(values, PROGRESS) : [];
}

const hasUsage = (values: readonly unknown[], slot: number): boolean =>
  values[slot + 6] !== undefined || values[slot + 7] !== undefined;

function readRequest(values: readonly unknown[], slot: number): readonly ClaudeUse[] | null {
  const stamp = values[slot];
  const ms = typeof stamp === 'string' ? instantMs(stamp) : null;
  const session = text(values[0]);
  const version = slot === DIRECT ? text(values[1]) : null;
  const requestId = text(values[slot + 1]);
  const cost = values[slot + 2] ?? null;
  const isSidechain = values[slot + 3] ?? false;
  const messageId = text(values[slot + 4]);
  const model = text(values[slot + 5]);
  const split = values[slot + 14] ?? null;
  const counts = countsOf(
    values[slot + 6],
    values[slot + 7],
    values[slot + 8],
    values[slot + 9],
    values[slot + 10],
    values[slot + 15],
    values[slot + 16],
    values[slot + 17],
    split === null ? null : [values[slot + 11], values[slot + 12]],
  );
  const iterations = iterationsOf(values[slot + 13]);
  if (
    ms === null ||
    counts === null ||
    session === INVALID ||
    version === INVALID ||
    requestId === INVALID ||
    messageId === INVALID ||
    model === INVALID ||
    typeof isSidechain !== 'boolean' ||
    (cost !== null && typeof cost !== 'number') ||
    (split !== null && typeof split !== 'object') ||
    !isVersion(version) ||
    hasRefusedNull(iterations)
  )
    return null;
  // Never the file's name: a copy in another place is the same session.
  const sessionId = session ?? '';
  const own: ClaudeUse = {
    ...counts,
    ...keysOf(messageId, requestId, sessionId, ms),
    ms,
    model: model === '<synthetic>' ? null : model,
    isSidechain,
    costUsd: cost ?? -1,
  };
  if (iterations.length === 0) return [own];
  const advice = iterations
    .filter(
      (entry) => entry['type'] === 'advisor_message' && typeof text(entry['model']) === 'string',
    )
    .flatMap((entry, index): ClaudeUse[] => {
      const given = countsOf(
        entry['input_tokens'],
        entry['output_tokens'],
        entry['cache_read_input_tokens'],
        entry['cache_creation_input_tokens'],
        entry['speed'] ?? values[slot + 10],
        entry['service_tier'] ?? values[slot + 15],
        entry['inference_geo'] ?? values[slot + 16],
        0,
        splitOf(entry['cache_creation']),
      );
      if (given === null) return [];
      const id = messageId === null ? null : `${messageId}:advisor:${index}`;
      return [
        {
          ...own,
          ...given,
          ...keysOf(id, requestId, sessionId, ms),
          model: String(entry['model']),
          costUsd: -1,
        },
      ];
    });
  return [own, ...advice];
}

/** Streamed lines of one answer follow each other: their keys are worked out once. */
let last = { id: '', requestId: '', session: '', answer: 0, replay: 0 };

function keysOf(
  id: string | null,
  requestId: string | null,
  session: string,
  ms: number,
): Pick<ClaudeUse, 'answerKey' | 'replayKey'> {
  if (id === null) return { answerKey: 0, replayKey: shortHash(session) };
  if (requestId === null) {
    return { answerKey: shortHash(id, `\n${session}\n${ms}`), replayKey: shortHash(id, session) };
  }
  if (last.id !== id || last.requestId !== requestId || last.session !== session) {
    const answer = shortHash(id, requestId);
    last = { id, requestId, session, answer, replay: shortHash(id, session) };
  }
  return { answerKey: last.answer, replayKey: last.replay };
}

let lastVersion = '';
function isVersion(version: string | null): boolean {
  if (version === null || version === lastVersion) return true;
  const isRight = VERSION.test(version);
  if (isRight) lastVersion = version;
  return isRight;
}

/** An optional text: `null` where there is none; an empty one or another type makes the line invalid. */
function text(value: unknown): string | null | typeof INVALID {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' && value !== '' ? value : INVALID;
}

type Counts = Pick<
  ClaudeUse,
  | 'inputTokens'
  | 'outputTokens'
  | 'cacheReadTokens'
  | 'cacheWriteTokens'
  | 'cacheWrite1hTokens'
  | 'hasSpeed'
  | 'tier'
  | 'searches'
>;

/**
 * `split` is the 5-minute and the 1-hour writes. What it leaves out of the flat number was written for
 * 5 minutes; where it says more than the flat number, it holds.
 */
function countsOf(
  input: unknown,
  output: unknown,
  read: unknown,
  write: unknown,
  speed: unknown,
  service: unknown,
  geo: unknown,
  searched: unknown,
  split: readonly [short: unknown, long: unknown] | null,
): Counts | null {
  const inputTokens = count(input, null);
  const outputTokens = count(output, null);
  const cacheReadTokens = count(read, 0);
  const flat = count(write, 0);
  const short = count(split?.[0], 0);
  const long = count(split?.[1], 0);
  const pace = speed ?? null;
  if (
    inputTokens === null ||
    outputTokens === null ||
    cacheReadTokens === null ||
    flat === null ||
    short === null ||
    long === null ||
    (pace !== null && typeof pace !== 'string')
  )
    return null;
  return {
    inputTokens,
    outputTokens,
    cacheReadTokens,
    cacheWriteTokens: Math.max(flat, short + long),
    cacheWrite1hTokens: long,
    hasSpeed: pace !== null,
    tier: tierLabel(pace, service, geo),
    searches: count(searched, 0) ?? 0,
  };
}

function count(value: unknown, missing: 0 | null): number | null {
  if (value === undefined) return missing;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function splitOf(value: unknown): readonly [unknown, unknown] | null {
  const split = objectOf(value);
  return split === null
    ? null
    : [split['ephemeral_5m_input_tokens'], split['ephemeral_1h_input_tokens']];
}

function iterationsOf(value: unknown): readonly JsonObject[] {
  if (typeof value !== 'object' || value === null) return [];
  const list: unknown = JSON.parse(FIELDS.textOf(value as RawJson));
  return Array.isArray(list) ? list.map(objectOf).filter((entry) => entry !== null) : [];
}

/** A null model of an iteration is the tool's own way of saying "the main model". */
function hasRefusedNull(iterations: readonly JsonObject[]): boolean {
  const { nullMembers } = FIELDS;
  if (nullMembers.length === 0) return false;
  if (nullMembers.some((name) => name !== 'model')) return true;
  return nullMembers.length > iterations.filter((entry) => entry['model'] === null).length;
}
