import type { AccountDoc } from '../../../contract/accounts.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import type { Context } from '../context.ts';
import type { HeldAccount } from './account-record.ts';

/** A difference above this is shown (money wins, the list is kept beside it as a check). */
const NOTEWORTHY = 0.02;
const LINES = 200;
/** As far back as is compared: rows are read one by one, and what was charged a year ago is settled. */
const MONTHS = 12;

/**
 * Where a provider told tokens and money: what it charged for a model in a month against what its
 * list price says for the same tokens, both in US dollars, newest month first. Rows that the
 * provider names and charges nothing for are covered by a seat: they are no difference of price.
 */
export function costTruth(context: Context, account: HeldAccount): AccountDoc['truth'] {
  const lines = context.book.accounts
    .costs(account.id, MONTHS, LINES)
    .map(({ month, model, chargedMicro, listedMicro }) => ({
      month,
      model,
      charged: moneyText(chargedMicro, 'USD'),
      listed: moneyText(listedMicro, 'USD'),
      difference: ratio(chargedMicro, listedMicro),
    }));
  return { lines, differing: lines.filter(isNoteworthy).length };
}

function isNoteworthy({ difference }: { readonly difference: number }): boolean {
  return Math.abs(difference) > NOTEWORTHY;
}

/** Charged over listed, minus 1, to four digits. */
function ratio(chargedMicro: Micro, listedMicro: Micro): number {
  return Number(((chargedMicro - listedMicro) * 10_000n) / listedMicro) / 10_000;
}
