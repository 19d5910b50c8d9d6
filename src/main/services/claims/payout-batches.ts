import { createHash } from 'node:crypto';
import type {
  BatchDoc,
  claimsBatch,
  claimsBatchCancel,
  claimsBatches,
  claimsBatchPaid,
} from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import type { PayeeAccount, Payout, PayoutBatch } from '../../../core/claims/payout-batch.ts';
import { payoutBatches } from '../../../core/claims/payout-batch.ts';
import { payoutsOf } from '../../../core/claims/payouts-of.ts';
import { Failure } from '../../../core/failure.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import type { HeldClaim } from '../../book/claim-store.ts';
import type { HeldPayout } from '../../book/stores/payouts.ts';
import { writeCnyBankTable } from '../../exports/payouts/cny-bank-table.ts';
import { writePayoutCsv } from '../../exports/payouts/payout-table.ts';
import { writeSepaCreditTransfer } from '../../exports/payouts/sepa-credit-transfer.ts';
import type { Context } from '../context.ts';
import { writeWhole } from '../exports/write-whole.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { bankAccounts } from './bank-details.ts';
import { ClaimFacts } from './claim-facts.ts';
import { policyOf } from './claim-policy.ts';
import { claimDocs, heldClaim, takeStep } from './claim-steps.ts';

type BatchInput = InputOf<typeof claimsBatch>;

/** The currency that a bank's file is in; a CSV takes any. */
const CURRENCY_OF = { csv: null, sepa: 'EUR', cny: 'CNY' } as const;

/**
 * Groups what is owed into a batch and writes the bank's file. A claim whose transfer stands in an
 * earlier batch is left out, so that nobody is paid twice.
 */
