import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import type { Micro } from '../../../core/money.ts';
import type { Book, SqlValue } from '../../book/book.ts';
import { Labels } from '../../book/labels.ts';
import type { Context } from '../context.ts';
import { accountSource } from '../imports/row-sources.ts';

/** A variance charge to be posted. */
export type VarianceRow = {
  readonly day: IsoDay;
  readonly identityId: number | null;
  readonly personId: number | null;
  readonly tool: string | null;
  readonly detail: string;
  readonly reference: string;
  readonly amountMicro: Micro;
  readonly currency: string;
  readonly baseMicro: Micro | null;
  readonly baseCurrency: string;
};

/** Variance charges belong to no import: they follow from invoices and charges. */
const BY_RULE = 0;

type Standing = 'frozen' | 'open';

const WHERE: Readonly<Record<Standing, string>> = {
  frozen: 'substr(charge.day, 1, 7) IN (SELECT month FROM closed_month)',
  open: 'substr(charge.day, 1, 7) NOT IN (SELECT month FROM closed_month)',
};

/** What is posted as an account's variance of a month, of charges that may still change or not. */
export function varianceHeld(
  book: Book,
  accountId: number,
  month: IsoMonth,
  standing: Standing,
): {
  baseMicro: Micro;
  byCurrency: Map<string, { amountMicro: Micro; baseMicro: Micro | null }>;
} {
  const rows = book.all<{ currency: string; amountMicro: bigint; baseMicro: bigint | null }>(
    `SELECT charge.currency, sum(amount_micro) AS amountMicro,
       CASE WHEN count(*) = count(base_micro) THEN sum(base_micro) END AS baseMicro
     FROM variance_charge JOIN charge ON charge.id = charge_id
     WHERE account_id = ? AND month = ? AND ${WHERE[standing]} GROUP BY charge.currency`,
    accountId,
    month,
  );
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
  const name =
    book.get<{ name: string }>('SELECT name FROM account WHERE id = ?', accountId)?.name ?? '';
  const sourceId = accountSource(book, name, null).id;
  const labels = new Labels(book);
  const held = new Map(heldRows(book, accountId, month).map((row) => [row.key, row.id]));
  const missing: SqlValue[][] = [];
  const repeats = new Map<string, number>();
  for (const row of rows) {
    const known: SqlValue[] = [
      sourceId,
      row.day,
      row.identityId,
      labels.id(row.tool),
      labels.id(row.detail),
      row.reference,
      row.currency,
    ];
    const values = [...known, row.personId, row.amountMicro, row.baseMicro];
    const key = numbered(keyOf(values), repeats);
    if (held.has(key)) held.delete(key);
    else missing.push(values);
  }
  for (const id of held.values()) book.run('DELETE FROM charge WHERE id = ?', id);
  for (const values of missing) insert(book, accountId, month, values);
}

function insert(book: Book, accountId: number, month: IsoMonth, values: SqlValue[]): void {
  const [sourceId, day, identityId, toolId, detailId, reference, currency] = values;
  const ordinal =
    book.get<{ next: number }>(
      `SELECT coalesce(max(ordinal) + 1, 0) AS next FROM charge
       WHERE source_id = ? AND day = ? AND kind = 'invoice-variance' AND coalesce(identity_id, 0) = ?
         AND model_id = 0 AND tool_id = ? AND project_id = 0 AND detail_id = ? AND reference = ?
         AND currency = ?`,
      sourceId ?? null,
      day ?? null,
      identityId ?? 0,
      toolId ?? 0,
      detailId ?? 0,
      reference ?? '',
      currency ?? '',
    )?.next ?? 0;
  const { id } = book.run(
    `INSERT INTO charge (source_id, day, identity_id, tool_id, detail_id, reference, currency,
       person_id, amount_micro, base_micro, kind, model_id, project_id, ordinal, import_id,
       seen_import_id, line)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'invoice-variance', 0, 0, ?, ${BY_RULE}, ${BY_RULE}, 0)`,
    ...values,
    ordinal,
  );
  book.run(
    'INSERT INTO variance_charge (charge_id, account_id, month) VALUES (?, ?, ?)',
    id,
    accountId,
    month,
  );
}

function heldRows(book: Book, accountId: number, month: IsoMonth): HeldRow[] {
  const rows = book.all<Record<string, SqlValue> & { id: number }>(
    `SELECT charge.id, source_id, day, identity_id, tool_id, detail_id, reference, currency,
       person_id, amount_micro, base_micro
     FROM variance_charge JOIN charge ON charge.id = charge_id
     WHERE account_id = ? AND month = ? AND ${WHERE.open} ORDER BY ordinal`,
    accountId,
    month,
  );
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

function keyOf(values: readonly SqlValue[]): string {
  return JSON.stringify(values, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}
