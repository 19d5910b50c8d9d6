import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import { flag, micro, optional, type RowOf, text, whole } from '../columns.ts';
import { change, row, rows, sole, sql, values } from '../statement.ts';

const waiting = {
  id: whole,
  day: text,
  amountMicro: micro,
  currency: text,
  baseMicro: optional(micro),
};
const correction = {
  day: text,
  amountMicro: micro,
  currency: text,
  description: text,
  reference: text,
};
const standing = { id: whole, isClosed: flag };
const firstOfWho = { identityId: optional(whole), personId: optional(whole), day: text };
const reported = { sourceId: whole, day: text };

/** What a charge that the app posts itself is known by. */
export type PostedKey = {
  readonly sourceId: number;
  readonly day: IsoDay;
  readonly toolId: number;
  readonly detailId: number;
  readonly reference: string;
  readonly kind: 'manual' | 'claim';
  readonly currency: string;
};
type Posted = PostedKey & {
  readonly personId: number | null;
  readonly ordinal: number;
  readonly amountMicro: bigint;
  readonly baseMicro: bigint | null;
  readonly line: number;
};

export type WaitingCharge = RowOf<typeof waiting>;

/** Charges that stand on their own: reports, variances, claims, typed ones. */
export const charges = {
  /** The months in which usage or a charge waits for a rate. */
  waitingMonths: values(
    text,
    () => sql`
      SELECT DISTINCT month FROM usage_month WHERE waiting > 0
      UNION SELECT DISTINCT substr(day, 1, 7) FROM charge WHERE base_micro IS NULL`,
  ),
  /** Charges of open months in other currencies than the base currency, but for claims, which keep their rate, and
   * variances, which follow from their invoices. */
  converted: rows(
    waiting,
    (base: string) => sql`
      SELECT id, day, amount_micro AS amountMicro, currency, base_micro AS baseMicro FROM charge
      WHERE currency <> ${base} AND kind NOT IN ('claim', 'invoice-variance')
        AND substr(day, 1, 7) NOT IN (SELECT month FROM closed_month)`,
  ),
  setBase: change(
    (id: number, baseMicro: bigint | null) =>
      sql`UPDATE charge SET base_micro = ${baseMicro} WHERE id = ${id}`,
  ),
  baseSum: sole(
    optional(micro),
    (from: IsoDay, to: IsoDay) =>
      sql`SELECT sum(base_micro) FROM charge WHERE day BETWEEN ${from} AND ${to}`,
  ),
  /** The first day on which each identity or person was charged anything. */
  firstDays: rows(
    firstOfWho,
    () => sql`
      SELECT identity_id AS identityId, person_id AS personId, min(day) AS day FROM charge
      WHERE amount_micro <> 0 GROUP BY identity_id, person_id`,
  ),
  firstDay: sole(
    optional(text),
    (identityId: number, from: IsoDay, to: IsoDay) => sql`
      SELECT min(day) FROM charge
      WHERE identity_id = ${identityId} AND day BETWEEN ${from} AND ${to} AND amount_micro <> 0`,
  ),
  /** The days on which a source has a cost report. */
  reportedDays: values(
    text,
    (sourceId: number) =>
      sql`SELECT DISTINCT day FROM charge WHERE source_id = ${sourceId} AND kind = 'cost-report'`,
  ),
  reportedBy: rows(
    reported,
    (importId: number) => sql`
      SELECT DISTINCT source_id AS sourceId, day FROM charge
      WHERE import_id = ${importId} AND kind = 'cost-report'`,
  ),
  /** Corrections of a month: `reference` alone, or with an own reference after it. */
  corrections: rows(
    correction,
    (reference: string) => sql`
      SELECT day, amount_micro AS amountMicro, currency, label.text AS description, reference
      FROM charge JOIN label ON label.id = detail_id
      WHERE kind = 'manual' AND (reference = ${reference} OR reference LIKE ${`${reference}, %`})
      ORDER BY day, charge.id`,
  ),
  lastOrdinal: sole(
    optional(whole),
    (key: PostedKey) => sql`
      SELECT max(ordinal) FROM charge
      WHERE source_id = ${key.sourceId} AND day = ${key.day} AND tool_id = ${key.toolId}
        AND detail_id = ${key.detailId} AND reference = ${key.reference} AND kind = ${key.kind}
        AND currency = ${key.currency}`,
  ),
  /** Posted by hand or by a decision: it comes from no import. */
  post: change(
    (made: Posted) => sql`
      INSERT INTO charge (source_id, day, tool_id, detail_id, reference, currency, kind, person_id, model_id,
        project_id, ordinal, amount_micro, base_micro, import_id, seen_import_id, line)
      VALUES (${made.sourceId}, ${made.day}, ${made.toolId}, ${made.detailId}, ${made.reference},
        ${made.currency}, ${made.kind}, ${made.personId}, 0, 0, ${made.ordinal}, ${made.amountMicro},
        ${made.baseMicro}, 0, 0, ${made.line})`,
  ),
  /** The charge of an approved claim line. */
  ofClaim: row(
    standing,
    (reference: string) => sql`
      SELECT id, EXISTS (SELECT 1 FROM closed_month WHERE month = substr(day, 1, 7)) AS isClosed
      FROM charge WHERE kind = 'claim' AND reference = ${reference} AND amount_micro > 0
      ORDER BY id DESC LIMIT 1`,
  ),
  remove: change((id: number) => sql`DELETE FROM charge WHERE id = ${id}`),
  /** The currencies and days whose rates a month's charges were made with. */
  ratesUsed: rows(
    { currency: text, day: text },
    (identityIds: readonly number[], from: IsoDay, to: IsoDay, base: string) => sql`
      SELECT DISTINCT usage.currency, usage.day FROM json_each(${JSON.stringify(identityIds)}) AS wanted
      CROSS JOIN usage ON usage.identity_id = wanted.value AND usage.day BETWEEN ${from} AND ${to}
      WHERE usage.currency <> ${base} AND charge_micro IS NOT NULL
      UNION SELECT currency, day FROM charge WHERE day BETWEEN ${from} AND ${to} AND currency <> ${base}`,
  ),
  total: sole(
    micro,
    (month: IsoMonth, from: IsoDay, to: IsoDay) => sql`
      SELECT (SELECT coalesce(sum(base_micro), 0) FROM usage_month WHERE month = ${month})
        + (SELECT coalesce(sum(base_micro), 0) FROM charge WHERE day BETWEEN ${from} AND ${to})`,
  ),
  /** As of usage: marks what an import brought of these days. */
  setAside: change(
    (importId: number, from: IsoDay, to: IsoDay) => sql`
      UPDATE charge SET seen_import_id = 0 WHERE import_id = ${importId} AND day BETWEEN ${from} AND ${to}`,
  ),
  removeAside: change(
    (importId: number, from: IsoDay, to: IsoDay) => sql`
      DELETE FROM charge WHERE import_id = ${importId} AND day BETWEEN ${from} AND ${to} AND seen_import_id = 0
        AND substr(day, 1, 7) NOT IN (SELECT month FROM closed_month)`,
  ),
  keepAside: change(
    (importId: number, from: IsoDay, to: IsoDay) => sql`
      UPDATE charge SET seen_import_id = import_id
      WHERE import_id = ${importId} AND day BETWEEN ${from} AND ${to} AND seen_import_id = 0`,
  ),
};
