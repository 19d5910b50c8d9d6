import { createHash } from 'node:crypto';
import type { Book } from './book.ts';

export type AuditEntry = {
  readonly id: number;
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
  readonly hash: string;
};

const FIRST = '0'.repeat(64);

/** The hash that chains an entry to the one before it. */
function auditHash(before: string, entry: Omit<AuditEntry, 'hash'>): string {
  const { id, at, who, action, subject, detail } = entry;
  return createHash('sha256')
    .update(JSON.stringify([before, id, at, who, action, subject, detail]))
    .digest('hex');
}

/** Appends to the trail: who did what to which subject, with the values before and after. */
export function audit(
  book: Book,
  entry: { at: string; who: string; action: string; subject: string; detail: unknown },
): void {
  const last = book.trail.last();
  const row = {
    id: (last?.id ?? 0) + 1,
    at: entry.at,
    who: entry.who,
    action: entry.action,
    subject: entry.subject,
    detail: JSON.stringify(entry.detail, (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  };
  const hash = auditHash(last?.hash ?? FIRST, row);
  book.trail.add(row.id, row, row.detail, hash);
  book.trail.setHead(row.id, hash);
}

/** The digest of what an entry says, which an erasure that changed it vouches for. */
export function entryDigest({ id, at, who, action, subject, detail }: AuditEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([id, at, who, action, subject, detail]))
    .digest('hex');
}

/** The digest of all that one erasure changed in the trail; its own entry holds it. */
export function redactionDigest(rows: readonly { entry: number; digest: string }[]): string {
  const hash = createHash('sha256');
  for (const { entry, digest } of rows) hash.update(`${entry} ${digest}\n`);
  return hash.digest('hex');
}

/** What the erasure of a person is called in the trail. */
export const ERASURE = 'erase person';

/** Entries that stand with a pseudonym in place of a name, and which erasure vouches for what each says now. */
export type Redactions = ReadonlyMap<number, { readonly erasure: number; readonly digest: string }>;

/**
 * The entries that erasures changed. An erasure counts only while its own entry holds the digest of all that
 * it changed; of several that changed one entry the last one holds.
 */
export function redactionsOf(book: Book): Redactions {
  const found = new Map<number, { erasure: number; digest: string }>();
  const byErasure = Map.groupBy(book.trail.redactions(), ({ erasure }) => erasure);
  for (const [erasure, rows] of [...byErasure].sort(([a], [b]) => a - b)) {
    const entry = book.trail.entry(erasure);
    if (entry?.action !== ERASURE) continue;
    const { trail } = JSON.parse(entry.detail) as { trail?: { digest?: unknown } };
    if (trail?.digest !== redactionDigest(rows)) continue;
    for (const row of rows) {
      if (row.entry < erasure) found.set(row.entry, { erasure, digest: row.digest });
    }
  }
  return found;
}

/** What is to be said of entries whose words erasures changed, up to one of them; nothing where there are none. */
export function redactedText(book: Book, upTo = Number.POSITIVE_INFINITY): string {
  const redactions = [...redactionsOf(book)].filter(([entry]) => entry <= upTo);
  if (redactions.length === 0) return '';
  const erasures = [...new Set(redactions.map(([, { erasure }]) => erasure))].sort((a, b) => a - b);
  return `; ${redactions.length} ${redactions.length === 1 ? 'entry stands' : 'entries stand'} with a pseudonym in place of a name, as the erasure in entry ${erasures.join(', ')} says`;
}

/** What a salvage says of the trail that it found; it is part of the trail itself. */
export const SALVAGE = 'salvage book';

/** The ids of entries that do not follow from the one before them, which was changed or is missing; and where the last of them end. */
export function chainBreaks(book: Book): { breaks: number[]; next: number; hash: string } {
  const breaks: number[] = [];
  const redactions = redactionsOf(book);
  let before = FIRST;
  let expected = 1;
  for (const row of book.trail.inOrder()) {
    const isWhole =
      row.hash === auditHash(before, row) || redactions.get(row.id)?.digest === entryDigest(row);
    if (row.id !== expected || !isWhole) breaks.push(row.id);
    before = row.hash;
    expected = row.id + 1;
  }
  return { breaks, next: expected, hash: before };
}

/**
 * Recomputes the chain up to its head; gives the id of the first entry that does not fit or is missing, or
 * `null`. Where a later salvage says that the trail was damaged there, it is known, and no fault any more.
 */
export function brokenAuditEntry(book: Book): number | null {
  const { breaks, next, hash } = chainBreaks(book);
  const known = knownBreaks(book);
  const unknown = breaks.find((id) => !known.has(id));
  if (unknown !== undefined) return unknown;
  const head = book.trail.head();
  const isWhole = head ? head.entry === next - 1 && head.hash === hash : next === 1;
  return isWhole ? null : next;
}

/** The breaks that salvages found, each before its own entry. */
export function knownBreaks(book: Book): ReadonlySet<number> {
  return new Set(
    book.trail.detailsOf(SALVAGE, 'book').flatMap((detail) => {
      const { breaks } = JSON.parse(detail) as { breaks?: unknown };
      return Array.isArray(breaks) ? breaks.filter((one) => typeof one === 'number') : [];
    }),
  );
}
