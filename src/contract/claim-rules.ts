import * as z from 'zod';
import { nothing, request } from './request.ts';
import { money, person } from './shapes.ts';

/** The rules for claims, and where people's money goes. */

const cap = z.object({
  scope: z.enum(['company', 'role', 'person']),
  /** The role, or the person's e-mail. */
  of: z.string().nullable(),
  cadence: z.enum(['month', 'year']),
  limit: money,
});
export type CapDoc = z.infer<typeof cap>;

export const policyDoc = z.object({
  caps: z.array(cap),
  receiptAbove: money.nullable(),
  maxAgeDays: z.number().int().min(1).max(3660).nullable(),
  tools: z.array(z.string()).nullable(),
  currencies: z.array(z.string()).nullable(),
  /** As a ratio: 0.5 asks for half as much output again. */
  requiredUplift: z.number().min(0).max(10).nullable(),
  approvers: z.array(z.string()).nullable(),
  standIns: z.array(z.object({ approver: z.string(), standIn: z.string() })),
  secondApproverAbove: money.nullable(),
  severities: z.record(z.string(), z.enum(['blocks', 'warns'])),
  payer: z.object({
    holder: z.string(),
    iban: z.string().nullable(),
    bic: z.string().nullable(),
  }),
});
export type PolicyDoc = z.infer<typeof policyDoc>;

const policyAnswer = z.object({ policy: policyDoc, isPreset: z.boolean() });

export const claimsPolicy = request('claims/policy', 'read', nothing, policyAnswer);

/** Changes what is given of the policy; the rest stays. */
export const claimsPolicySet = request(
  'claims/policySet',
  'write',
  policyDoc.partial(),
  policyAnswer,
);

const bank = z.object({
  person,
  holder: z.string(),
  iban: z.string().nullable(),
  bic: z.string().nullable(),
  accountNumber: z.string().nullable(),
  bankName: z.string().nullable(),
});

export const claimsBank = request(
  'claims/bank',
  'read',
  nothing,
  z.object({ accounts: z.array(bank) }),
);

/** Where a person's money goes; checked before it is kept. */
export const claimsBankSet = request(
  'claims/bankSet',
  'write',
  z.object({
    person: z.string(),
    holder: z.string().trim().min(1).max(140),
    iban: z.string().trim().max(60).nullable(),
    bic: z.string().trim().max(20).nullable(),
    accountNumber: z.string().trim().max(60).nullable(),
    bankName: z.string().trim().max(140).nullable(),
  }),
  claimsBank.output,
);
