import { monthOf } from '../../../core/calendar.ts';
import type { Claim } from '../../../core/claims/claim.ts';
import type { ClaimPosting } from '../../../core/claims/claim-event.ts';
import { Labels } from '../../book/labels.ts';
import { sourceNamed } from '../../book/sources.ts';
import type { Context } from '../context.ts';
import { postingDay } from './claim-facts.ts';

type ChargePosting = Extract<ClaimPosting, { kind: 'charge' | 'charge taken back' }>;

/** Charges of claims belong to no import. */
const BY_HAND = 0;

/** Posts what a step says: the charge on the seat, or what takes it back. */
export function postCharges(
  context: Context,
  personId: number,
  claim: Claim,
  postings: readonly ClaimPosting[],
): void {
  for (const posting of postings) {
    if (posting.kind === 'charge') {
      const isOwnMonth = monthOf(posting.day) === posting.month;
      const day = isOwnMonth ? posting.day : postingDay(posting.month, context.today());
      addCharge(context, personId, claim, { ...posting, day });
    } else if (posting.kind === 'charge taken back') takeBack(context, personId, claim, posting);
  }
}

/** A line's reference on its charge: `C7/1`. */
const chargeReference = (claimId: string, lineId: string): string => `${claimId}/${lineId}`;

function addCharge(
  context: Context,
  personId: number,
  claim: Claim,
  posting: Pick<
    ChargePosting,
    'claimId' | 'lineId' | 'day' | 'amountMicro' | 'currency' | 'baseMicro'
  >,
): void {
  const { book } = context;
  const line = claim.lines.find(({ id }) => id === posting.lineId);
  const tool = line?.tool?.trim() || line?.vendor?.trim() || 'Claims';
  const labels = new Labels(book);
  const key = [
    sourceNamed(book, 'tool', tool).id,
    posting.day,
    labels.id(tool),
    labels.id(line?.purpose || line?.vendor || null),
    chargeReference(posting.claimId, posting.lineId),
    posting.currency,
  ] as const;
  const ordinal =
    book.get<{ last: number | null }>(
      `SELECT max(ordinal) AS last FROM charge WHERE source_id = ? AND day = ? AND tool_id = ?
         AND detail_id = ? AND reference = ? AND currency = ? AND kind = 'claim'`,
      ...key,
    )?.last ?? -1;
  book.run(
    `INSERT INTO charge (source_id, day, tool_id, detail_id, reference, currency, kind, person_id, model_id,
       project_id, ordinal, amount_micro, base_micro, import_id, seen_import_id, line)
     VALUES (?, ?, ?, ?, ?, ?, 'claim', ?, 0, 0, ?, ?, ?, ${BY_HAND}, ${BY_HAND}, ?)`,
    ...key,
    personId,
    ordinal + 1,
    posting.amountMicro,
    posting.baseMicro,
    Number(posting.lineId),
  );
}

/** In an open month the charge goes; in a closed one it stays, and the open month carries its reverse. */
function takeBack(context: Context, personId: number, claim: Claim, posting: ChargePosting): void {
  const { book } = context;
  const reference = chargeReference(posting.claimId, posting.lineId);
  const standing = book.get<{ id: number; isClosed: number }>(
    `SELECT id, EXISTS (SELECT 1 FROM closed_month WHERE month = substr(day, 1, 7)) AS isClosed
     FROM charge WHERE kind = 'claim' AND reference = ? AND amount_micro > 0 ORDER BY id DESC LIMIT 1`,
    reference,
  );
  if (standing?.isClosed === 0) {
    book.run('DELETE FROM charge WHERE id = ?', standing.id);
    return;
  }
  addCharge(context, personId, claim, {
    ...posting,
    day: postingDay(posting.month, context.today()),
    amountMicro: -posting.amountMicro,
    baseMicro: -posting.baseMicro,
  });
}
