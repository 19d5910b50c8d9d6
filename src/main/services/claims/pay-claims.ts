import type { claimsFailed, claimsPay } from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import type { Context } from '../context.ts';
import { ClaimFacts } from './claim-facts.ts';
import { claimDocs, heldClaim, takeStep } from './claim-steps.ts';

/** Marks approved claims as paid, with day and reference; what a batch holds of them has arrived. */
export function payClaims(
  context: Context,
  { ids, date, reference, by }: InputOf<typeof claimsPay>,
): OutputOf<typeof claimsPay> {
  const facts = new ClaimFacts(context);
  context.book.transaction(() => {
    for (const id of new Set(ids)) {
      takeStep(
        context,
        facts,
        heldClaim(facts, id),
        { kind: 'pay', day: date, reference, currency: null },
        { by },
      );
      context.book.payouts.claimPaid(id);
    }
  });
  return claimDocs(context, facts, [...new Set(ids)], by);
}

type Failed = InputOf<typeof claimsFailed>;

/**
 * A transfer came back: what it settled is approved again and waits for another. Where one transfer
 * settled several claims of a person, all of them come back.
 */
export function failPayment(context: Context, input: Failed): OutputOf<typeof claimsFailed> {
  const facts = new ClaimFacts(context);
  const { payouts } = context.book;
  const ids = context.book.transaction(() => {
    const before = payouts.transfersOf(input.id);
    failOwn(context, facts, input);
    const left = new Set(payouts.transfersOf(input.id));
    const beside = before
      .filter((reference) => !left.has(reference))
      .flatMap((reference) =>
        payouts.inTransfer(reference).map((id) => ({ ...input, id, reference })),
      );
    for (const other of beside) failOwn(context, facts, other);
    return [...new Set([input.id, ...beside.map(({ id }) => id)])];
  });
  return claimDocs(context, facts, ids, input.by);
}

/** Takes one claim's part of a transfer back. */
function failOwn(
  context: Context,
  facts: ClaimFacts,
  { id, reason, reference, currency, by }: Failed,
): void {
  const { book } = context;
  const held = heldClaim(facts, id);
  const standing = held.claim.payments.filter(({ failed }) => !failed);
  const returned = transferNamed(context, id, reference);
  const inCurrency = returned?.state === 'paid' ? returned.currency : (currency ?? null);
  const named =
    returned === undefined || inCurrency === null
      ? reference || standing.at(-1)?.reference
      : standing.findLast((one) => one.currency === inCurrency)?.reference;
  if (named !== undefined && standing.length > 0 && returned?.state !== 'sent') {
    const currencies = standing
      .filter((one) => one.reference === named)
      .map((one) => one.currency)
      .filter((one) => inCurrency === null || one === inCurrency);
    takeStep(
      context,
      facts,
      held,
      { kind: 'payment failed', reference: named, currency: inCurrency, why: reason },
      { by },
    );
    book.payouts.paidOnesFailed(id, currencies);
    return;
  }
  const { changes } = book.payouts.sentOnesFailed(id, reference || null);
  if (changes === 0) {
    throw new Failure(
      'claim_payment_unknown',
      `No payment${reference ? ` with the reference ${reference}` : ''} stands on this claim.`,
      { reference: reference ?? null },
    );
  }
  audit(book, {
    at: context.now(),
    who: context.who,
    action: 'claim: transfer failed',
    subject: held.claim.id,
    detail: { reason, by: by ?? context.who },
  });
}

/** The transfer that a bank's own notice names, where the reference is one of ours. */
function transferNamed(
  { book }: Context,
  claimId: number,
  reference: string | undefined,
): { readonly currency: string; readonly state: string } | undefined {
  return book.payouts.ofReference(claimId, reference ?? '');
}
