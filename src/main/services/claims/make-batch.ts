import { createHash } from 'node:crypto';
import type { claimsBatch, claimsBatchFile } from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { Payout, PayoutBatch, Transfer } from '../../../core/claims/payout-batch.ts';
import { payoutBatches } from '../../../core/claims/payout-batch.ts';
import { payoutsOf } from '../../../core/claims/payouts-of.ts';
import { type OwedPayout, transfersOf } from '../../../core/claims/transfers.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import type { HeldClaim } from '../../book/claim-store.ts';
import { writeCnyBankTable } from '../../exports/payouts/cny-bank-table.ts';
import { writePayoutCsv } from '../../exports/payouts/payout-table.ts';
import {
  type PayerAddress,
  writeSepaCreditTransfer,
} from '../../exports/payouts/sepa-credit-transfer.ts';
import { deciderNamed } from '../access/holder.ts';
import { type Context, settingOf } from '../context.ts';
import { writeBeside } from '../exports/write-beside.ts';
import { bankAccounts } from './bank-details.ts';
import { ClaimFacts } from './claim-facts.ts';
import { policyOf } from './claim-policy.ts';
import { claimDocs, heldClaim } from './claim-steps.ts';
import { markPaid, totalsOf } from './payout-batches.ts';

type BatchInput = InputOf<typeof claimsBatch>;

/** The currency that a bank's file is in; a CSV takes any. */
const CURRENCY_OF = { csv: null, sepa: 'EUR', cny: 'CNY' } as const;

/**
 * Groups what is owed into a batch and writes the bank's file beside any that lies there: one person
 * gets one transfer per currency. A claim whose transfer stands in an earlier batch is left out, so
 * that nobody is paid twice.
 */
export function makeBatch(context: Context, input: BatchInput): OutputOf<typeof claimsBatch> {
  const { book } = context;
  const executionDay = input.executionDay ?? input.date ?? context.today();
  const facts = new ClaimFacts(context);
  deciderNamed(context, input.by ?? context.who);
  const made = book.transaction(() => {
    const owed = owedPayouts(context, facts, input);
    if (owed.length === 0) throw nothingToPay(context, input);
    const batchId = book.payouts.addBatch({
      at: context.now(),
      who: context.who,
      format: input.format,
      executionDay,
      payIn: input.payIn ?? 'claimed',
    }).id;
    let place = 0;
    const transfers = transfersOf(
      owed,
      (claims) => (input.format === 'cny' ? `报销 ${claims}` : `Claim ${claims}`),
      () => `B${batchId}-T${++place}`,
    );
    keepTransfers(book, batchId, owed, transfers);
    const bytes = bankFile(context, input.format, { batchId, executionDay, transfers });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const content = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    book.payouts.addFile(batchId, { sha256, content });
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'make payout batch',
      subject: `batch ${batchId}`,
      detail: {
        format: input.format,
        sha256,
        transfers: transfers.map(({ account: _, payouts, ...transfer }) => ({
          ...transfer,
          payouts: payouts.map(({ account: _held, ...payout }) => payout),
        })),
      },
    });
    if (input.date) markPaid(context, facts, batchId, input.date, input.reference, input.by);
    return { batchId, owed, transfers, sha256, file: writeBeside(input.out, bytes) };
  });
  const ids = [...new Set(made.owed.map(({ id }) => id))];
  return {
    ...claimDocs(context, facts, ids, input.by),
    batch: {
      id: made.batchId,
      file: made.file,
      sha256: made.sha256,
      count: made.transfers.length,
      totals: totalsOf(made.transfers),
    },
  };
}

type Owed = OwedPayout & { readonly id: number };

/** What is owed and in no batch, in the file's currency where it has one. */
function owedPayouts(context: Context, facts: ClaimFacts, input: BatchInput): Owed[] {
  const accounts = bankAccounts(context);
  const currency = CURRENCY_OF[input.format];
  const claims = input.ids
    ? [...new Set(input.ids)].map((id) => heldClaim(facts, id))
    : facts.claims;
  return claims.flatMap((held) =>
    payoutsOf(held.claim, accounts.get(held.personId) ?? null)
      .filter((payout) => currency === null || payout.currency === currency)
      .filter((payout) => isFixedSo(held, payout, facts.base, input.payIn))
      .filter((payout) => !isSent(context.book, held.id, payout.currency))
      .map((payout) => ({
        id: held.id,
        payee: held.personId,
        payout: named(context, facts, held, payout),
      })),
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

/** Keeps what each transfer settles, under its reference. */
function keepTransfers(
  book: Book,
  batchId: number,
  owed: readonly Owed[],
  transfers: readonly Transfer[],
): void {
  const transferOf = new Map(
    transfers.flatMap(({ payouts, reference }) =>
      payouts.map((payout) => [payout.reference, reference] as const),
    ),
  );
  for (const { id, payout } of owed) {
    book.payouts.add(batchId, id, payout, transferOf.get(payout.reference) ?? payout.reference);
  }
}

function bankFile(
  context: Context,
  format: BatchInput['format'],
  {
    batchId,
    executionDay,
    transfers,
  }: { batchId: number; executionDay: string; transfers: readonly Transfer[] },
): Uint8Array {
  const [batch] = payoutBatches(transfers);
  if (!batch) throw new Error('A batch holds at least one transfer.');
  if (format === 'csv') return writePayoutCsv(allOf(transfers), { bom: true, decimalComma: false });
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
    address: companyAddress(context),
  });
}

/** The company's address as it is set; what is not set is `null`. */
function companyAddress(context: Context): PayerAddress {
  const part = (name: string): string | null => {
    const value = settingOf(context, `company.${name}`);
    return value === 'none' ? null : value;
  };
  const country = part('country')?.toUpperCase() ?? null;
  return { street: part('street'), postcode: part('postcode'), town: part('town'), country };
}

/** Several currencies in one table, each row with its own. */
function allOf(transfers: readonly Transfer[]): PayoutBatch {
  const batches = payoutBatches(transfers);
  return {
    currency: batches[0]?.currency ?? '',
    totalMicro: batches.reduce((sum, { totalMicro }) => sum + totalMicro, 0n),
    transfers: batches.flatMap((batch) => batch.transfers),
  };
}

/**
 * Writes a batch's file again, the same bytes: `batch_missing`, or `batch_file_unknown` where an
 * earlier version made it, which kept no files.
 */
export function writeBatchAgain(
  { book }: Context,
  { batch, out }: InputOf<typeof claimsBatchFile>,
): OutputOf<typeof claimsBatchFile> {
  const made = book.payouts.batches().find(({ id }) => id === batch);
  if (!made) throw new Failure('batch_missing', `There is no batch ${batch}.`, { batch });
  const held = book.payouts.file(batch);
  if (!held) {
    throw new Failure(
      'batch_file_unknown',
      `Batch ${batch} was made by an earlier version, which did not keep its file. If the bank never got it, mark the batch as never sent and make a new one.`,
      { batch },
    );
  }
  const bytes = new TextEncoder().encode(held.content);
  const own = book.payouts.all().filter(({ batchId }) => batchId === batch);
  return {
    batch: {
      id: batch,
      file: writeBeside(out, bytes),
      sha256: held.sha256,
      count: new Set(own.map(({ transfer }) => transfer)).size,
      totals: totalsOf(own),
    },
  };
}
