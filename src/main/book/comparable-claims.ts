import { addDays } from '../../core/calendar.ts';
import type { ClaimLine } from '../../core/claims/claim-line.ts';
import { NEAR_DAYS } from '../../core/claims/duplicate-findings.ts';
import { lineFailure } from '../../core/claims/line-amounts.ts';
import { isNearPicture } from '../../core/claims/picture-hash.ts';
import { invoiceNumberKey } from '../../core/claims/vendor-match.ts';
import type { Book } from './book.ts';

/**
 * The claims that findings on these lines can speak of: the person's own, and of everybody's those with
 * the same receipt, a picture nearly equal, the same number, or the same amount within days. The rules
 * decide on them; no other claim has to be read. Lines that cannot be filed as they stand raise nothing.
 */
export function comparableClaims(
  book: Book,
  personId: number,
  lines: readonly ClaimLine[],
): Set<number> {
  const found = new Set<number>();
  const note = (rows: readonly { readonly id: number }[]): void => {
    for (const { id } of rows) found.add(id);
  };
  note(book.all('SELECT id FROM claim WHERE person_id = ?', personId));
  for (const line of lines.filter((one) => lineFailure(one) === null)) {
    note(
      book.all(
        `SELECT claim_id AS id FROM claim_line
         WHERE day BETWEEN ? AND ? AND amount_micro = ? AND currency = ?`,
        addDays(line.day, -NEAR_DAYS),
        addDays(line.day, NEAR_DAYS),
        line.amountMicro,
        line.currency,
      ),
    );
    note(sameNumber(book, invoiceNumberKey(line.invoiceNumber)));
    for (const receipt of line.receipts) {
      for (const sha256 of [receipt.sha256, ...nearPictures(book, receipt.pictureHash)]) {
        note(book.all('SELECT claim_id AS id FROM claim_receipt WHERE sha256 = ?', sha256));
      }
    }
  }
  return found;
}

function sameNumber(book: Book, number: string): { readonly id: number }[] {
  if (number === '') return [];
  const oddlyWritten = book
    .all<{ id: number; invoiceNumber: string }>(
      `SELECT claim_id AS id, invoice_number AS invoiceNumber FROM claim_line
       WHERE plain_number IS NULL AND invoice_number IS NOT NULL`,
    )
    .filter(({ invoiceNumber }) => invoiceNumberKey(invoiceNumber) === number);
  return [
    ...oddlyWritten,
    ...book.all<{ id: number }>(
      `SELECT claim_id AS id FROM claim_line
       WHERE plain_number = ? AND invoice_number IS NOT NULL`,
      number,
    ),
  ];
}

function nearPictures(book: Book, hash: string | null): string[] {
  if (hash === null) return [];
  return book
    .all<{ sha256: string; hash: string }>(
      'SELECT sha256, picture_hash AS hash FROM receipt WHERE picture_hash IS NOT NULL',
    )
    .filter((other) => isNearPicture(hash, other.hash))
    .map(({ sha256 }) => sha256);
}
