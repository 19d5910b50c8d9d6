import type { subscriptionsList, subscriptionsSave } from '../../../contract/company.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { type RenewalTerms, renewalAfter } from '../../../core/renewals/renewal.ts';
import { audit } from '../../book/audit.ts';
import { ensureAccount } from '../../book/sources.ts';
import type { HeldSubscription } from '../../book/stores/subscriptions.ts';
import type { Context } from '../context.ts';
import { repostVariances } from '../invoices/repost-variances.ts';
import { rechargePlans } from '../spend/recharge.ts';
import { heldPeople, personShape } from './people.ts';

export function listSubscriptions(context: Context): OutputOf<typeof subscriptionsList> {
  const people = new Map(heldPeople(context.book).map((one) => [one.id, one]));
  const today = context.today();
  return {
    subscriptions: context.book.subscriptions.all().map((one) => {
      const person = one.personId === null ? undefined : people.get(one.personId);
      return {
        id: one.id,
        tool: one.tool,
        email: one.email,
        person: person ? personShape(person) : null,
        start: one.startDay,
        end: one.endDay,
        price: moneyText(one.priceMicro, one.currency),
        cadence: one.cadence,
        account: one.account,
        renewal: renewalAfter(renewalTerms(one), today),
      };
    }),
  };
}

/** When a subscription renews: without a notice of its own, up to the day itself. */
export const renewalTerms = (one: HeldSubscription): RenewalTerms => ({
  ...one,
  noticeDays: one.noticeDays ?? 0,
});

export function saveSubscription(
  context: Context,
  input: InputOf<typeof subscriptionsSave>,
): OutputOf<typeof subscriptionsList> {
  saveSubscriptions(context, [input]);
  return listSubscriptions(context);
}

/** Saves several at once; what follows from them is worked out once. */
export function saveSubscriptions(
  context: Context,
  inputs: readonly InputOf<typeof subscriptionsSave>[],
): void {
  const { book } = context;
  for (const { start, end } of inputs) {
    if (end === null || end >= start) continue;
    throw new Failure('dates_reversed', `The last day, ${end}, lies before the first, ${start}.`, {
      from: start,
      to: end,
    });
  }
  book.transaction(() => {
    for (const input of inputs) put(context, input);
    rechargePlans(context);
    repostVariances(context, { from: null, to: null });
  });
}

function put(context: Context, input: InputOf<typeof subscriptionsSave>): void {
  const { book } = context;
  const said = {
    tool: input.tool,
    email: input.email || null,
    startDay: input.start,
    endDay: input.end,
    priceMicro: parseMicro(input.price.amount) ?? 0n,
    currency: input.price.currency,
    cadence: input.cadence,
    accountId: input.account ? ensureAccount(book, input.account, null) : null,
  };
  const before =
    input.id === null ? null : book.subscriptions.all().find((one) => one.id === input.id);
  if (before === undefined) {
    throw new Failure('subscription_missing', `There is no subscription ${input.id}.`, {
      id: input.id,
    });
  }
  const ordinal = book.subscriptions.nextOrdinal(said, input.id);
  if (before) {
    book.subscriptions.change(before.id, said, ordinal);
  } else {
    book.subscriptions.add(said, ordinal);
  }
  audit(book, {
    at: context.now(),
    who: context.who,
    action: before ? 'change subscription' : 'add subscription',
    subject: input.tool,
    detail: { before, after: input },
  });
}
