import { type JsonObject, objectOf } from '../short-json.ts';

/** One answer of a model, or one whole session of an agent that keeps only sums. The counts do not overlap. */
export type AgentEvent = {
  /** What the event is known by among all events of its agent. */
  readonly key: string;
  /** `null`: the log tells none, and the file's own time stands for it. */
  readonly ms: number | null;
  readonly model: string | null;
  /** The last folder's name of where the agent worked. */
  readonly project: string | null;
  /** Without what was read from or written to a cache. */
  readonly input: number;
  /** Reasoning included. */
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  /** The agent's own figure in USD; it is its price, not what was paid. */
  readonly costUsd?: number | null;
  readonly credits?: number;
  /** A sum that grows as its session goes on: the larger one stands. */
  readonly isCumulative?: boolean;
  /** The agent does not tell what of the input came from a cache. */
  readonly isCacheUnknown?: boolean;
};

/** What a file gave: `skipped` counts lines or rows that could not be read. */
export type AgentReading = {
  readonly events: readonly AgentEvent[];
  readonly lines: number;
  readonly skipped: number;
};

/** Reads a table of an SQLite file: `null` where there is none of this name with these columns. */
export type AgentTables = {
  rows(table: string, columns: readonly string[]): JsonObject[] | null;
};

export type AgentFile = {
  readonly path: string;
  /** The names of the folders above the file and its own, the nearest last. */
  readonly parts: readonly string[];
};

/** Where an agent's counts stand, and how one file of them is read; `null`: not of a known version. */
export type Agent = {
  /** As people call it, and as rows of use name it. */
  readonly tool: string;
  /** Folders below a person's home where it keeps its data. */
  readonly homes: readonly string[];
  /** Variables of the environment that name such folders, separated by commas. */
  readonly variables?: readonly string[];
  /** Whether a file is one of its own, by its name and the beginning of its content. */
  isOwn(file: AgentFile, head: () => string): boolean;
} & (
  | { readonly form: 'lines'; read(lines: readonly JsonObject[], file: AgentFile): AgentEvent[] }
  | {
      readonly form: 'document';
      read(
        document: JsonObject | readonly unknown[],
        file: AgentFile,
        beside: (name: string) => unknown,
      ): AgentEvent[] | null;
    }
  | {
      readonly form: 'tables';
      read(tables: AgentTables, file: AgentFile): AgentReading | null;
    }
);

/** A count: a whole number from 0 on; anything else is none. */
export const count = (value: unknown): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : typeof value === 'bigint' && value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(value)
      : 0;

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

export const amount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;

export const inside = (value: unknown, key: string): unknown => objectOf(value)?.[key];

export const listOf = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.map(objectOf).filter((one) => one !== null) : [];

/** Milliseconds of an instant given as text, or as a number of seconds or milliseconds. */
export function millis(value: unknown): number | null {
  if (typeof value === 'string') {
    // SQLite's own form has a blank and no zone, and is in UTC.
    const iso = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?$/.test(value)
      ? `${value.replace(' ', 'T')}Z`
      : value;
    const ms = Date.parse(iso);
    return Number.isNaN(ms) ? null : ms;
  }
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return null;
  return Math.round(number > 1e12 ? number : number * 1000);
}

/** The last folder's name of a path of any system. */
export const folderName = (path: unknown): string | null =>
  typeof path === 'string' ? (path.split(/[/\\]/).findLast((part) => part !== '') ?? null) : null;

/** Without what the caches hold of it; where the caches are larger, it never held them. */
export const restOf = (whole: number, cached: number): number =>
  whole >= cached ? whole - cached : whole;

export const isEmpty = (event: AgentEvent): boolean =>
  event.input + event.output + event.cacheRead + event.cacheWrite === 0 &&
  (event.costUsd ?? null) === null &&
  (event.credits ?? 0) === 0;

/** Numbers equal keys within a file, for agents whose events have no name of their own. */
export function ordinals(): (key: string) => string {
  const seen = new Map<string, number>();
  return (key) => {
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return `${key} ${ordinal}`;
  };
}

/** The one event of a session that keeps only sums; none where it has not begun to count. */
export const sumOf = (event: AgentEvent): AgentEvent[] =>
  isEmpty(event) ? [] : [{ ...event, isCumulative: true }];
