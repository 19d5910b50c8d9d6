/**
 * How the tokens of a row were asked for, as far as the row says so. `null` is "as usual" (standard
 * speed, default service, no region named); of `context` it is "not stated".
 */
export type PriceTier = {
  /** `fast`. */
  readonly speed: string | null;
  /** `batch`, `flex`, `priority`. */
  readonly serviceTier: string | null;
  /**
   * `long`: every request of the row lay above its model's bound; `short`: none did; `> 200k`,
   * `≤ 200k`: as a source states it, whatever the model.
   */
  readonly context: string | null;
  /** Where it was answered, where that has a price of its own (`us`). */
  readonly geo: string | null;
};

/** A row that says nothing out of the ordinary. */
export const PLAIN_TIER: PriceTier = { speed: null, serviceTier: null, context: null, geo: null };

/** What a source writes into its tier columns; any of them may be left out or empty. */
export type StatedTier = {
  readonly speed?: string | null;
  readonly serviceTier?: string | null;
  /** A second field for the same thing: `batch` of a usage type or of a yes-or-no column. */
  readonly isBatch?: boolean;
  readonly context?: string | null;
  readonly geo?: string | null;
};

const USUAL = new Set(['', 'standard', 'default', 'global', 'not_available', 'null', 'none']);

/**
 * The tier that a source's words mean. Words for "as usual" are left out; a word that is not known
 * stays as it is, so that its row waits for a price instead of having the plain one.
 */
export function priceTier(stated: StatedTier): PriceTier {
  const speed = unusual(stated.serviceTier) === 'fast' ? 'fast' : unusual(stated.speed);
  const service = unusual(stated.serviceTier);
  // Some sources call the dearer service by what it gives.
  const named = service === 'fast' ? null : service;
  const context = contextOf(stated.context ?? null);
  const geo = unusual(stated.geo);
  const serviceTier =
    stated.isBatch === true && named !== 'batch'
      ? named === null
        ? 'batch'
        : `batch+${named}`
      : named;
  if (speed === null && serviceTier === null && context === null && geo === null) return PLAIN_TIER;
  return { speed, serviceTier, context, geo };
}

function unusual(text: string | null | undefined): string | null {
  const word = (text ?? '').trim().toLowerCase();
  return USUAL.has(word) ? null : word;
}

const WORDS: Readonly<Record<string, string>> = {
  short: 'short',
  no: 'short',
  false: 'short',
  long: 'long',
  yes: 'long',
  true: 'long',
};
const UP_TO = /^(?:≤|<=?|up to|bis|0 ?[-–]) ?(\d+) ?(k|m)$/;
const OVER = /^(?:(?:>=?|≥|above|over) ?(\d+) ?(k|m)|(\d+) ?(k|m) ?(?:\+|[-–] ?\d+ ?[km]))$/;

/** `≤ 200k`, `<=200k`, `0-200k` are one; so are `> 200k`, `200k-1M`. Anything else stays as it is. */
function contextOf(text: string | null): string | null {
  const word = unusual(text)?.replaceAll(/\s+/g, ' ') ?? null;
  if (word === null || word === 'unknown') return null;
  const upTo = UP_TO.exec(word);
  if (upTo) return `≤ ${thousands(upTo[1], upTo[2])}k`;
  const over = OVER.exec(word);
  if (over) return `> ${thousands(over[1] ?? over[3], over[2] ?? over[4])}k`;
  return WORDS[word] ?? word;
}

const thousands = (count: string | undefined, unit: string | undefined): number =>
  Number(count) * (unit === 'm' ? 1000 : 1);

/**
 * Whether a stated length lies above a bound (in tokens); `null` where it does not settle it, and
 * `undefined` where the word is unknown.
 */
export function isLong(context: string | null, above: number): boolean | null | undefined {
  if (context === null) return null;
  if (context === 'long' || context === 'short') return context === 'long';
  const [sign, count] = context.split(' ');
  const tokens = Number(count?.slice(0, -1)) * 1000;
  if (sign === '>') return tokens >= above ? true : null;
  if (sign === '≤') return tokens <= above ? false : null;
  return undefined;
}

const FIELDS = ['speed', 'serviceTier', 'context', 'geo'] as const;

/** A tier in one line, as the book keeps it; empty for a plain one. */
export function tierText(tier: PriceTier): string {
  if (tier === PLAIN_TIER) return '';
  return FIELDS.flatMap((field) => (tier[field] === null ? [] : [`${field}=${tier[field]}`])).join(
    ';',
  );
}

/** Reads what `tierText` wrote. */
export function readTier(text: string): PriceTier {
  if (text === '') return PLAIN_TIER;
  const tier = { ...PLAIN_TIER } as Record<(typeof FIELDS)[number], string | null>;
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    const field = FIELDS.find((name) => name === part.slice(0, at));
    if (field !== undefined) tier[field] = part.slice(at + 1);
  }
  return tier;
}

/**
 * The words that tell a row from one that is equal but for its tier. That a row states to be short is
 * none of them: it costs what a row that does not say so costs, and may say so only in a later file.
 */
export function tierWords(tier: PriceTier): readonly string[] {
  if (tier === PLAIN_TIER) return [];
  const isShort = tier.context === 'short' || tier.context?.startsWith('≤') === true;
  return [tier.serviceTier, isShort ? null : tier.context, tier.geo, tier.speed].filter(
    (word) => word !== null,
  );
}
