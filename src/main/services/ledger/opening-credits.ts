import type {
  openingCreditsList,
  openingCreditsRemove,
  openingCreditsSet,
} from '../../../contract/ledger.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { minorUnitMicro } from '../../../core/invoices/minor-unit.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import type { OpeningCreditRow } from '../../book/stores/ledger.ts';
import { baseCurrency, type Context } from '../context.ts';
import { repostVariances } from '../invoices/repost-variances.ts';

type Listed = OutputOf<typeof openingCreditsList>;

/** Credits that accounts held before any invoice of the book, by account. */
export function listOpeningCredits(context: Context): Listed {
  const base = baseCurrency(context);
  return {
    currency: base,
    credits: context.book.ledger.openingCredits().map(({ account, month, baseMicro }) => ({
      ...{ account, month },
      amount: moneyText(baseMicro, base),
    })),
  };
}

/**
 * Says what an account's credits were worth as a month began: from then on its metered use is drawn from them,
 * as it is from credits that an invoice sold. `opening_credit_refused` where the amount is none,
 * `opening_credit_closed` where the month is closed.
 */
export function setOpeningCredits(
  context: Context,
  { account, month, amount }: InputOf<typeof openingCreditsSet>,
): Listed {
  const { book } = context;
  return book.transaction(() => {
    const base = baseCurrency(context);
    const baseMicro = parseMicro(amount);
    if (baseMicro === null || baseMicro <= 0n || baseMicro % minorUnitMicro(base) !== 0n) {
      throw new Failure(
        'opening_credit_refused',
        `What was left of the credits is an amount above 0 in ${base}, such as 250.00, not "${amount}".`,
        { value: amount, currency: base },
      );
    }
    const before = heldOf(context, account);
    refuseClosed(context, [month, before?.month]);
    book.ledger.setOpeningCredit({ account: before?.account ?? account, month, baseMicro });
    return changed(context, account, before, { month, amount });
  });
}

/** Forgets an account's opening credits; `opening_credit_missing` where it has none. */
export function removeOpeningCredits(
  context: Context,
  { account }: InputOf<typeof openingCreditsRemove>,
): Listed {
  const { book } = context;
  return book.transaction(() => {
    const before = heldOf(context, account);
    if (!before) {
      throw new Failure(
        'opening_credit_missing',
        `No opening credits are kept of an account called ${account}.`,
        { account },
      );
    }
    refuseClosed(context, [before.month]);
    book.ledger.removeOpeningCredit(before.account);
    return changed(context, account, before, null);
  });
}

function heldOf({ book }: Context, account: string): OpeningCreditRow | undefined {
  const name = account.toLowerCase();
  return book.ledger.openingCredits().find((one) => one.account.toLowerCase() === name);
}

/** What a closed month's entries follow from stays. */
function refuseClosed({ book }: Context, months: readonly (string | undefined)[]): void {
  const closed = months.find((month) => month !== undefined && book.closures.isClosed(month));
  if (closed === undefined) return;
  throw new Failure(
    'opening_credit_closed',
    `${closed} is closed, and its entries stay. Give the credits that were left as a later month began.`,
    { month: closed },
  );
}

function changed(
  context: Context,
  account: string,
  before: OpeningCreditRow | undefined,
  after: { readonly month: string; readonly amount: string } | null,
): Listed {
  audit(context.book, {
    at: context.now(),
    who: context.who,
    action: after ? 'set opening credits' : 'remove opening credits',
    subject: account,
    detail: { before: before ? { ...before, baseMicro: `${before.baseMicro}` } : null, after },
  });
  // Use that credits pay for is billed by no invoice any more.
  repostVariances(context, { from: null, to: null });
  return listOpeningCredits(context);
}
