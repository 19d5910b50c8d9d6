import type { SeatVerdict } from './company-verdicts.ts';
import type { SeatEvidence } from './seat-evidence.ts';

/** The next step for a seat; amounts are per month, in units of the base currency. */
export type Advice =
  | { readonly code: 'keep' | 'raise' | 'talk' | 'log-output' }
  | { readonly code: 'trim'; readonly to: number; readonly excess: number };

/** Months of the window at the limit from which a justified seat is worth more. */
const OFTEN_AT_LIMIT = 2;
/** A trim that would leave less than this share of the spend is no trim: talk about the seat instead. */
const LEAST_KEPT = 0.1;

/**
 * What to do, following from the verdict alone, never from how much was consumed: keep what is
 * justified (raise it where it ran into its limit) and, for now, what leans there; talk about what
 * leans the other way. Of what is not justified, keep the spend that the measured gain pays for, its
 * middle divided by the required return; talk where that is next to nothing, or where a required
 * uplift is missed.
 */
export function adviceFor(
  seat: {
    readonly evidence: SeatEvidence | null;
    readonly spend: number;
    readonly window: { readonly months: number };
    readonly monthsAtLimit: number | null;
  },
  result: SeatVerdict | null,
): Advice {
  if (!result || !seat.evidence) return { code: 'log-output' };
  switch (result.verdict) {
    case 'justified':
      return { code: (seat.monthsAtLimit ?? 0) >= OFTEN_AT_LIMIT ? 'raise' : 'keep' };
    case 'undecided':
      return { code: result.lean === 'drop' ? 'talk' : 'keep' };
    default:
      return trimOrTalk(seat.evidence, seat.spend, seat.window.months, result);
  }
}

function trimOrTalk(
  { requiredReturn }: SeatEvidence,
  spend: number,
  months: number,
  result: SeatVerdict,
): Advice {
  const missesUplift = result.pUplift !== null && result.pUplift < result.pValue;
  const paid = result.value.median / Math.max(requiredReturn, 1e-9);
  if (missesUplift || paid < spend * LEAST_KEPT || paid >= spend) return { code: 'talk' };
  return { code: 'trim', to: paid / months, excess: (spend - paid) / months };
}
