import type { invoicesAttention } from '../../../contract/invoices.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { Context } from '../context.ts';
import { reconcileTheMonth } from './reconciliation.ts';

/** What of invoices a person should look at. */
export function showAttention(
  context: Context,
  { month }: InputOf<typeof invoicesAttention>,
): OutputOf<typeof invoicesAttention> {
  const waiting =
    context.book.get<{ count: number }>(
      "SELECT count(*) AS count FROM invoice WHERE status <> 'posted'",
    )?.count ?? 0;
  const isAny = context.book.get("SELECT 1 AS held FROM invoice WHERE status = 'posted' LIMIT 1");
  if (!isAny) return { waiting, unexplained: [] };
  const { accounts } = reconcileTheMonth(context, { month });
  return {
    waiting,
    unexplained: accounts.flatMap(({ account, parts }) =>
      parts
        .filter((part) => part.code === 'unexplained')
        .map(({ amount }) => ({ account, amount })),
    ),
  };
}
