import { decimalTimes, parseDecimal, parseMicro } from '../../../core/money.ts';
import type { Context } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';
import type { ToldOutput, ToldTopUp } from './told-shapes.ts';

/** Keeps what the office decided on a request; one that is not known here is added as it was asked. */
export function keepTopUpState(
  { book }: Context,
  person: HeldPerson,
  uuid: string,
  told: ToldTopUp,
): void {
  const shared = book.pairings.itemOf('top-up', uuid);
  const id = shared?.id ?? addTopUp({ book }, person, uuid, told);
  if (id === null || told.state === 'asked') return;
  const held = book.topUps.all().find((one) => one.id === id);
  if (!held || held.state === told.state) return;
  book.topUps.decide(id, {
    state: told.state,
    at: told.at ?? '',
    by: told.by ?? '',
    as: null,
    why: told.why ?? '',
    granted: microOf(told.granted),
    fromPool: null,
    beyond: null,
  });
}

function addTopUp(
  { book }: Pick<Context, 'book'>,
  person: HeldPerson,
  uuid: string,
  { topUp }: ToldTopUp,
): number | null {
  if (topUp === null) return null;
  const { amount } = topUp;
  const { id } = book.topUps.ask({
    personId: person.id,
    key: {
      modelClass: topUp.modelClass,
      cadence: topUp.cadence,
      unit: 'tokens' in amount ? 'tokens' : 'money',
      purse: topUp.counts,
    },
    currency: 'tokens' in amount ? null : amount.currency,
    amountMicro: microOf(amount) ?? 0n,
    reason: topUp.reason,
    expectedOutput: topUp.expectedOutput,
    day: topUp.day,
    isPermanent: topUp.permanent,
    askedAt: topUp.askedAt,
    askedBy: person.email,
  });
  book.pairings.renameItem('top-up', id, uuid);
  return id;
}

function microOf(amount: ToldTopUp['granted']): bigint | null {
  if (amount === null) return null;
  return 'tokens' in amount ? BigInt(amount.tokens) : parseMicro(amount.amount);
}

/** Keeps whether an item is accepted; one that is not known here is added, one that was removed here stays so. */
export function keepOutputState(
  { book }: Context,
  person: HeldPerson,
  uuid: string,
  told: ToldOutput,
): void {
  const shared = book.pairings.itemOf('output', uuid);
  const id = shared?.id ?? addOutput({ book }, person, uuid, told);
  if (id === null || !book.output.item(id)) return;
  if (told.state === 'removed') {
    book.output.remove(id);
    return;
  }
  if (told.state !== 'waiting') book.output.accept(id, told.by ?? '');
  book.output.reopen(id, told.state === 'reopened' ? told.at : null);
}

function addOutput(
  { book }: Pick<Context, 'book'>,
  person: HeldPerson,
  uuid: string,
  { item }: ToldOutput,
): number | null {
  const quantity = item && parseDecimal(item.quantity);
  if (!item || !quantity) return null;
  book.output.addKind(item.kind);
  const key = {
    email: person.email,
    day: item.day,
    kind: item.kind,
    title: item.title ?? '',
    link: item.link ?? '',
  };
  const { id } = book.output.add(
    {
      ...key,
      quantityMilli: Number(decimalTimes(quantity, 1000n)),
      accepted: 0,
      acceptedBy: null,
      minutesSaved: item.minutesSaved,
    },
    book.output.nextOrdinal(key),
  );
  book.pairings.renameItem('output', id, uuid);
  return id;
}
