import type { accountsCreditPrice } from '../../../contract/accounts.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import { parseCurrency } from '../../imports/table/currency-codes.ts';
import type { Context } from '../context.ts';
import { type AgreedPrice, isCreditPrice } from '../imports/file-answers.ts';
import { accountSource } from '../imports/row-sources.ts';
import { rechargeCredits } from '../spend/recharge.ts';
import { heldAccounts } from './account-record.ts';
import { listAccounts } from './list-accounts.ts';

/** Says what a credit costs from a day on; rows that wait are priced at once. */
export function setCreditPrice(
  context: Context,
  { account, price, currency, from }: InputOf<typeof accountsCreditPrice>,
): OutputOf<typeof accountsCreditPrice> {
  const code = parseCurrency(currency);
  if (!isCreditPrice(price) || typeof code !== 'string') {
    throw new Failure(
      'credit_price_wrong',
      `"${price} ${currency}" is no price of a credit. Write it as 0.04 USD.`,
      { price, currency },
    );
  }
  const { book } = context;
  const sourceId = sourceOf(context, account);
  book.transaction(() => {
    book.credits.addSource(sourceId);
    agreeCreditPrice(context, sourceId, account, { price, currency: code, from });
    rechargeCredits(context, sourceId);
  });
  return listAccounts(context);
}

/** Keeps what a credit of a source costs, and notes it in the trail. */
export function agreeCreditPrice(
  context: Context,
  sourceId: number,
  name: string,
  { price, currency, from }: AgreedPrice,
): void {
  const { book } = context;
  book.credits.setPrice(sourceId, from, price, currency);
  audit(book, {
    at: context.now(),
    who: context.who,
    action: 'set credit price',
    subject: name,
    detail: { price, currency, from },
  });
}

/** The account of that name, else the tool whose credits files brought. */
function sourceOf(context: Context, name: string): number {
  const { book } = context;
  const wanted = name.trim().toLowerCase();
  const paying = book.credits.waiting().find((one) => one.name.toLowerCase() === wanted);
  if (paying) return paying.sourceId;
  const account = heldAccounts(book).find((one) => one.name.toLowerCase() === wanted);
  if (account) return accountSource(book, account.name, account.provider).id;
  throw new Failure(
    'account_missing',
    `There is no account ${name}, and no use of a tool of that name.`,
    { account: name },
  );
}
