import { monthOf } from '../../../core/calendar.ts';
import type { Claim } from '../../../core/claims/claim.ts';
import type { ClaimPosting } from '../../../core/claims/claim-event.ts';
import { Labels } from '../../book/labels.ts';
import { sourceNamed } from '../../book/sources.ts';
import type { Context } from '../context.ts';
import { postingDay } from './claim-facts.ts';

type ChargePosting = Extract<ClaimPosting, { kind: 'charge' | 'charge taken back' }>;

/** Charges of claims belong to no import. */

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
  const key = {
    sourceId: sourceNamed(book, 'tool', tool).id,
    day: posting.day,
    toolId: labels.id(tool),
    detailId: labels.id(line?.purpose || line?.vendor || null),
    reference: chargeReference(posting.claimId, posting.lineId),
    kind: 'claim',
    currency: posting.currency,
  } as const;
  const ordinal = book.charges.lastOrdinal(key) ?? -1;
  book.charges.post({
    ...key,
    personId,
    ordinal: ordinal + 1,
    amountMicro: posting.amountMicro,
    baseMicro: posting.baseMicro,
    line: Number(posting.lineId),
  });
}

/** In an open month the charge goes; in a closed one it stays, and the open month carries its reverse. */
function takeBack(context: Context, personId: number, claim: Claim, posting: ChargePosting): void {
  const { book } = context;
  const reference = chargeReference(posting.claimId, posting.lineId);
  const standing = book.charges.ofClaim(reference);
  if (standing?.isClosed === false) {
    book.charges.remove(standing.id);
    return;
  }
  addCharge(context, personId, claim, {
    ...posting,
    day: postingDay(posting.month, context.today()),
    amountMicro: -posting.amountMicro,
    baseMicro: -posting.baseMicro,
  });
}
