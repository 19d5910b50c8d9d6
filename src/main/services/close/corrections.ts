import type { closeChecklist, closeCorrect } from '../../../contract/close.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { type IsoMonth, monthOf } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import { Labels } from '../../book/labels.ts';
import { sourceNamed } from '../../book/sources.ts';
import type { Context } from '../context.ts';
import { personByEmail } from '../people/people.ts';
import { Charging } from '../spend/charging.ts';
import { correctionReference } from './export-content.ts';

/** Charges typed by hand belong to no import. */

/** Posts a correction of a closed month in an open one, with a reference to the month it corrects. */
export function postCorrection(
  context: Context,
  input: InputOf<typeof closeCorrect>,
): OutputOf<typeof closeCorrect> {
  const { book } = context;
  checkCorrection(context, input);
  const { corrects, day, amount, description } = input;
  const amountMicro = parseMicro(amount.amount);
  if (amountMicro === null || amountMicro === 0n) {
    throw new Failure('amount_refused', `A correction is an amount, not "${amount.amount}".`, {
      value: amount.amount,
    });
  }
  return book.transaction(() => {
    const person = input.email ? personByEmail(book, input.email) : null;
    const tool = input.tool || 'Corrections';
    const source = sourceNamed(book, 'tool', tool);
    const labels = new Labels(book);
    const reference = correctionReference(corrects, input.reference ?? '');
    const key = {
      sourceId: source.id,
      day,
      toolId: labels.id(tool),
      detailId: labels.id(description),
      reference,
      kind: 'manual',
      currency: amount.currency,
    } as const;
    const ordinal = book.charges.lastOrdinal(key) ?? -1;
    const { id } = book.charges.post({
      ...key,
      personId: person?.id ?? null,
      ordinal: ordinal + 1,
      amountMicro,
      baseMicro: new Charging(context).inBase(amountMicro, amount.currency, day),
      line: 0,
    });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'correct month',
      subject: corrects,
      detail: { charge: id, day, amount, description, reference, email: person?.email ?? null },
    });
    return {
      charge: id,
      month: monthOf(day),
      reference,
      amount: moneyText(amountMicro, amount.currency),
    };
  });
}

/** The corrections of a month, oldest first. */
export function correctionsOf(
  { book }: Context,
  month: IsoMonth,
): OutputOf<typeof closeChecklist>['corrections'] {
  return book.charges
    .corrections(correctionReference(month, ''))
    .map(({ amountMicro, currency, ...one }) => ({
      ...one,
      amount: moneyText(amountMicro, currency),
    }));
}

/** The month a correction may be posted in is open; the one it corrects is closed. */
function checkCorrection({ book }: Context, { corrects, day }: InputOf<typeof closeCorrect>): void {
  const isClosed = (month: IsoMonth): boolean => book.closures.isClosed(month);
  if (!isClosed(corrects)) {
    throw new Failure(
      'month_not_closed',
      `${corrects} is not closed: change its charges themselves.`,
      { month: corrects },
    );
  }
  if (isClosed(monthOf(day))) {
    throw new Failure(
      'month_closed',
      `${monthOf(day)} is closed. Post the correction in an open month.`,
      { month: monthOf(day) },
    );
  }
}
