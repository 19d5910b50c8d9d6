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
  const before = book.get<{
    importId: number;
    moneyFrom: SyncPage['moneyFrom'];
    closed: string | null;
  }>(
    'SELECT import_id AS importId, money_from AS moneyFrom, closed FROM sync_stream WHERE account_id = ? AND stream = ?',
    account.id,
    page.stream,
  );
  const moneyFrom = moneyOf(book, account, page);
  const importId = before?.importId ?? makeImport(context, account, page.stream);
  book.run(
    `INSERT INTO sync_stream (account_id, stream, import_id, money_from, closed, read_in) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET money_from = excluded.money_from, closed = excluded.closed, read_in = excluded.read_in`,
    account.id,
    page.stream,
    importId,
    moneyFrom,
    closed,
    series,
  );
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
  const costs = book.get<{ closed: string | null }>(
    'SELECT closed FROM sync_stream WHERE account_id = ? AND stream = ?',
    account.id,
    COSTS,
  );
  return costs?.closed ? 'usage' : 'cost-report';
}

/** The report was closed to the key, or opened: the usage beside it is charged by the list, or no more. */
function listInsteadOfCosts(book: Book, account: HeldAccount, closed: string | null): boolean {
  const moneyFrom = closed === null ? 'cost-report' : 'usage';
  return (
    book.run(
      `UPDATE sync_stream SET money_from = ?
       WHERE account_id = ? AND (stream = 'usage' OR stream LIKE 'usage/%') AND money_from <> ?`,
      moneyFrom,
      account.id,
      moneyFrom,
    ).changes > 0
  );
}

/** The import that stands for everything one stream brings: rows lead to it as others lead to their file. */
function makeImport(context: Context, account: HeldAccount, stream: string): number {
  return context.book.run(
    `INSERT INTO import (kind, format, file, sha256, options, at, who, rows, added, replaced, unchanged, rejected, header, ignored_columns, notes)
     VALUES ('sync', ?, ?, '', ?, ?, ?, 0, 0, 0, 0, 0, '[]', '[]', '[]')`,
    account.provider ?? '',
    `${account.name}: ${stream}`,
    JSON.stringify({ account: account.name, stream }),
    context.now(),
    context.who,
  ).id;
}
