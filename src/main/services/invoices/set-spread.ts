import type { invoicesSpread } from '../../../contract/invoices.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import type { Context } from '../context.ts';
import { repostVariances } from './repost-variances.ts';
import { spreadOf } from './spread-rules.ts';

/** Sets an account's rule, or takes it back (`setting`), and posts anew. */
export function setSpread(
  context: Context,
  { account, spread }: InputOf<typeof invoicesSpread>,
): OutputOf<typeof invoicesSpread> {
  const { book } = context;
  return book.transaction(() => {
    const found = book.accounts.named(account);
    if (!found) {
      throw new Failure('account_missing', `There is no account ${account}.`, { account });
    }
    const before = spreadOf(context, found.id);
    if (spread === 'setting') book.invoices.removeSpread(found.id);
    else {
      book.invoices.setSpread(found.id, spread);
    }
    const after = spreadOf(context, found.id);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set spread',
      subject: found.name,
      detail: { before, after },
    });
    repostVariances(context, { from: null, to: null });
    return { account: found.name, spread: after };
  });
}
