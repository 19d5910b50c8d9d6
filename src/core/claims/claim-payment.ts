import type { Micro } from '../money.ts';
import type { Claim } from './claim.ts';
import type { ClaimEvent, ClaimPosting } from './claim-event.ts';
import { type ClaimOutcome, refused, stepped } from './claim-outcome.ts';

type Pay = Extract<ClaimEvent, { kind: 'pay' }>;
type PaymentFailed = Extract<ClaimEvent, { kind: 'payment failed' }>;

/**
 * What is still owed on an approved claim, per currency that is paid, currencies in alphabetical order: the
 * sum of what its lines pay, each of them in whole minor units since its approval.
 */
export function owedOn(claim: Claim): { readonly currency: string; readonly owedMicro: Micro }[] {
  const granted = new Map<string, Micro>();
  for (const { payableMicro, payableCurrency } of claim.approved) {
    granted.set(payableCurrency, (granted.get(payableCurrency) ?? 0n) + payableMicro);
  }
  return [...granted]
    .map(([currency, micro]) => ({
      currency,
      owedMicro: claim.payments
        .filter((payment) => !payment.failed && payment.currency === currency)
        .reduce((left, payment) => left - payment.amountMicro, micro),
    }))
    .filter(({ owedMicro }) => owedMicro > 0n)
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Marks what is owed as paid. The claim is paid once nothing is owed in any currency. */
export function payClaim(claim: Claim, event: Pay): ClaimOutcome {
  if (!event.reference.trim()) {
    return refused('claim_reference_missing', 'Enter the reference of the transfer.');
  }
  if (claim.payments.some(({ reference }) => reference === event.reference)) {
    return refused(
      'claim_reference_used',
      `The reference ${event.reference} was used for this claim before. Enter the new transfer's.`,
      { reference: event.reference },
    );
  }
  const owed = owedOn(claim);
  const now = owed.filter(({ currency }) => event.currency === null || currency === event.currency);
  if (now.length === 0) {
    return refused('claim_nothing_owed', 'Nothing is owed on this claim in that currency.', {
      currency: event.currency,
    });
  }
  const payments = now.map(({ currency, owedMicro }) => ({
    reference: event.reference,
    day: event.day,
    amountMicro: owedMicro,
    currency,
    failed: false,
  }));
  return stepped(
    claim,
    event,
    now.length === owed.length ? 'paid' : 'approved',
    { payments: [...claim.payments, ...payments] },
    payments.map((payment) => posting(claim, payment, 'payment')),
  );
}

/** Takes a transfer that came back out of what was paid; the claim waits for another one. */
export function returnPayment(claim: Claim, event: PaymentFailed): ClaimOutcome {
  const returned = claim.payments.filter(
    (payment) =>
      payment.reference === event.reference &&
      (event.currency === null || payment.currency === event.currency) &&
      !payment.failed,
  );
  if (returned.length === 0) {
    return refused(
      'claim_payment_unknown',
      `No payment with the reference ${event.reference} stands on this claim.`,
      { reference: event.reference },
    );
  }
  return stepped(
    claim,
    event,
    'approved',
    {
      payments: claim.payments.map((payment) =>
        returned.includes(payment) ? { ...payment, failed: true } : payment,
      ),
    },
    returned.map((payment) => posting(claim, payment, 'payment returned')),
  );
}

function posting(
  claim: Claim,
  payment: Claim['payments'][number],
  kind: 'payment' | 'payment returned',
): ClaimPosting {
  const { day, reference, amountMicro, currency } = payment;
  return { kind, claimId: claim.id, person: claim.person, day, reference, amountMicro, currency };
}
