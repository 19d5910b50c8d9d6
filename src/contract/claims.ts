import * as z from 'zod';
import { CLAIM_STATES } from '../core/claims/claim-event.ts';
import { receiptHash, receiptSource } from './claim-receipts.ts';
import { verdictDoc } from './month.ts';
import { nothing, request } from './request.ts';
import { delivered, isoDay, isoMonth, money, person } from './shapes.ts';

export * from './claim-receipts.ts';
export * from './claim-rules.ts';
export * from './pay-cut.ts';

/** Claims: filed by people, decided by somebody else, paid in batches (RULES.md, Claims). */

const state = z.enum(CLAIM_STATES);
const severity = z.enum(['blocks', 'warns']);
const text = z.string().trim().max(500);

export const claimLineDraft = z.object({
  day: isoDay,
  tool: text.nullable(),
  vendor: text.nullable(),
  invoiceNumber: text.nullable(),
  purpose: text,
  amount: money,
  /** The share for work in percent: `100`, `62.5`. */
  workPercent: z.string(),
  periodStart: isoDay.nullable(),
  periodEnd: isoDay.nullable(),
  /** The tax that the receipt prints, in the amount's currency, and its rate in percent. */
  tax: z.string().max(40).nullable().optional(),
  taxRate: z.string().max(10).nullable().optional(),
  /** Whether it is made out to the company: only then is its tax recoverable. */
  inCompanyName: z.boolean().optional(),
  receipts: z.array(receiptSource).max(20),
});
export type ClaimLineDraft = z.infer<typeof claimLineDraft>;

const finding = z.object({
  code: z.string(),
  severity,
  line: z.number().int().nullable(),
  text: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** The claim it collides with, as far as whoever asks may see it. */
  other: z.object({ claim: z.number().int(), line: z.number().int(), person }).nullable(),
});
export type FindingDoc = z.infer<typeof finding>;

export const claimDoc = z.object({
  ...delivered,
  id: z.number().int(),
  person,
  state,
  madeAt: z.string(),
  submittedAt: z.string().nullable(),
  /** What is claimed, in its currency; in base currency where the lines have several. */
  total: money,
  totals: z.array(money),
  base: money.nullable(),
  /** What stands approved, in base currency. */
  approved: money.nullable(),
  /** What is approved and not paid yet. */
  owed: z.array(money),
  lines: z.array(
    z.object({
      line: z.number().int(),
      day: isoDay,
      tool: z.string().nullable(),
      vendor: z.string().nullable(),
      invoiceNumber: z.string().nullable(),
      purpose: z.string(),
      amount: money,
      workPercent: z.string(),
      claimed: money,
      base: money.nullable(),
      periodStart: isoDay.nullable(),
      periodEnd: isoDay.nullable(),
      tax: money.nullable(),
      taxRate: z.string().nullable(),
      inCompanyName: z.boolean(),
      /** What of `payable` is tax that the company gets back, so that it is no charge. */
      recoverable: money.nullable(),
      receipts: z.array(z.object({ sha256: receiptHash, file: z.string(), mediaType: z.string() })),
      approved: money.nullable(),
      /** What is paid for it, in the currency that is paid; fixed when it was approved. */
      payable: money.nullable(),
      approvedBase: money.nullable(),
      chargedMonth: isoMonth.nullable(),
    }),
  ),
  findings: z.array(finding),
  /** The first of two approvers, while the second is awaited. */
  firstApprover: z.string().nullable(),
  payments: z.array(
    z.object({ reference: z.string(), day: isoDay, amount: money, failed: z.boolean() }),
  ),
  /** The batch that holds its transfer and is not known to have arrived. */
  inBatch: z.number().int().nullable(),
  history: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      kind: z.string(),
      from: state,
      to: state,
      why: z.string().nullable(),
      standsInFor: z.string().nullable(),
      reference: z.string().nullable(),
      grants: z.array(z.object({ line: z.number().int(), amount: money })).nullable(),
    }),
  ),
});
export type ClaimDoc = z.infer<typeof claimDoc>;

const claims = z.object({ claims: z.array(claimDoc) });
const claimId = z.number().int().positive();
/** Who does it, where it is not the one who runs the app: a name or an e-mail. */
const by = z.string().trim().min(1).max(200).optional();

/** What waits for a decision. */
const waiting = z.object({
  count: z.number().int(),
  base: money,
  /** How many of them have a line that waits for a rate, and is not in `base`. */
  withoutRate: z.number().int(),
  oldestDays: z.number().int().nullable(),
});

export const claimsWaiting = request('claims/waiting', 'read', nothing, waiting);

export const claimsList = request(
  'claims/list',
  'read',
  z.object({ state: state.optional(), person: z.string().optional(), by }),
  claims.extend({ waiting }),
);

const review = z.object({
  month: isoMonth.nullable(),
  verdict: verdictDoc.nullable(),
  companyPays: z.array(
    z.object({
      tool: z.string(),
      price: money,
      cadence: z.enum(['month', 'year']),
      start: isoDay,
      end: isoDay.nullable(),
    }),
  ),
  /** The seat's spend in the month, of all sources. */
  spend: money.nullable(),
  caps: z.array(
    z.object({
      cadence: z.enum(['month', 'year']),
      period: z.string(),
      scope: z.enum(['company', 'role', 'person']),
      limit: money,
      used: money,
    }),
  ),
});
export type ReviewDoc = z.infer<typeof review>;

