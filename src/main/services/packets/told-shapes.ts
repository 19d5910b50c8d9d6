import * as z from 'zod';
import { cadence, cappedClass, counted, quantity } from '../../../contract/allowances.ts';
import { isoDay } from '../../../contract/shapes.ts';
import { CLAIM_STATES } from '../../../core/claims/claim-event.ts';
import { claimLine, claimReceipt, told } from './claim-line-shape.ts';

/** What the office tells of a person's claims, requests and output, in the form in which it is kept. */

const text = told;

const line = claimLine.extend({
  line: z.number().int().min(1).max(1000),
  receipts: z.array(claimReceipt.extend({ mediaType: z.string().max(100) })).max(50),
});

export const claimState = z.object({
  state: z.enum(CLAIM_STATES),
  madeAt: z.string().max(40),
  lines: z.array(line).max(200),
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
  message: z.string().max(4000).nullish(),
  details: z.record(z.string(), z.unknown()).nullish().catch(null),
});
export type ToldResult = z.infer<typeof result>;
