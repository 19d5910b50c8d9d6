/**
 * A document as the text that is frozen and hashed: JSON with sorted keys and no spaces; an amount
 * of micro-units is `{"micro":"…"}`. Equal documents give equal texts on every machine, in every
 * time zone and language.
 */
export function frozenText(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) => {
    if (typeof held === 'bigint') return { micro: held.toString() };
    if (typeof held !== 'object' || held === null || Array.isArray(held)) return held;
    return Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** The document that `frozenText` wrote, amounts as `bigint` again. */
export function readFrozenText<T>(text: string): T {
  return JSON.parse(text, (_key, held: unknown) =>
    isMicro(held) ? BigInt(held.micro) : held,
  ) as T;
}

function isMicro(held: unknown): held is { readonly micro: string } {
  if (typeof held !== 'object' || held === null || !('micro' in held)) return false;
  return typeof held.micro === 'string' && Object.keys(held).length === 1;
}
