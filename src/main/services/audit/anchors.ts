import type { Book } from '../../book/book.ts';

/** The trail's last entry and its digest: kept outside of the book, it tells later whether the trail was rewritten. */
export type AuditHead = { readonly entry: number; readonly digest: string };

/** The trail's head as it is now; entry 0 of a book without any. */
export function auditHead(book: Book): AuditHead {
  const head = book.trail.head();
  return { entry: head?.entry ?? 0, digest: head?.hash ?? '' };
}

/** The head at the last of these months' closes, while all of them are closed; else the head as it is now. */
export function headOfMonths(book: Book, months: readonly string[]): AuditHead {
  const closes = months.map((month) =>
    book.closures.isClosed(month) ? book.trail.lastOf('close month', month) : undefined,
  );
  const last = closes.reduce((latest, one) =>
    one === undefined || latest === undefined ? undefined : one.id > latest.id ? one : latest,
  );
  return last === undefined ? auditHead(book) : { entry: last.id, digest: last.hash };
}
