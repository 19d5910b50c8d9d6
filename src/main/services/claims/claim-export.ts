import { type IsoMonth, monthOf } from '../../../core/calendar.ts';
import { claimedMicro, lineFailure } from '../../../core/claims/line-amounts.ts';
import type { ClaimExportRow } from '../../../core/close/export-rows.ts';
import type { Context } from '../context.ts';
import { byName } from '../people/people.ts';
import { ClaimFacts } from './claim-facts.ts';

/** The lines of the month's claims, by person, then claim: those charged in it, else those dated in it. */
export function claimExportRows(context: Context, month: IsoMonth): ClaimExportRow[] {
  const facts = new ClaimFacts(context);
  const claims = facts.claims.flatMap((held) => {
    const person = facts.people.get(held.personId);
    return person && held.claim.state !== 'draft' ? [{ ...held, person }] : [];
  });
  const inOrder = byName(context.book);
  return claims
    .sort((a, b) => (a.personId === b.personId ? a.id - b.id : inOrder(a.person, b.person)))
    .flatMap(({ claim, person }) =>
      claim.lines.flatMap((line): ClaimExportRow[] => {
        const granted = claim.approved.find(({ lineId }) => lineId === line.id);
        if ((granted?.month ?? monthOf(line.day)) !== month) return [];
        const decision = claim.history.findLast(
          ({ kind }) => kind === 'approve' || kind === 'reject',
        );
        const payment = claim.payments.findLast(
          ({ currency, failed }) => currency === granted?.payableCurrency && !failed,
        );
        const { name, email, role, team } = person;
        return [
          {
            claimId: claim.id,
            lineId: line.id,
            person: { name, email, role, team },
            state: claim.state,
            day: line.day,
            tool: line.tool,
            vendor: line.vendor,
            invoiceNumber: line.invoiceNumber,
            purpose: line.purpose,
            periodStart: line.periodStart,
            periodEnd: line.periodEnd,
            amountMicro: line.amountMicro,
            currency: line.currency,
            workPercent: line.workPercent,
            claimedMicro: lineFailure(line) === null ? claimedMicro(line) : 0n,
            approvedMicro: granted?.approvedMicro ?? 0n,
            baseMicro: granted?.baseMicro ?? null,
            baseCurrency: facts.base,
            chargedMonth: granted?.month ?? null,
            decidedBy: decision?.by ?? null,
            why: decision?.why ?? null,
            paidDay: granted ? (payment?.day ?? null) : null,
            paymentReference: granted ? (payment?.reference ?? null) : null,
            receiptHashes: line.receipts.map(({ sha256 }) => sha256),
          },
        ];
      }),
    );
}

/** Claims with a line dated in the month that wait for a decision or an answer. */
export function undecidedClaims({ book }: Context, month: IsoMonth): number {
  return book.claims.undecidedIn(month);
}
