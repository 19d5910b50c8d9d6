/** Longer words are no tier's name. */
const LONGEST = 40;
const PLAIN = '||';

/**
 * How a request was asked for, as its log says it: speed, service tier and region, in one word that few
 * requests differ in. What is not said is empty.
 */
export function tierLabel(speed: unknown, service: unknown, geo: unknown): string {
  if ((speed ?? null) === null && (service ?? null) === null && (geo ?? null) === null)
    return PLAIN;
  return `${word(speed)}|${word(service)}|${word(geo)}`;
}

const word = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, LONGEST).replaceAll('|', ' ') : '';

/** What `tierLabel` was made of; an empty word is `null`. */
export function labelledTier(label: string): {
  readonly speed: string | null;
  readonly serviceTier: string | null;
  readonly geo: string | null;
} {
  const [speed = '', serviceTier = '', geo = ''] = label.split('|');
  return { speed: speed || null, serviceTier: serviceTier || null, geo: geo || null };
}
