import { type Context, settingOf } from '../context.ts';

export type Spread = 'unassigned' | 'by-use';

/** How an account's variance is carried: its own rule, else the setting. */
export function spreadOf(context: Context, accountId: number): Spread {
  const own = context.book.get<{ spread: Spread }>(
    'SELECT spread FROM spread_rule WHERE account_id = ?',
    accountId,
  );
  return (
    own?.spread ?? (settingOf(context, 'invoices.spread') === 'by-use' ? 'by-use' : 'unassigned')
  );
}
