import type { Book } from '../../book/book.ts';
import type { SyncPage } from '../../providers/provider.ts';
import type { Context } from '../context.ts';
import type { HeldAccount } from './account-record.ts';

export type HeldStream = {
  readonly importId: number;
  readonly moneyFrom: SyncPage['moneyFrom'];
  /** Whether usage of this account is charged another way from now on. */
  readonly changed: boolean;
};

/** The stream by which a provider tells tokens, and the one by which it tells their money. */
const isUsage = (stream: string): boolean => stream === 'usage' || stream.startsWith('usage/');
export const COSTS = 'costs';
/** What seats cost, where that is told apart. */
export const LICENCES = 'licences';

/** The stream of a page with the import that its rows carry, made where it is new. */
export function streamOfPage(
  context: Context,
  account: HeldAccount,
  page: SyncPage,
  series: number,
): HeldStream {
  const { book } = context;
  const closed = closedCode(page);
  const before = book.syncs.stream(account.id, page.stream);
  const moneyFrom = moneyOf(book, account, page);
  const importId = before?.importId ?? makeImport(context, account, page.stream);
  book.syncs.setStream(account.id, page.stream, { importId, moneyFrom, closed, series });
  const costsTurned =
    page.stream === COSTS &&
    (before?.closed ?? null) !== closed &&
    listInsteadOfCosts(book, account, closed);
  const changed = costsTurned || (before !== undefined && before.moneyFrom !== moneyFrom);
  return { importId, moneyFrom, changed };
}

function closedCode({ notes }: SyncPage): string | null {
  const note = notes.find(({ code }) => code === 'feature_closed');
  return note === undefined ? null : String(note.details['why'] ?? 'not_permitted');
}

/**
 * Usage whose money comes by its own report charges nothing itself, unless the key is not let see
 * that report: then the price list speaks.
 */
function moneyOf(book: Book, account: HeldAccount, page: SyncPage): SyncPage['moneyFrom'] {
  if (page.moneyFrom === 'usage' || !isUsage(page.stream)) return page.moneyFrom;
  const costs = book.syncs.stream(account.id, COSTS);
  return costs?.closed ? 'usage' : 'cost-report';
}

/** The report was closed to the key, or opened: the usage beside it is charged by the list, or no more. */
function listInsteadOfCosts(book: Book, account: HeldAccount, closed: string | null): boolean {
  const moneyFrom = closed === null ? 'cost-report' : 'usage';
  return book.syncs.setUsageMoney(account.id, moneyFrom).changes > 0;
}

/** The import that stands for everything one stream brings: rows lead to it as others lead to their file. */
function makeImport(context: Context, account: HeldAccount, stream: string): number {
  return context.book.imports.addSync({
    format: account.provider ?? '',
    file: `${account.name}: ${stream}`,
    options: JSON.stringify({ account: account.name, stream }),
    at: context.now(),
    who: context.who,
  }).id;
}
