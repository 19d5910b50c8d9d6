import type { allowanceTransfer } from '../../../contract/allowances.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { addEntry } from '../../book/allowance-store.ts';
import { audit } from '../../book/audit.ts';
import type { Context } from '../context.ts';
import { personByEmail } from '../people/people.ts';
import { AllowanceFacts } from './allowance-facts.ts';
import { quantityShape, readQuantity, unitOf } from './allowance-shapes.ts';
import { chosenAllowance } from './chosen-allowance.ts';
import { signature } from './decision.ts';
import { listWith } from './list-allowances.ts';
import { refuseClosed } from './top-ups.ts';

/** Gives a part of what one person has left in a period to another. */
export function transferAllowance(
  context: Context,
  input: InputOf<typeof allowanceTransfer>,
): OutputOf<typeof allowanceTransfer> {
  const { book } = context;
  const facts = new AllowanceFacts(context);
  const day = input.day ?? facts.known.today;
  refuseClosed(context, day);
  const giver = personByEmail(book, input.from);
  const taker = personByEmail(book, input.to);
  if (giver.id === taker.id) {
    throw new Failure('transfer_to_self', 'A transfer goes from one person to another.', {});
  }
  const given = chosenAllowance(facts, giver, day, input);
  const { key } = given;
  chosenAllowance(facts, taker, day, { ...key, counts: key.purse });
  const currency = given.line.limit.unit === 'money' ? given.line.limit.currency : '';
  const quantity = readQuantity(input.amount, key.unit, currency);
  const unit = unitOf(given.line.limit);
  const left = given.left ?? 0n;
  if (quantity.amount <= 0n || quantity.amount > left) {
    throw new Failure(
      'transfer_exceeds_left',
      `${giver.name} can give what is left, and no more. Type a smaller amount.`,
      { name: giver.name },
    );
  }
  book.transaction(() => {
    addEntry(book, {
      kind: 'transfer',
      personId: giver.id,
      toPersonId: taker.id,
      key,
      quantity,
      day,
      ...signature(context, input.why),
    });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'transfer allowance',
      subject: giver.email,
      detail: {
        to: taker.email,
        amount: quantityShape(quantity.amount, unit),
        day,
        why: input.why,
      },
    });
  });
  const after = listWith(new AllowanceFacts(context), { day });
  const emails = [giver.email, taker.email];
  return {
    ...after,
    allowances: after.allowances.filter((one) => emails.includes(one.person.email)),
  };
}
