/** A string longer than this is nothing that a usage line is known by: it is a prompt, a reply or a file. */
const LONGEST_KEPT = 200;
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * The JSON text in `bytes[start..end)` with every long string emptied, so that prompts and replies
 * are never decoded and a line of megabytes costs one pass over its bytes; `null` where a string
 * does not end (the line was cut) or holds a raw control character.
 */
export function shortJson(bytes: Buffer, start: number, end: number): string | null {
  let text = '';
  let kept = start;
  let at = start;
  while (at < end) {
    if (bytes[at] !== QUOTE) {
      at += 1;
      continue;
    }
    const open = at;
    at += 1;
    for (;;) {
      if (at >= end) return null;
      const byte = bytes[at] as number;
      if (byte === QUOTE) break;
      if (byte < 32) return null;
      at += byte === BACKSLASH ? 2 : 1;
    }
    if (at - open > LONGEST_KEPT) {
      text += bytes.toString('utf8', kept, open + 1);
      kept = at;
    }
    at += 1;
  }
  return text + bytes.toString('utf8', kept, end);
}

export type JsonObject = { readonly [key: string]: unknown };

/** The object on a line, its long strings emptied; `null` where the line is no whole JSON object. */
export function shortObject(text: string): JsonObject | null {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    // A line that was cut or glued to the next one: the caller counts it as skipped.
    return null;
  }
}

export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : null;
}
