import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { RateTable } from '../rates.ts';
import type { ClaimLine, Grant } from './claim-line.ts';
import type { Finding } from './finding.ts';

export const CLAIM_STATES = [
  'draft',
  'submitted',
  'needs information',
  'approved',
  'rejected',
  'withdrawn',
  'paid',
] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** Who did it and when: an instant in UTC (`2026-06-30T09:00:00Z`). */
type Act = { readonly at: string; readonly by: string };

/** What can be done to a claim. */
export type ClaimEvent = Act &
  (
    | { readonly kind: 'edit'; readonly lines: readonly ClaimLine[] }
    /** `why` answers a question that was asked. */
    | { readonly kind: 'submit'; readonly why?: string | null }
    | { readonly kind: 'withdraw'; readonly why: string | null }
    | { readonly kind: 'ask'; readonly why: string }
    | {
        readonly kind: 'approve';
        readonly why: string | null;
        /** Per line; `null` grants everything claimed, or what the first approver granted. */
        readonly grants: readonly Grant[] | null;
        /** As computed at this moment, not as they were at submission. */
        readonly findings: readonly Finding[];
      }
    | { readonly kind: 'reject'; readonly why: string }
    | { readonly kind: 'reopen'; readonly why: string }
    | {
        readonly kind: 'pay';
        readonly day: IsoDay;
        readonly reference: string;
        /** Only what is owed in this currency; `null` for everything. */
        readonly currency: string | null;
      }
    | {
        readonly kind: 'payment failed';
        readonly reference: string;
        /** Only the transfer in this currency, where several went under one reference. */
        readonly currency: string | null;
        readonly why: string;
      }
  );

/** One step of a claim's history. Steps are only ever added. */
export type ClaimStep = Act & {
  readonly kind: ClaimEvent['kind'];
  readonly from: ClaimState;
  readonly to: ClaimState;
  readonly why: string | null;
  /** The approver this one stood in for. */
  readonly standsInFor: string | null;
  readonly reference: string | null;
  readonly grants: readonly Grant[] | null;
};

/** Who may decide, and what a decision needs. */
export type ClaimPolicy = {
  /** Who may decide; `null`: anybody but the claimant. */
  readonly approvers: readonly string[] | null;
  /** Who decides in an approver's place. */
  readonly standIns: readonly { readonly approver: string; readonly standIn: string }[];
  /** Above this, in base currency, two people must approve; `null`: never. */
  readonly secondApproverAboveMicro: Micro | null;
  readonly baseCurrency: string;
  /** Whether claims are paid in base currency or in the one they were claimed in; fixed at approval. */
  readonly payIn: 'base' | 'claimed';
  /** Whether the company gets a rate's input tax back; it does where nobody says otherwise. */
  readonly recoversTax?: (rate: string) => boolean;
  readonly rates: RateTable;
  readonly closedMonths: readonly IsoMonth[];
  readonly openMonth: IsoMonth;
};

/** What a step writes into the book besides the claim itself. */
export type ClaimPosting =
  | {
      readonly kind: 'charge' | 'charge taken back';
      readonly claimId: string;
      readonly lineId: string;
      readonly person: string;
      readonly tool: string | null;
      readonly day: IsoDay;
      /** The month of its day, or the open month where that one is closed (RULES.md, Claims). */
      readonly month: IsoMonth;
      readonly amountMicro: Micro;
      readonly currency: string;
      readonly baseMicro: Micro;
    }
  | {
      readonly kind: 'payment' | 'payment returned';
      readonly claimId: string;
      readonly person: string;
      readonly day: IsoDay;
      readonly reference: string;
      readonly amountMicro: Micro;
      readonly currency: string;
    };
