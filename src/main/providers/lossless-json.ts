/** A JSON number that is not a plain whole number, as it was written: `0.3127`, `2.1e-06`. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type JsonValue =
  | null
  | boolean
  | string
  | number
  | JsonNumber
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

const WHOLE = /^-?\d{1,15}$/;

type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context: { source?: string },
) => unknown;

const keepDigits: Reviver = (_key, value, context) =>
  typeof value === 'number' && context.source !== undefined && !WHOLE.test(context.source)
    ? new JsonNumber(context.source)
    : value;

/** A number that is no plain whole one can only stand where a number can begin. (In a text it may match too: no harm.) */
const OTHER_NUMBER = /(?:^|[:,[])\s*-?(?:\d+[.eE]|\d{16})/;

const HALF_PAIR = /\\u[dD][89a-fA-F]/;
const ESCAPE =
  /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\./gs;

/** Half of a surrogate pair is no character, and no address or file can be made of it. */
function withoutHalfPairs(text: string): string {
  return text.replace(ESCAPE, (found) => (/^\\u[dD][89a-fA-F]..$/.test(found) ? '\\ufffd' : found));
}

/**
 * Reads JSON without putting an amount through a float: whole numbers of up to 15 digits come as
 * numbers, every other number keeps its text (ECMAScript's "JSON.parse source text access").
 * Throws a `SyntaxError`, or a `RangeError` where it is nested too deeply.
 */
export function parseLosslessJson(given: string): JsonValue {
  const text = HALF_PAIR.test(given) ? withoutHalfPairs(given) : given;
  if (!OTHER_NUMBER.test(text)) return JSON.parse(text) as JsonValue;
  // The type library does not know the reviver's third argument yet.
  return JSON.parse(text, keepDigits as (key: string, value: unknown) => unknown) as JsonValue;
}
