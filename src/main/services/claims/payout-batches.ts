import type {
  BatchDoc,
  claimsBatchCancel,
  claimsBatches,
  claimsBatchPaid,
} from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { payoutsOf } from '../../../core/claims/payouts-of.ts';
import { Failure } from '../../../core/failure.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import type { HeldPayout } from '../../book/stores/payouts.ts';
import { deciderNamed } from '../access/holder.ts';
import type { Context } from '../context.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { ClaimFacts } from './claim-facts.ts';
import { heldClaim, takeStep } from './claim-steps.ts';

/** Amounts added up by currency, currencies in alphabetical order. */
export const totalsOf = (
  payouts: readonly { readonly amountMicro: Micro; readonly currency: string }[],
): MoneyShape[] => {
  const sums = new Map<string, Micro>();
  for (const { currency, amountMicro } of payouts) {
    sums.set(currency, (sums.get(currency) ?? 0n) + amountMicro);
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, micro]) => moneyText(micro, currency));
};

/** Every batch, newest first. */
export function listBatches({ book }: Context): OutputOf<typeof claimsBatches> {
  const people = new Map(heldPeople(book).map((one) => [one.id, one]));
  const rows = book.payouts.all();
  const batches = book.payouts.batches().map((batch): BatchDoc => {
    const own = rows.filter(({ batchId }) => batchId === batch.id);
    const states = new Set(own.map(({ state }) => state));
    return {
      ...batch,
      totals: totalsOf(own),
      state: states.has('sent')
        ? 'sent'
        : states.has('paid') || states.has('failed')
          ? 'paid'
          : 'cancelled',
      payouts: own.flatMap(({ claimId, personId, transfer, amountMicro, currency, state }) => {
        const person = people.get(personId);
        if (!person) return [];
        const amount = moneyText(amountMicro, currency);
        return [
          { claim: claimId, person: personShape(person), reference: transfer, amount, state },
        ];
      }),
    };
  });
  return { batches };
}

/** Marks every transfer of a batch that is on its way as arrived. */
export function payBatch(
  context: Context,
  { batch, date, reference, by }: InputOf<typeof claimsBatchPaid>,
): OutputOf<typeof claimsBatches> {
  const facts = new ClaimFacts(context);
  context.book.transaction(() => markPaid(context, facts, batch, date, reference || undefined, by));
  return listBatches(context);
}

/** Takes the step `pay` on every claim of a batch that is on its way. */
export function markPaid(
  context: Context,
  facts: ClaimFacts,
  batchId: number,
  day: string,
  reference: string | undefined,
  by: string | undefined,
): void {
  const { book } = context;
  const sent = sentIn(book, batchId);
  for (const id of new Set(sent.map(({ claimId }) => claimId))) {
    const own = sent.filter(({ claimId }) => claimId === id);
    const owed = heldClaim(facts, id).claim;
    const isAll = reference !== undefined && payoutsOf(owed, null).length === own.length;
    const steps = isAll
      ? [{ reference, currency: null }]
      : own.map((one) => ({
          reference: own.length === 1 ? (reference ?? one.transfer) : one.transfer,
          currency: one.settlesCurrency,
        }));
    for (const step of steps) {
      takeStep(context, facts, heldClaim(facts, id), { kind: 'pay', day, ...step }, { by });
      facts.reread([id]);
    }
  }
  book.payouts.batchPaid(batchId);
}

function sentIn(book: Book, batchId: number): HeldPayout[] {
  const sent = book.payouts.all().filter((row) => row.batchId === batchId && row.state === 'sent');
  if (sent.length > 0) return sent;
  throw new Failure('batch_not_sent', `Batch ${batchId} holds nothing that is on its way.`, {
    batch: batchId,
  });
}

/** Says that a batch was never given to the bank: its claims can be paid in another. */
export function cancelBatch(
  context: Context,
  { batch, by }: InputOf<typeof claimsBatchCancel>,
): OutputOf<typeof claimsBatches> {
  const { book } = context;
  deciderNamed(context, by ?? context.who);
  book.transaction(() => {
    const sent = sentIn(book, batch);
    book.payouts.batchCancelled(batch);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'cancel payout batch',
      subject: `batch ${batch}`,
      detail: { by: by ?? context.who, references: sent.map(({ reference }) => reference) },
    });
  });
  return listBatches(context);
}
