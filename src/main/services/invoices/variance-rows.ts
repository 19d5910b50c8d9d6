import type { IsoMonth } from '../../../core/calendar.ts';
import type { PostedVariance, VarianceRow } from '../../../core/invoices/variance-posting.ts';
import type { Micro } from '../../../core/money.ts';
import type { Book } from '../../book/book.ts';
import { Labels } from '../../book/labels.ts';
import type { NewVariance, VarianceStanding } from '../../book/stores/variances.ts';
import type { Context } from '../context.ts';
import { accountSource } from '../imports/row-sources.ts';

/** What is posted as an account's variance of a month, of charges that may still change or not. */
export function varianceHeld(
  book: Book,
  accountId: number,
  month: IsoMonth,
  standing: VarianceStanding,
): {
  baseMicro: Micro;
  byCurrency: Map<string, PostedVariance>;
} {
  const rows = book.variances.sums(accountId, month, standing);
  return {
    baseMicro: rows.reduce((sum, row) => sum + (row.baseMicro ?? 0n), 0n),
    byCurrency: new Map(rows.map(({ currency, ...sums }) => [currency, sums])),
  };
}

type HeldRow = { readonly id: number; readonly key: string };

/** Makes the account's open variance charges of a month be exactly these; equal ones stay untouched. */
export function replaceVariances(
  context: Context,
  accountId: number,
  month: IsoMonth,
  rows: readonly VarianceRow[],
): void {
  const { book } = context;
  const name = book.accounts.known(accountId)?.name ?? '';
  const sourceId = accountSource(book, name, null).id;
  const labels = new Labels(book);
  const held = new Map(heldRows(book, accountId, month).map((row) => [row.key, row.id]));
  const missing: NewVariance[] = [];
  const repeats = new Map<string, number>();
  for (const row of rows) {
    const one = {
      sourceId,
      day: row.day,
      identityId: row.identityId,
      toolId: labels.id(row.tool),
      detailId: labels.id(row.detail),
      reference: row.reference,
      currency: row.currency,
      personId: row.personId,
      amountMicro: row.amountMicro,
      baseMicro: row.baseMicro,
    };
    const key = numbered(keyOf(Object.values(one)), repeats);
    if (held.has(key)) held.delete(key);
    else missing.push(one);
  }
  for (const id of held.values()) book.charges.remove(id);
  for (const one of missing) {
    const { id } = book.variances.add(one, book.variances.nextOrdinal(one));
    book.variances.note(id, accountId, month);
  }
}

function heldRows(book: Book, accountId: number, month: IsoMonth): HeldRow[] {
  const rows = book.variances.open(accountId, month);
  const repeats = new Map<string, number>();
  return rows.map(({ id, ...row }) => {
    return { id, key: numbered(keyOf(Object.values(row)), repeats) };
  });
}

/** Two equal rows are two rows: the first is `0 …`, the second `1 …`. */
function numbered(key: string, repeats: Map<string, number>): string {
  const times = repeats.get(key) ?? 0;
  repeats.set(key, times + 1);
  return `${times} ${key}`;
}

function keyOf(values: readonly unknown[]): string {
  return JSON.stringify(values, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}
