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

/** Recomputes the chain up to its head; gives the id of the first entry that does not fit or is missing, or `null`. */
export function brokenAuditEntry(book: Book): number | null {
  let before = FIRST;
  let expected = 1;
  for (const row of book.trail.inOrder()) {
    if (row.id !== expected || row.hash !== auditHash(before, row)) return row.id;
    before = row.hash;
    expected += 1;
  }
  const head = book.trail.head();
  const isWhole = head ? head.entry === expected - 1 && head.hash === before : expected === 1;
  return isWhole ? null : expected;
}
