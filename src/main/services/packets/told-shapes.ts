import * as z from 'zod';
import { cadence, cappedClass, counted, quantity } from '../../../contract/allowances.ts';
import { isoDay, money } from '../../../contract/shapes.ts';
import { CLAIM_STATES } from '../../../core/claims/claim-event.ts';

/** What the office tells of a person's claims, requests and output, in the form in which it is kept. */

const text = z.string().max(2000);

const claimLine = z.object({
  line: z.number().int().min(1).max(1000),
  day: isoDay,
  tool: text.nullable(),
  vendor: text.nullable(),
  invoiceNumber: text.nullable(),
  purpose: text,
  amount: money,
  workPercent: z.string().max(20),
  periodStart: isoDay.nullable(),
  periodEnd: isoDay.nullable(),
  tax: money.nullable().catch(null),
  taxRate: z.string().max(10).nullable().catch(null),
  inCompanyName: z.boolean().catch(false),
  receipts: z
    .array(
      z.object({
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        file: z.string().max(300),
        mediaType: z.string().max(100),
      }),
    )
    .max(50),
});

export const claimState = z.object({
  state: z.enum(CLAIM_STATES),
  madeAt: z.string().max(40),
  lines: z.array(claimLine).max(200),
});
export type ToldClaim = z.infer<typeof claimState>;

export const topUpState = z.object({
  state: z.enum(['asked', 'approved', 'rejected', 'withdrawn']),
  by: text.nullable(),
  at: z.string().max(40).nullable(),
  why: text.nullable(),
  granted: quantity.nullable().catch(null),
  topUp: z
    .object({
      modelClass: cappedClass,
      cadence,
      counts: counted,
      amount: quantity,
      reason: text,
      expectedOutput: text,
      day: isoDay,
      permanent: z.boolean(),
      askedAt: z.string().max(40),
    })
    .nullable()
    .catch(null),
});
export type ToldTopUp = z.infer<typeof topUpState>;

export const outputState = z.object({
  state: z.enum(['accepted', 'waiting', 'reopened', 'removed']),
  by: text.nullable(),
  at: z.string().max(40).nullable(),
  item: z
    .object({
      day: isoDay,
      kind: z.string().min(1).max(200),
      quantity: z.string().max(40),
      title: text.nullable(),
      link: text.nullable(),
      minutesSaved: z.number().int().nullable(),
    })
    .nullable()
    .catch(null),
});
export type ToldOutput = z.infer<typeof outputState>;

export const result = z.object({
  of: z.string().max(60),
  status: z.string().max(40),
  code: z.string().max(100).nullable(),
});
export type ToldResult = z.infer<typeof result>;
