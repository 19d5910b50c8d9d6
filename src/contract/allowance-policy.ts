import * as z from 'zod';
import { cadence, cappedClass, counted, lineDraft, period, quantity, scope } from './allowances.ts';
import { request } from './request.ts';
import { isoDay, isoMonth, money, person } from './shapes.ts';
import { leanWord, verdictWord } from './spend.ts';

/** What a policy would do, and what the verdicts advise (RULES.md, Allowances). */

const hit = z.object({
  person,
  scope,
  modelClass: cappedClass,
  cadence,
  counts: z.array(counted),
  period,
  limit: quantity,
  day: isoDay,
  beyond: quantity,
  outputInPeriod: z.number(),
  outputSoFar: z.number(),
});

/** A policy on the last six months before it is switched on: a preset, or lines. */
export const allowanceWhatIf = request(
  'allowance/whatIf',
  'read slowly',
  z.object({
    preset: z.string().optional(),
    scope: scope.optional(),
    limit: z.string().trim().optional(),
    /** Of a preset: amounts in place of every line's limit, in their order. */
    limits: z.array(z.string().trim()).optional(),
    currency: z.string().trim().optional(),
    lines: z.array(lineDraft.omit({ from: true, to: true, why: true })).optional(),
    /** The last month looked at; else the last whole one. */
    month: isoMonth.optional(),
    months: z.number().int().min(1).max(24).optional(),
  }),
  z.object({
    from: isoDay,
    to: isoDay,
    people: z.number().int(),
    /** How many people would have gone over at least once. */
    affected: z.number().int(),
    hits: z.array(hit),
    waitingForRate: z.array(isoMonth),
  }),
);

/** Whom to raise, keep and trim, by the verdicts, and what the month would cost then. */
export const allowanceAdvice = request(
  'allowance/advice',
  'read slowly',
  z.object({
    month: isoMonth,
    raisePercent: z.number().min(0).max(1000).optional(),
    /** What is not justified goes back to this, unless its verdict names an amount; base currency. */
    start: z.string().trim().optional(),
  }),
  z.object({
    month: isoMonth,
    currency: z.string(),
    steps: z.array(
      z.object({
        person,
        code: z.enum(['raise', 'keep', 'trim']),
        reason: z.string(),
        verdict: verdictWord,
        lean: leanWord.nullable(),
        /** What the seat is expected to bring a month beyond its cost; `null` without a verdict. */
        expectedNet: money.nullable(),
        spend: money,
        from: money.nullable(),
        to: money.nullable(),
        thenAtMost: money,
      }),
    ),
    monthNow: money,
    monthThenLeast: money,
    monthThenMost: money,
  }),
);
