import type { IsoDay } from '../../../core/calendar.ts';
import { flag, micro, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, row, rows, sole, sql, value, values } from '../statement.ts';

const payout = {
  batchId: whole,
  claimId: whole,
  personId: whole,
  reference: text,
  /** The end-to-end reference of the transfer that it travels in. */
  transfer: text,
  amountMicro: micro,
  currency: text,
  settlesCurrency: text,
  state: word<'sent' | 'paid' | 'failed' | 'cancelled'>(),
};
const batch = {
  id: whole,
  at: text,
  who: text,
  format: word<'csv' | 'sepa' | 'cny'>(),
  executionDay: text,
};
const file = { sha256: text, content: text };
const sent = { claimId: whole, batchId: whole };
const transfer = { currency: text, state: word<'sent' | 'paid'>() };
const account = {
  personId: whole,
  holder: text,
  iban: optional(text),
  bic: optional(text),
  accountNumber: optional(text),
  bankName: optional(text),
};

export type HeldPayout = RowOf<typeof payout>;

/** Where people's money goes, and the transfers that a bank was given. */
export const payouts = {
  all: rows(
    payout,
    () => sql`
      SELECT batch_id AS batchId, claim_id AS claimId, person_id AS personId, reference,
        coalesce(transfer, reference) AS transfer, amount_micro AS amountMicro, currency, settles_currency AS settlesCurrency, payout.state
      FROM payout JOIN claim ON claim.id = claim_id ORDER BY payout.id`,
  ),
  /** Newest first. */
  batches: rows(
    batch,
    () =>
      sql`SELECT id, at, who, format, execution_day AS executionDay FROM payout_batch ORDER BY id DESC`,
  ),
  sent: rows(
    sent,
    () => sql`SELECT claim_id AS claimId, batch_id AS batchId FROM payout WHERE state = 'sent'`,
  ),
  batchOf: value(
    whole,
    (claimId: number) =>
      sql`SELECT batch_id FROM payout WHERE claim_id = ${claimId} AND state = 'sent'`,
  ),
  lastSentBatch: value(
    whole,
    () => sql`SELECT batch_id FROM payout WHERE state = 'sent' ORDER BY id DESC LIMIT 1`,
  ),
  isSent: sole(
    flag,
    (claimId: number, currency: string) => sql`
      SELECT EXISTS (SELECT 1 FROM payout
        WHERE claim_id = ${claimId} AND settles_currency = ${currency} AND state = 'sent')`,
  ),
  count: sole(
    whole,
    (claimId: number, currency: string) =>
      sql`SELECT count(*) FROM payout WHERE claim_id = ${claimId} AND settles_currency = ${currency}`,
  ),
  /** The transfer of a claim under this reference, its own or the payout's, unless it failed or was taken back. */
  ofReference: row(
    transfer,
    (claimId: number, reference: string) => sql`
      SELECT settles_currency AS currency, state FROM payout
      WHERE claim_id = ${claimId} AND ${reference} IN (reference, transfer) AND state IN ('sent', 'paid')
      ORDER BY id DESC`,
  ),
  /** The claims that a transfer settles, unless it failed or was taken back. */
  inTransfer: values(
    whole,
    (reference: string) => sql`
      SELECT claim_id FROM payout
      WHERE coalesce(transfer, reference) = ${reference} AND state IN ('sent', 'paid') ORDER BY id`,
  ),
  /** The transfers of a claim that are on their way or have arrived. */
  transfersOf: values(
    text,
    (claimId: number) => sql`
      SELECT coalesce(transfer, reference) FROM payout
      WHERE claim_id = ${claimId} AND state IN ('sent', 'paid') ORDER BY id`,
  ),
  addFile: change(
    (batchId: number, kept: RowOf<typeof file>) => sql`
      INSERT INTO payout_file (batch_id, sha256, content)
      VALUES (${batchId}, ${kept.sha256}, ${kept.content})`,
  ),
  /** Only while the guards are lifted: a file without a payee who was erased. */
  retellFile: change(
    (batchId: number, sha256: string, content: string) => sql`
      UPDATE payout_file SET sha256 = ${sha256}, content = ${content} WHERE batch_id = ${batchId}`,
  ),
  file: row(
    file,
    (batchId: number) => sql`SELECT sha256, content FROM payout_file WHERE batch_id = ${batchId}`,
  ),
  addBatch: change(
    (made: {
      readonly at: string;
      readonly who: string;
      readonly format: string;
      readonly executionDay: IsoDay;
      readonly payIn: string;
    }) => sql`
      INSERT INTO payout_batch (at, who, format, execution_day, pay_in)
      VALUES (${made.at}, ${made.who}, ${made.format}, ${made.executionDay}, ${made.payIn})`,
  ),
  add: change(
    (
      batchId: number,
      claimId: number,
      made: { readonly reference: string; readonly amountMicro: bigint; readonly currency: string },
      transfer: string,
    ) => sql`
      INSERT INTO payout
        (batch_id, claim_id, reference, transfer, amount_micro, currency, settles_micro, settles_currency, state)
      VALUES (${batchId}, ${claimId}, ${made.reference}, ${transfer}, ${made.amountMicro}, ${made.currency},
        ${made.amountMicro}, ${made.currency}, 'sent')`,
  ),
  batchPaid: change(
    (batchId: number) =>
      sql`UPDATE payout SET state = 'paid' WHERE batch_id = ${batchId} AND state = 'sent'`,
  ),
  batchCancelled: change(
    (batchId: number) =>
      sql`UPDATE payout SET state = 'cancelled' WHERE batch_id = ${batchId} AND state = 'sent'`,
  ),
  claimPaid: change(
    (claimId: number) =>
      sql`UPDATE payout SET state = 'paid' WHERE claim_id = ${claimId} AND state = 'sent'`,
  ),
  paidOnesFailed: change(
    (claimId: number, currencies: readonly string[]) => sql`
      UPDATE payout SET state = 'failed' WHERE claim_id = ${claimId} AND state = 'paid'
        AND settles_currency IN (SELECT value FROM json_each(${JSON.stringify(currencies)}))`,
  ),
  /** Of one reference, or all that are sent. */
  sentOnesFailed: change(
    (claimId: number, reference: string | null) => sql`
      UPDATE payout SET state = 'failed' WHERE claim_id = ${claimId} AND state = 'sent'
        AND (${reference} IS NULL OR ${reference} IN (reference, transfer))`,
  ),
  accounts: rows(
    account,
    () => sql`
      SELECT person_id AS personId, holder, iban, bic, account_number AS accountNumber,
        bank_name AS bankName FROM bank_details`,
  ),
  setAccount: change(
    (to: RowOf<typeof account>) => sql`
      INSERT INTO bank_details (person_id, holder, iban, bic, account_number, bank_name)
      VALUES (${to.personId}, ${to.holder}, ${to.iban}, ${to.bic}, ${to.accountNumber}, ${to.bankName})
      ON CONFLICT DO UPDATE SET holder = excluded.holder, iban = excluded.iban, bic = excluded.bic,
        account_number = excluded.account_number, bank_name = excluded.bank_name`,
  ),
};