/** One claim; with what a reviewer needs beside it, unless the claimant asks. */
export const claimsShow = request(
  'claims/show',
  'read',
  z.object({ id: claimId, by }),
  claims.extend({ review: review.nullable() }),
);

/** The findings of a claim that is not filed yet: nothing is written. */
export const claimsCheck = request(
  'claims/check',
  'read',
  z.object({
    id: claimId.nullable(),
    person: z.string(),
    lines: z.array(claimLineDraft).max(100),
  }),
  z.object({ findings: z.array(finding), totals: z.array(money), base: money.nullable() }),
);

/** Files a claim, changes a draft, or answers a question; `submit` sends it on. */
export const claimsSave = request(
  'claims/save',
  'write',
  z.object({
    id: claimId.nullable(),
    /** Whose claim it is; of one that is there, it need not be said again. */
    person: z.string().optional(),
    /** Left out, an answer keeps the lines as they are. */
    lines: z.array(claimLineDraft).max(100).optional(),
    submit: z.boolean(),
    answer: text.nullable().optional(),
    by,
  }),
  claims,
);

export const claimsWithdraw = request(
  'claims/withdraw',
  'write',
  z.object({ id: claimId, reason: text.nullable().optional(), by }),
  claims,
);

/** Decides: grants per line (what is not named is granted whole, or as the first approver did), asks, rejects, or takes a decision back. */
export const claimsDecide = request(
  'claims/decide',
  'write',
  z.object({
    id: claimId,
    decision: z.enum(['approve', 'ask', 'reject', 'reopen']),
    grants: z
      .array(z.object({ line: z.number().int().positive(), amount: z.string().max(40) }))
      .optional(),
    reason: text.nullable().optional(),
    by,
  }),
  claims,
);

/** Corrects a line's tax before it is decided on: what is recoverable is fixed with the approval. */
export const claimsTax = request(
  'claims/tax',
  'write',
  z.object({
    id: claimId,
    line: z.number().int().positive(),
    tax: z.string().max(40).nullable(),
    taxRate: z.string().max(10).nullable(),
    inCompanyName: z.boolean(),
    by,
  }),
  claims,
);

/** Marks approved claims as paid. */
export const claimsPay = request(
  'claims/pay',
  'write',
  z.object({
    ids: z.array(claimId).min(1).max(1000),
    date: isoDay,
    reference: z.string().trim().min(1).max(100),
    by,
  }),
  claims,
);

const batch = z.object({
  id: z.number().int(),
  at: z.string(),
  who: z.string(),
  format: z.enum(['csv', 'sepa', 'cny']),
  executionDay: isoDay,
  totals: z.array(money),
  state: z.enum(['sent', 'paid', 'cancelled']),
  payouts: z.array(
    z.object({
      claim: z.number().int(),
      person,
      reference: z.string(),
      amount: money,
      state: z.enum(['sent', 'paid', 'failed', 'cancelled']),
    }),
  ),
});
export type BatchDoc = z.infer<typeof batch>;

/** The file that a batch was written into: beside one that lay there, never in its place. */
const batchFile = z.object({
  id: z.number().int(),
  file: z.string(),
  sha256: z.string(),
  /** How many transfers it holds. */
  count: z.number().int(),
  totals: z.array(money),
});

/** Groups approved claims into a batch and writes the bank's file; with `date` they are marked paid as well. */
export const claimsBatch = request(
  'claims/batch',
  'write',
  z.object({
    format: z.enum(['csv', 'sepa', 'cny']),
    out: z.string().min(1).max(4096),
    ids: z.array(claimId).max(1000).optional(),
    /** Only the claims that are paid in base currency, or in the one claimed, as fixed at approval. */
    payIn: z.enum(['claimed', 'base']).optional(),
    executionDay: isoDay.optional(),
    date: isoDay.optional(),
    reference: z.string().trim().min(1).max(100).optional(),
    by,
  }),
  claims.extend({ batch: batchFile }),
);

/** A batch's file once more, the same bytes. */
export const claimsBatchFile = request(
  'claims/batchFile',
  'read',
  z.object({ batch: claimId, out: z.string().min(1).max(4096) }),
  z.object({ batch: batchFile }),
);

export const claimsBatches = request(
  'claims/batches',
  'read',
  nothing,
  z.object({ batches: z.array(batch) }),
);

/** Marks a batch as arrived; each transfer keeps its own reference unless one is given. */
export const claimsBatchPaid = request(
  'claims/batchPaid',
  'write',
  z.object({
    batch: claimId,
    date: isoDay,
    reference: z.string().trim().max(100).optional(),
    by,
  }),
  z.object({ batches: z.array(batch) }),
);

/** Says that a batch was never given to the bank; its claims can be paid again. */
export const claimsBatchCancel = request(
  'claims/batchCancel',
  'write',
  z.object({ batch: claimId, by }),
  z.object({ batches: z.array(batch) }),
);

/** A transfer came back: the claim waits for another one. */
export const claimsFailed = request(
  'claims/failed',
  'write',
  z.object({
    id: claimId,
    reason: text.min(1),
    reference: z.string().trim().max(100).optional(),
    /** Of several transfers under one reference, the one in this currency. */
    currency: z.string().length(3).optional(),
    by,
  }),
  claims,
);
