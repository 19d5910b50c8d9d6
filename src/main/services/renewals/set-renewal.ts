import type { RenewalsDoc, renewalsSet } from '../../../contract/renewals.ts';
import type { InputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { type Micro, moneyText, parseMicro } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import type { HeldSubscription } from '../../book/stores/subscriptions.ts';
import type { Context } from '../context.ts';
import { listRenewals } from './list-renewals.ts';

const MOST_NOTICE = 366;

/** Sets when a subscription renews, the notice it needs, and what the next plan down costs. */
export function setRenewal(context: Context, input: InputOf<typeof renewalsSet>): RenewalsDoc {
  const { book } = context;
  const { id, renewal, noticeDays } = input;
  book.transaction(() => {
    const held = book.subscriptions.all().find((one) => one.id === id);
    if (!held) {
      throw new Failure('subscription_missing', `There is no subscription ${id}.`, { id });
    }
    if (renewal !== undefined && renewal < held.startDay) {
      throw new Failure(
        'renewal_before_start',
        `The renewal, ${renewal}, lies before the start, ${held.startDay}. Choose a day on which it renews.`,
        { renewal, start: held.startDay },
      );
    }
    const isWhole = noticeDays === undefined || Number.isInteger(noticeDays);
    if (!isWhole || (noticeDays ?? 0) < 0 || (noticeDays ?? 0) > MOST_NOTICE) {
      throw new Failure(
        'notice_bad',
        'Notice is given 0 to 366 whole days before. Enter a number of days.',
        { days: noticeDays ?? null },
      );
    }
    const downgradeMicro =
      input.downgradeTo === undefined ? null : cheaper(held, input.downgradeTo);
    book.subscriptions.setRenewal(id, {
      renewalDay: renewal ?? null,
      noticeDays: noticeDays ?? null,
      downgradeMicro,
    });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set renewal',
      subject: held.tool,
      detail: {
        id,
        before: {
          renewal: held.renewalDay,
          noticeDays: held.noticeDays,
          downgrade: held.downgradeMicro,
        },
        after: {
          renewal: renewal ?? held.renewalDay,
          noticeDays: noticeDays ?? held.noticeDays,
          downgrade: downgradeMicro ?? held.downgradeMicro,
        },
      },
    });
  });
  return listRenewals(context, {});
}

function cheaper({ priceMicro, currency }: HeldSubscription, text: string): Micro {
  const micro = parseMicro(text);
  if (micro === null || micro < 0n) {
    throw new Failure(
      'amount_refused',
      `An amount is a number such as 200 or 49.90, not "${text}".`,
      { value: text },
    );
  }
  if (micro >= priceMicro) {
    const { amount } = moneyText(priceMicro, currency);
    throw new Failure(
      'downgrade_not_cheaper',
      `The next plan down has to cost less than ${amount} ${currency}, which this one costs.`,
      { price: amount, currency },
    );
  }
  return micro;
}
