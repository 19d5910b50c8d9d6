import type { invoicesAttention } from '../../../contract/invoices.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { Context } from '../context.ts';
import { reconcileTheMonth } from './reconciliation.ts';

/** What of invoices a person should look at. */
export function showAttention(
  context: Context,
  { month }: InputOf<typeof invoicesAttention>,
): OutputOf<typeof invoicesAttention> {
  const waiting = context.book.invoices.waiting();
  const isAny = context.book.invoices.isAnyPosted();
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
