/** The words of a name or key, lower case, without accents: `claude_code_key_ana.lee_jivb` gives ana, lee, … */
function words(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/**
 * The one person whom an account's names for an actor point to: by the e-mail's local part, else by
 * all words of the name. `null` where nobody or more than one fits: a suggestion is never a guess.
 */
export function likelyPerson<P extends { readonly name: string; readonly email: string }>(
  texts: readonly string[],
  people: readonly P[],
): P | null {
  const spoken = new Set(texts.flatMap(words));
  const joined = texts.map((text) => words(text).join(' '));
  const byLocalPart = people.filter((one) => {
    const local = words(one.email.split('@')[0] ?? '').join(' ');
    return local.length > 1 && joined.some((text) => ` ${text} `.includes(` ${local} `));
  });
  if (byLocalPart.length === 1) return byLocalPart[0] ?? null;
  const candidates = byLocalPart.length > 1 ? byLocalPart : people;
  const byWords = candidates.filter((one) => {
    const own = words(one.name);
    return own.length > 1 && own.every((word) => spoken.has(word));
  });
  return byWords.length === 1 ? (byWords[0] ?? null) : null;
}
