import type { IsoDay } from '../../../core/calendar.ts';
import { filled, flag, micro, optional, text, whole } from '../columns.ts';
import { change, row, rows, sql, value, values } from '../statement.ts';

const receipt = {
  sha256: text,
  pictureHash: optional(text),
  totalMicro: optional(micro),
  currency: optional(text),
};
const shown = {
  ...receipt,
  claimId: whole,
  lineNo: whole,
  fileName: text,
  mediaType: text,
};
const picture = { sha256: text, hash: filled(text) };
const original = { sha256: text, mediaType: text };

const SHOWN = sql`
  SELECT claim_id AS claimId, line_no AS lineNo, sha256, file_name AS fileName,
    media_type AS mediaType, picture_hash AS pictureHash, total_micro AS totalMicro, currency
  FROM claim_receipt JOIN receipt USING (sha256)`;
const BOTH: readonly [readonly number[] | null][] = [[null], [[1]]];

/** Receipts of claims, and every original that the book speaks of. */
export const receipts = {
  /** Of these claims, or of all. */
  ofClaims: rows(
    shown,
    (ids: readonly number[] | null) =>
      ids === null
        ? sql`${SHOWN} ORDER BY claim_id, line_no, file_name`
        : sql`${SHOWN} WHERE claim_id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))
            ORDER BY claim_id, line_no, file_name`,
    BOTH,
  ),
  one: row(
    receipt,
    (sha256: string) => sql`
      SELECT sha256, picture_hash AS pictureHash, total_micro AS totalMicro, currency
      FROM receipt WHERE sha256 = ${sha256}`,
  ),
  mediaType: value(
    text,
    (sha256: string) => sql`SELECT media_type FROM receipt WHERE sha256 = ${sha256}`,
  ),
  fileName: value(
    text,
    (sha256: string) => sql`SELECT file_name FROM claim_receipt WHERE sha256 = ${sha256} LIMIT 1`,
  ),
  claimsWith: values(
    whole,
    (sha256: string) => sql`SELECT claim_id FROM claim_receipt WHERE sha256 = ${sha256}`,
  ),
  pictures: rows(
    picture,
    () => sql`SELECT sha256, picture_hash AS hash FROM receipt WHERE picture_hash IS NOT NULL`,
  ),
  keep: change(
    (made: {
      readonly sha256: string;
      readonly mediaType: string;
      readonly bytes: number;
      readonly pictureHash: string | null;
      readonly totalMicro: bigint | null;
      readonly currency: string | null;
      readonly at: string;
    }) => sql`
      INSERT INTO receipt (sha256, media_type, bytes, picture_hash, total_micro, currency, kept_at)
      VALUES (${made.sha256}, ${made.mediaType}, ${made.bytes}, ${made.pictureHash}, ${made.totalMicro},
        ${made.currency}, ${made.at}) ON CONFLICT DO NOTHING`,
  ),
  show: change(
    (claimId: number, lineNo: number, sha256: string, fileName: string) => sql`
      INSERT INTO claim_receipt (claim_id, line_no, sha256, file_name)
      VALUES (${claimId}, ${lineNo}, ${sha256}, ${fileName})`,
  ),
  /** Of people who were erased, on lines up to a day. */
  ofErased: rows(
    { claimId: whole, lineNo: whole, sha256: text },
    (upTo: IsoDay) => sql`
      SELECT claim_id AS claimId, line_no AS lineNo, sha256 FROM claim_receipt
      JOIN claim_line USING (claim_id, line_no) JOIN claim ON claim.id = claim_id
      JOIN person ON person.id = claim.person_id
      WHERE erased_at IS NOT NULL AND day <= ${upTo} ORDER BY claim_id, line_no, sha256`,
  ),
  hide: change(
    (claimId: number, lineNo: number, sha256: string) => sql`
      DELETE FROM claim_receipt WHERE claim_id = ${claimId} AND line_no = ${lineNo} AND sha256 = ${sha256}`,
  ),
  /** Those of these that no line shows any more. */
  unused: rows(
    { sha256: text, mediaType: text, isInvoice: flag },
    (of: readonly string[]) => sql`
      SELECT sha256, media_type AS mediaType,
        EXISTS (SELECT 1 FROM invoice WHERE invoice.sha256 = receipt.sha256) AS isInvoice
      FROM receipt WHERE sha256 IN (SELECT value FROM json_each(${JSON.stringify(of)}))
        AND NOT EXISTS (SELECT 1 FROM claim_receipt WHERE claim_receipt.sha256 = receipt.sha256)`,
  ),
  drop: change((sha256: string) => sql`DELETE FROM receipt WHERE sha256 = ${sha256}`),
  /** Originals of invoices and receipts, by their SHA-256. */
  originals: rows(
    original,
    () => sql`
      SELECT sha256, media_type AS mediaType FROM invoice
      UNION SELECT sha256, media_type FROM receipt ORDER BY sha256`,
  ),
  mediaTypeOfOriginal: value(
    text,
    (sha256: string) => sql`
      SELECT media_type FROM invoice WHERE sha256 = ${sha256}
      UNION ALL SELECT media_type FROM receipt WHERE sha256 = ${sha256} LIMIT 1`,
  ),
};
