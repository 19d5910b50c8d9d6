import { addDays } from '../../../core/calendar.ts';
import type { ClaimLine } from '../../../core/claims/claim-line.ts';
import { NEAR_DAYS } from '../../../core/claims/duplicate-findings.ts';
import { lineFailure } from '../../../core/claims/line-amounts.ts';
import { isNearPicture } from '../../../core/claims/picture-hash.ts';
import { invoiceNumberKey } from '../../../core/claims/vendor-match.ts';
import type { Book } from '../../book/book.ts';

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
  const note = (ids: readonly number[]): void => {
    for (const id of ids) found.add(id);
  };
  note(book.claims.ofPerson(personId));
  for (const line of lines.filter((one) => lineFailure(one) === null)) {
    note(
      book.claims.ofAmount(
        addDays(line.day, -NEAR_DAYS),
        addDays(line.day, NEAR_DAYS),
        line.amountMicro,
        line.currency,
      ),
    );
    note(sameNumber(book, invoiceNumberKey(line.invoiceNumber)));
    for (const receipt of line.receipts) {
      for (const sha256 of [receipt.sha256, ...nearPictures(book, receipt.pictureHash)]) {
        note(book.receipts.claimsWith(sha256));
      }
    }
  }
  return found;
}

function sameNumber(book: Book, number: string): number[] {
  if (number === '') return [];
  const oddlyWritten = book.claims
    .withoutPlainNumber()
    .filter(({ invoiceNumber }) => invoiceNumberKey(invoiceNumber) === number)
    .map(({ id }) => id);
  return [...oddlyWritten, ...book.claims.ofNumber(number)];
}

function nearPictures(book: Book, hash: string | null): string[] {
  if (hash === null) return [];
  return book.receipts
    .pictures()
    .filter((other) => isNearPicture(hash, other.hash))
    .map(({ sha256 }) => sha256);
}