export function makeBatch(context: Context, input: BatchInput): OutputOf<typeof claimsBatch> {
  const { book } = context;
  const executionDay = input.executionDay ?? input.date ?? context.today();
  const facts = new ClaimFacts(context);
  const made = book.transaction(() => {
    const payouts = owedPayouts(context, facts, input);
    if (payouts.length === 0) throw nothingToPay(context, input);
    const batchId = book.payouts.addBatch({
      at: context.now(),
      who: context.who,
      format: input.format,
      executionDay,
      payIn: input.payIn ?? 'claimed',
    }).id;
    for (const { id, payout } of payouts) keepPayout(book, batchId, id, payout);
    const bytes = bankFile(context, input.format, {
      batchId,
      executionDay,
      payouts: payouts.map(({ payout }) => payout),
    });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'make payout batch',
      subject: `batch ${batchId}`,
      detail: {
        format: input.format,
        payouts: payouts.map(({ payout }) => ({ ...payout, account: undefined })),
      },
    });
    if (input.date) markPaid(context, facts, batchId, input.date, input.reference, input.by);
    writeWhole(input.out, bytes);
    return { batchId, payouts, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  const ids = [...new Set(made.payouts.map(({ id }) => id))];
  return {
    ...claimDocs(context, facts, ids, input.by),
    batch: {
      id: made.batchId,
      file: input.out,
      sha256: made.sha256,
      count: made.payouts.length,
      totals: totalsOf(made.payouts.map(({ payout }) => payout)),
    },
  };
}

type OwedPayout = { readonly id: number; readonly payout: Payout };

/** What is owed and in no batch, in the file's currency where it has one. */
function owedPayouts(context: Context, facts: ClaimFacts, input: BatchInput): OwedPayout[] {
  const accounts = bankAccounts(context);
  const currency = CURRENCY_OF[input.format];
  const claims = input.ids
    ? [...new Set(input.ids)].map((id) => heldClaim(facts, id))
    : facts.claims;
  return claims.flatMap((held) =>
    payoutsOf(held.claim, {
      account: accounts.get(held.personId) ?? null,
      purpose: input.format === 'cny' ? `报销 ${held.claim.id}` : `Claim ${held.claim.id}`,
    })
      .filter((payout) => currency === null || payout.currency === currency)
      .filter((payout) => isFixedSo(held, payout, facts.base, input.payIn))
      .filter((payout) => !isSent(context.book, held.id, payout.currency))
      .map((payout) => ({ id: held.id, payout: named(context, facts, held, payout) })),
  );
}

/** Whether a transfer is in base currency, or in the one claimed, where only such are asked for. */
function isFixedSo(
  { claim }: HeldClaim,
  { currency }: Payout,
  base: string,
  payIn: BatchInput['payIn'],
): boolean {
  if (payIn === undefined) return true;
  if (payIn === 'base') return currency === base;
  return claim.lines.some((line) => line.currency === currency);
}

function isSent(book: Book, claimId: number, currency: string): boolean {
  return book.payouts.isSent(claimId, currency);
}

/** With the person's name as people read it, and a reference that no earlier attempt had. */
function named(context: Context, facts: ClaimFacts, held: HeldClaim, payout: Payout): Payout {
  const { currency } = payout;
  const earlier = context.book.payouts.count(held.id, currency);
  const paid = held.claim.payments.filter((one) => one.currency === currency).length;
  const attempt = Math.max(earlier, paid) + 1;
  return {
    ...payout,
    reference: `${held.claim.id}-${currency}-${attempt}`,
    person: facts.people.get(held.personId)?.name ?? payout.person,
  };
}

function nothingToPay({ book }: Context, { format }: BatchInput): Failure {
  const open = book.payouts.lastSentBatch();
  const currency = CURRENCY_OF[format];
  const what = currency === null ? 'Nothing is owed' : `Nothing is owed in ${currency}`;
  return new Failure(
    'payout_nothing',
    open !== undefined
      ? `${what} that is not in a batch already. Mark batch ${open} as paid, or as never sent, first.`
      : `${what}. Approve a claim first.`,
    { batch: open ?? null, currency },
  );
}

function keepPayout(book: Book, batchId: number, claimId: number, payout: Payout): void {
  book.payouts.add(batchId, claimId, payout);
}

function bankFile(
  context: Context,
  format: BatchInput['format'],
  {
    batchId,
    executionDay,
    payouts,
  }: { batchId: number; executionDay: string; payouts: readonly Payout[] },
): Uint8Array {
  const [batch] = payoutBatches(payouts);
  if (!batch) throw new Error('A batch holds at least one payout.');
  if (format === 'csv') return writePayoutCsv(allOf(payouts), { bom: true, decimalComma: false });
  if (format === 'cny') return writeCnyBankTable(batch);
  const { payer } = policyOf(context).policy;
  if (payer.iban === null) {
    throw new Failure(
      'payer_missing',
      "Enter the company's own IBAN in the rules for claims first.",
      {},
    );
  }
  return writeSepaCreditTransfer(batch, {
    messageId: `SEATWORTH-B${batchId}-${executionDay}`,
    createdAt: `${context.now().slice(0, 19)}Z`,
    executionDay,
    company: payer.holder,
    iban: payer.iban,
    bic: payer.bic,
  });
}

/** Several currencies in one table, each row with its own. */
function allOf(payouts: readonly Payout[]): PayoutBatch {
  const batches = payoutBatches(payouts);
  return {
    currency: batches[0]?.currency ?? '',
    totalMicro: batches.reduce((sum, { totalMicro }) => sum + totalMicro, 0n),
    payouts: batches.flatMap((batch) => batch.payouts),
  };
}

const totalsOf = (
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

function payoutRows(book: Book): HeldPayout[] {
  return book.payouts.all();
}

/** Every batch, newest first. */
export function listBatches({ book }: Context): OutputOf<typeof claimsBatches> {
  const people = new Map(heldPeople(book).map((one) => [one.id, one]));
  const rows = payoutRows(book);
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
      payouts: own.flatMap(({ claimId, personId, reference, amountMicro, currency, state }) => {
        const person = people.get(personId);
        if (!person) return [];
        const amount = moneyText(amountMicro, currency);
        return [{ claim: claimId, person: personShape(person), reference, amount, state }];
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

function markPaid(
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
    const isAll = reference !== undefined && payoutsOf(owed, NO_TERMS).length === own.length;
    const steps = isAll
      ? [{ reference, currency: null }]
      : own.map((one) => ({
          reference: own.length === 1 ? (reference ?? one.reference) : one.reference,
          currency: one.settlesCurrency,
        }));
    for (const step of steps) {
      takeStep(context, facts, heldClaim(facts, id), { kind: 'pay', day, ...step }, { by });
      facts.reread([id]);
    }
  }
  book.payouts.batchPaid(batchId);
}

const NO_TERMS: { account: PayeeAccount | null; purpose: string } = { account: null, purpose: '' };

function sentIn(book: Book, batchId: number): HeldPayout[] {
  const sent = payoutRows(book).filter((row) => row.batchId === batchId && row.state === 'sent');
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
