import type { Spread } from '../../book/stores/invoices.ts';

export type { Spread };

import { type Context, settingOf } from '../context.ts';

/** How an account's variance is carried: its own rule, else the setting. */
export function spreadOf(context: Context, accountId: number): Spread {
  const own = context.book.invoices.spread(accountId);
  return own ?? (settingOf(context, 'invoices.spread') === 'by-use' ? 'by-use' : 'unassigned');
}
