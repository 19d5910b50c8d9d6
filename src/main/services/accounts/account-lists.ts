import type { Book } from '../../book/book.ts';
import { assignByEmail } from '../../book/sources.ts';
import type { SyncPage } from '../../providers/provider.ts';

type Place = { readonly accountId: number; readonly series: number; readonly today: string };

/** Takes the members, seats and keys of one page into the account's lists. */
export function takeLists(book: Book, page: SyncPage, { accountId, series, today }: Place): void {
  const read = { accountId, stream: page.stream, series };
  for (const one of page.members) book.accountLists.addMember(read, one);
  for (const one of page.seats) book.accountLists.addSeat(read, one, today);
  for (const one of page.keys) book.accountLists.addKey(read, one);
  takeLimits(book, page, { accountId, series, today });
}

function takeLimits(book: Book, page: SyncPage, { accountId, series }: Place): void {
  const read = { accountId, stream: page.stream, series };
  for (const one of page.limits) book.accountLists.addLimit(read, one);
}

/** At a sync's end: whoever was not named by the lists that were read through is there no more. */
export function pruneLists(
  book: Book,
  accountId: number,
  series: number,
  failed: readonly string[],
): void {
  book.accountLists.pruneMembers(accountId, series, failed);
  book.accountLists.pruneSeats(accountId, series, failed);
  book.accountLists.pruneKeys(accountId, series, failed);
  book.accountLists.pruneLimits(accountId, series, failed);
}

/** Gives identities the names that the account knows them by, and to people those whose e-mail it tells. */
export function nameIdentities(book: Book, accountId: number): void {
  book.accountLists.nameIdentities(accountId);
  assignByEmail(book);
}
