import type { Forget } from '../../../core/erasure/name-pattern.ts';
import { type AuditEntry, entryDigest, redactionDigest } from '../audit.ts';
import type { Book } from '../book.ts';

/**
 * Lets entries of the trail that name a person name the pseudonym instead; each keeps when and what was
 * done, and the hash that it was chained by. `erasure` is the number that the erasure's own entry will
 * have. Gives how many changed, and the digest by which that entry vouches for what they say now.
 */
export function retellTrail(
  book: Book,
  erasure: number,
  forget: Forget,
  forgetName: Forget,
): { readonly entries: number; readonly digest: string } {
  const changed: AuditEntry[] = [];
  for (const entry of book.trail.inOrder()) {
    const after = {
      ...entry,
      who: forgetName(forget(entry.who)),
      subject: forget(entry.subject),
      detail: forget(entry.detail),
    };
    const isSame =
      after.who === entry.who && after.subject === entry.subject && after.detail === entry.detail;
    if (!isSame) changed.push(after);
  }
  const rows = changed.map((entry) => ({ entry: entry.id, digest: entryDigest(entry) }));
  for (const entry of changed) book.trail.retell(entry);
  for (const { entry, digest } of rows) book.trail.addRedaction(erasure, entry, digest);
  return { entries: rows.length, digest: redactionDigest(rows) };
}
