import type { Wanted } from './json-fields.ts';
import { objectOf } from './short-json.ts';

/**
 * Token counts as Codex CLI means them: cached and written tokens are part of the input, reasoning
 * is part of the output.
 */
export type CodexCounts = readonly [
  input: number,
  cached: number,
  cacheWrite: number,
  output: number,
  reasoning: number,
  total: number,
];

/** The spellings of each count, over the years and in `codex exec`; of several the first holds. */
const NAMES: readonly (readonly string[])[] = [
  ['input_tokens', 'prompt_tokens', 'input'],
  ['cached_input_tokens', 'cache_read_input_tokens', 'cached_tokens'],
  ['cache_write_input_tokens'],
  ['output_tokens', 'completion_tokens', 'output'],
  ['reasoning_output_tokens', 'reasoning_tokens'],
  ['total_tokens'],
];
const SPELLINGS = NAMES.flat();

/** How many slots `usageFields` takes: one for the object itself, one for each spelling. */
export const USAGE_SLOTS = 1 + SPELLINGS.length;

/** Where the counts of a usage object go, from `slot` on. */
export function usageFields(slot: number): Wanted {
  return Object.fromEntries([
    ['', slot],
    ...SPELLINGS.map((name, index): [string, number] => [name, slot + 1 + index]),
  ]);
}

/** The counts in the slots from `slot` on; `null` where there was no usage object. */
export function slotCounts(values: readonly unknown[], slot: number): CodexCounts | null {
  const place = values[slot];
  if (typeof place !== 'object' || place === null) return null;
  let next = slot + 1;
  const counts: number[] = [];
  for (const names of NAMES) {
    let count: number | null = null;
    for (let index = 0; index < names.length; index += 1)
      count ??= wholeNumber(values[next + index]);
    counts.push(count ?? 0);
    next += names.length;
  }
  return withTotal(counts);
}

/** The same of a usage object; `null` where it is none. */
export function usageCounts(value: unknown): CodexCounts | null {
  const usage = objectOf(value);
  if (usage === null) return null;
  const counts = NAMES.map(
    (names) => names.map((name) => wholeNumber(usage[name])).find((count) => count !== null) ?? 0,
  );
  return withTotal(counts);
}

function withTotal(counts: readonly number[]): CodexCounts {
  const [input = 0, cached = 0, cacheWrite = 0, output = 0, reasoning = 0, total = 0] = counts;
  return [input, cached, cacheWrite, output, reasoning, total || input + output];
}

function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

export const isEqual = (one: CodexCounts, other: CodexCounts | null): boolean =>
  other !== null && one.every((count, index) => count === other[index]);

/** What was added since `other`, count by count, never below nothing. */
export function minus(one: CodexCounts, other: CodexCounts | null): CodexCounts {
  const less = (index: 0 | 1 | 2 | 3 | 4 | 5): number =>
    Math.max(0, one[index] - (other?.[index] ?? 0));
  return [less(0), less(1), less(2), less(3), less(4), less(5)];
}

/** Cached and written tokens are part of the input, and never more than it. */
export function capped([
  input,
  cached,
  cacheWrite,
  output,
  reasoning,
  total,
]: CodexCounts): CodexCounts {
  const read = Math.min(cached, input);
  return [input, read, Math.min(cacheWrite, input - read), output, reasoning, total];
}
