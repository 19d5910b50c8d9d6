import type { IsoMonth } from '../../../core/calendar.ts';
import { flag, micro, optional, type RowOf, text, whole } from '../columns.ts';
import { change, row, rows, sole, sql, value, values } from '../statement.ts';

const closure = {
  id: whole,
  month: text,
  closedAt: text,
  closedBy: text,
  totalMicro: micro,
  currency: text,
  digest: text,
  inSpiteOf: optional(text),
  reopenedAt: optional(text),
  reopenedBy: optional(text),
  reopenReason: optional(text),
};
const frozen = { kind: text, document: text };

/** A closing of a month, whether it still stands or was taken back. */
export type Closure = RowOf<typeof closure>;

const CLOSURES = sql`
  SELECT id, month, closed_at AS closedAt, closed_by AS closedBy, total_micro AS totalMicro, currency,
    digest, in_spite_of AS inSpiteOf, reopened_at AS reopenedAt, reopened_by AS reopenedBy,
    reopen_reason AS reopenReason
  FROM closure`;

/** Closed months, and what each was closed with. */
export const closures = {
  all: rows(closure, () => sql`${CLOSURES} ORDER BY id`),
  last: row(closure, () => sql`${CLOSURES} ORDER BY id DESC LIMIT 1`),
  /** Every closing of a month, the newest first. */
  ofMonth: rows(
    closure,
    (month: IsoMonth) => sql`${CLOSURES} WHERE month = ${month} ORDER BY id DESC`,
  ),
  standing: row(
    closure,
    (month: IsoMonth) => sql`${CLOSURES} WHERE month = ${month} AND reopened_at IS NULL`,
  ),
  /** The months that are closed now, in order. */
  months: values(text, () => sql`SELECT month FROM closed_month ORDER BY month`),
  isClosed: sole(
    flag,
    (month: IsoMonth) => sql`SELECT EXISTS (SELECT 1 FROM closed_month WHERE month = ${month})`,
  ),
  lastMonth: sole(optional(text), () => sql`SELECT max(month) FROM closed_month`),
  lastMonthFrom: sole(
    optional(text),
    (from: IsoMonth) => sql`SELECT max(month) FROM closed_month WHERE month >= ${from}`,
  ),
  closedAt: value(
    text,
    (month: IsoMonth) => sql`SELECT at FROM closed_month WHERE month = ${month}`,
  ),
  total: value(
    micro,
    (month: IsoMonth) => sql`SELECT total_micro FROM closed_month WHERE month = ${month}`,
  ),
  /** The first closed month of which no closing tells the same. */
  firstUntold: value(
    text,
    () => sql`
      SELECT month FROM closed_month WHERE NOT EXISTS (SELECT 1 FROM closure
        WHERE closure.month = closed_month.month AND reopened_at IS NULL
          AND closure.digest = closed_month.digest AND closure.total_micro = closed_month.total_micro)`,
  ),
  documents: rows(
    frozen,
    (id: number) =>
      sql`SELECT kind, document FROM closure_document WHERE closure_id = ${id} ORDER BY kind`,
  ),
  document: value(
    text,
    (month: IsoMonth, kind: string) => sql`
      SELECT document FROM closure_document
      JOIN closure ON closure.id = closure_id JOIN closed_month USING (month)
      WHERE month = ${month} AND reopened_at IS NULL AND kind = ${kind}`,
  ),
  /** One part of a document by its path, read without the rest; `null` where the document has none. */
  documentPart: value(
    optional(text),
    (month: IsoMonth, kind: string, path: string) => sql`
      SELECT json_extract(document, ${path}) FROM closure_document
      JOIN closure ON closure.id = closure_id JOIN closed_month USING (month)
      WHERE month = ${month} AND reopened_at IS NULL AND kind = ${kind}`,
  ),
  add: change(
    (made: Omit<Closure, 'id' | 'reopenedAt' | 'reopenedBy' | 'reopenReason'>) => sql`
      INSERT INTO closure (month, closed_at, closed_by, total_micro, currency, digest, in_spite_of)
      VALUES (${made.month}, ${made.closedAt}, ${made.closedBy}, ${made.totalMicro}, ${made.currency},
        ${made.digest}, ${made.inSpiteOf})`,
  ),
  addDocument: change(
    (id: number, kind: string, document: string) =>
      sql`INSERT INTO closure_document (closure_id, kind, document) VALUES (${id}, ${kind}, ${document})`,
  ),
  closeMonth: change(
    (made: Pick<Closure, 'month' | 'closedAt' | 'closedBy' | 'totalMicro' | 'digest'>) => sql`
      INSERT INTO closed_month (month, at, who, total_micro, digest)
      VALUES (${made.month}, ${made.closedAt}, ${made.closedBy}, ${made.totalMicro}, ${made.digest})`,
  ),
  /** A person who carries something of a closed month stays in the book. */
  keepPerson: change(
    (month: IsoMonth, personId: number) =>
      sql`INSERT INTO closed_month_person (month, person_id) VALUES (${month}, ${personId})`,
  ),
  reopen: change(
    (
      id: number,
      reopened: { readonly at: string; readonly by: string; readonly reason: string },
    ) => sql`
      UPDATE closure SET reopened_at = ${reopened.at}, reopened_by = ${reopened.by},
        reopen_reason = ${reopened.reason} WHERE id = ${id}`,
  ),
  /** Only while the guards are lifted: a document without a person, and the digest that follows from it. */
  retellDocument: change(
    (id: number, kind: string, document: string) =>
      sql`UPDATE closure_document SET document = ${document} WHERE closure_id = ${id} AND kind = ${kind}`,
  ),
  setDigest: change(
    (id: number, digest: string) => sql`UPDATE closure SET digest = ${digest} WHERE id = ${id}`,
  ),
  setMonthDigest: change(
    (month: IsoMonth, digest: string) =>
      sql`UPDATE closed_month SET digest = ${digest} WHERE month = ${month}`,
  ),
  openMonth: change((month: IsoMonth) => sql`DELETE FROM closed_month WHERE month = ${month}`),
};
