import * as z from 'zod';
import { cadence, cappedClass, counted, quantity } from '../../../contract/allowances.ts';
import { isoDay } from '../../../contract/shapes.ts';
import { isIsoMonth } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { decimalTimes, parseDecimal } from '../../../core/money.ts';
import type { HeldOutput } from '../../book/stores/output.ts';
import type { PacketMessage } from '../../packets/packet-shape.ts';
import { askTopUp, decideTopUp } from '../allowances/top-ups.ts';
import { setBank } from '../claims/bank-details.ts';
import type { Context } from '../context.ts';
import { logOutput, removeOutput, tickNothingFinished } from '../output/output.ts';
import type { HeldPerson } from '../people/people.ts';
import { bodyOf, malformed, refuseAfterEnd, uuidOf } from './message-body.ts';
import { type Outcome, superseded, TAKEN } from './outcome.ts';
import { notTheirs } from './take-claim.ts';

const outputBody = z.object({
  day: isoDay,
  kind: z.string().trim().min(1).max(200),
  quantity: z.string().max(40),
  title: z.string().trim().max(1000).nullable(),
  link: z.string().trim().max(2000).nullable(),
  minutesSaved: z.number().int().min(0).max(100_000).nullable(),
});

/** Logs an item, replaces it with a newer form, or removes it; what was accepted stands as it was. */
export function takeOutput(context: Context, person: HeldPerson, message: PacketMessage): Outcome {
  const { book } = context;
  const uuid = uuidOf(message);
  const shared = book.pairings.itemOf('output', uuid);
  const held = shared && book.output.item(shared.id);
  if (held && held.email.toLowerCase() !== person.email.toLowerCase()) throw notTheirs();
  const isRemoved = message.body['removed'] === true;
  const body = isRemoved ? null : bodyOf(outputBody, message);
  if (held && body && isTheSame(held, body)) return TAKEN;
  if (held && (held.accepted === 1 || held.reopened !== null)) {
    return superseded(
      'output_already_accepted',
      'The item was accepted before it was changed. It stands as it was; log what is new as another item.',
    );
  }
  if (held) removeOutput(context, { id: held.id });
  if (!body) return TAKEN;
  refuseAfterEnd(context, person, body.day);
  const { id } = logOutput(context, { ...body, email: person.email, acceptedBy: null });
  if (shared) book.pairings.moveItem('output', uuid, id);
  else book.pairings.share('output', uuid, id);
  return TAKEN;
}

function isTheSame(held: HeldOutput, said: z.infer<typeof outputBody>): boolean {
  const quantity = parseDecimal(said.quantity);
  return (
    held.day === said.day &&
    held.kind.toLowerCase() === said.kind.toLowerCase() &&
    quantity !== null &&
    decimalTimes(quantity, 1000n) === BigInt(held.quantityMilli) &&
    held.title === (said.title ?? '') &&
    held.link === (said.link ?? '') &&
    held.minutesSaved === said.minutesSaved
  );
}

export function takeNothing(context: Context, person: HeldPerson, message: PacketMessage): Outcome {
  const { isNothing } = bodyOf(z.object({ isNothing: z.boolean() }), message);
  const month = message.about ?? '';
  if (!isIsoMonth(month)) throw malformed(message.type, 'about');
  if (context.book.closures.isClosed(month)) {
    throw new Failure('month_closed', `${month} is closed. Reopen it with a reason first.`, {
      month,
    });
  }
  tickNothingFinished(context, { email: person.email, month, isNothing });
  return TAKEN;
}

const topUpBody = z.object({
  state: z.enum(['asked', 'withdrawn']),
  modelClass: cappedClass.optional().catch(undefined),
  cadence: cadence.optional().catch(undefined),
  unit: z.enum(['money', 'tokens']),
  counts: counted.optional().catch(undefined),
  amount: quantity,
  reason: z.string().trim().max(2000),
  expectedOutput: z.string().trim().max(2000),
  day: isoDay,
  permanent: z.boolean(),
});

/** Asks for more in a person's name, or takes the request back while nobody has decided on it. */
export function takeTopUp(context: Context, person: HeldPerson, message: PacketMessage): Outcome {
  const { book } = context;
  const body = bodyOf(topUpBody, message);
  const uuid = uuidOf(message);
  const shared = book.pairings.itemOf('top-up', uuid);
  const held = shared && book.topUps.all().find(({ id }) => id === shared.id);
  if (held && held.personId !== person.id) throw notTheirs();
  if (held) {
    if (body.state !== 'withdrawn' || held.state === 'withdrawn') return TAKEN;
    decideTopUp(context, { id: held.id, decision: 'withdraw' });
    return TAKEN;
  }
  if (body.state === 'withdrawn') return TAKEN;
  refuseAfterEnd(context, person, body.day);
  const { state: _, amount, ...asked } = body;
  const { topUps } = askTopUp(context, {
    ...asked,
    person: person.email,
    ...('tokens' in amount
      ? { amount: String(amount.tokens) }
      : { amount: amount.amount, currency: amount.currency }),
  });
  const [made] = topUps;
  if (made) book.pairings.share('top-up', uuid, made.id);
  return TAKEN;
}

const bankBody = z.object({
  holder: z.string().trim().min(1).max(140),
  iban: z.string().trim().max(60).nullable(),
  bic: z.string().trim().max(20).nullable(),
  accountNumber: z.string().trim().max(60).nullable(),
  bankName: z.string().trim().max(140).nullable(),
});

/** Keeps where a person's money goes, as they say it; checked like any other. */
export function takeBank(context: Context, person: HeldPerson, message: PacketMessage): Outcome {
  setBank(context, { ...bodyOf(bankBody, message), person: person.email });
  return TAKEN;
}

/** Notes that a person asked for what is held about them: the next packet brings it. */
export function takeHeldRequest(
  { book, now }: Context,
  person: HeldPerson,
  _message: PacketMessage,
): Outcome {
  book.settings.set(`packets.held-asked.${person.id}`, now(), now().slice(0, 10));
  return TAKEN;
}
