import { text, whole } from '../columns.ts';
import { change, each, row, rows, type Sql, sql, values } from '../statement.ts';

const entry = { id: whole, at: text, who: text, action: text, subject: text, detail: text };
const chained = { ...entry, hash: text };
const link = { id: whole, hash: text };
const head = { entry: whole, hash: text };

const holding = (words: readonly string[]): Sql =>
  words.reduce(
    (before, word) =>
      sql`${before} AND instr(lower(who || ' ' || action || ' ' || subject || ' ' || detail), lower(${word})) > 0`,
    sql``,
  );

/** The trail of changes; `audit` and `brokenAuditEntry` keep and check its chain. */
export const trail = {
  last: row(link, () => sql`SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1`),
  head: row(head, () => sql`SELECT entry, hash FROM audit_head`),
  inOrder: each(
    chained,
    () => sql`SELECT id, at, who, action, subject, detail, hash FROM audit ORDER BY id`,
  ),
  entry: row(
    chained,
    (id: number) =>
      sql`SELECT id, at, who, action, subject, detail, hash FROM audit WHERE id = ${id}`,
  ),
  lastOf: row(
    link,
    (action: string, subject: string) => sql`
      SELECT id, hash FROM audit WHERE action = ${action} AND subject = ${subject} ORDER BY id DESC LIMIT 1`,
  ),
  /** Newest first, of those that hold all the words. */
  newest: rows(
    entry,
    (words: readonly string[], before: number | null, limit: number) => sql`
      SELECT id, at, who, action, subject, detail FROM audit
      WHERE (${before} IS NULL OR id < ${before}) ${holding(words)} ORDER BY id DESC LIMIT ${limit}`,
    [
      [[], null, 1],
      [['a', 'b'], 1, 1],
    ],
  ),
  /** What was set, oldest first. */
  settings: rows(
    { at: text, action: text, subject: text, detail: text },
    () => sql`
      SELECT at, action, subject, detail FROM audit WHERE action IN ('make book', 'set') ORDER BY id`,
  ),
  detailsOf: values(
    text,
    (action: string, subject: string) =>
      sql`SELECT detail FROM audit WHERE action = ${action} AND subject = ${subject}`,
  ),
  ofAction: rows(
    { subject: text, detail: text },
    (action: string) => sql`SELECT subject, detail FROM audit WHERE action = ${action} ORDER BY id`,
  ),
  /** Oldest first. */
  detailsOfAction: values(
    text,
    (action: string) => sql`SELECT detail FROM audit WHERE action = ${action} ORDER BY id`,
  ),
  /** Entries that an erasure changed, by erasure and entry. */
  redactions: rows(
    { erasure: whole, entry: whole, digest: text },
    () => sql`SELECT erasure, entry, digest FROM audit_redaction ORDER BY erasure, entry`,
  ),
  addRedaction: change(
    (erasure: number, entry: number, digest: string) => sql`
      INSERT INTO audit_redaction (erasure, entry, digest) VALUES (${erasure}, ${entry}, ${digest})`,
  ),
  /** Only while the guards are lifted: what an entry says of a person who is erased. */
  retell: change(
    (one: { id: number; who: string; subject: string; detail: string }) => sql`
      UPDATE audit SET who = ${one.who}, subject = ${one.subject}, detail = ${one.detail}
      WHERE id = ${one.id}`,
  ),
  add: change(
    (
      id: number,
      { at, who, action, subject }: { at: string; who: string; action: string; subject: string },
      detail: string,
      hash: string,
    ) => sql`
      INSERT INTO audit (id, at, who, action, subject, detail, hash)
      VALUES (${id}, ${at}, ${who}, ${action}, ${subject}, ${detail}, ${hash})`,
  ),
  setHead: change(
    (id: number, hash: string) => sql`
      INSERT INTO audit_head (id, entry, hash) VALUES (1, ${id}, ${hash})
      ON CONFLICT DO UPDATE SET entry = excluded.entry, hash = excluded.hash`,
  ),
};
