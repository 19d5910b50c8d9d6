import * as z from 'zod';
import { DECISION_KINDS } from '../core/decisions/decision.ts';
import { request } from './request.ts';
import { isoDay, isoMonth, money, person } from './shapes.ts';
import { leanWord, verdictWord } from './spend.ts';

/** Decisions on seats, and what came of them. */

const followUp = z.object({
  /** Whole months since it took effect. */
  after: z.union([z.literal(1), z.literal(3), z.literal(6)]),
  due: isoDay,
  word: z.enum(['held', 'fell', 'paid', 'not paid', "can't tell", 'no data']),
  p: z.number().nullable(),
  /** By what share output changed. */
  median: z.number().nullable(),
  low80: z.number().nullable(),
  high80: z.number().nullable(),
  suggest: z.enum(['confirm', 'take back', 'talk', 'wait', 'cannot be told at this size']),
});
export type FollowUpDoc = z.infer<typeof followUp>;

const decision = z.object({
  id: z.number().int(),
  day: isoDay,
  from: isoDay,
  person,
  tool: z.string().nullable(),
  kind: z.enum(DECISION_KINDS),
  to: money.nullable(),
  by: z.string(),
  why: z.string(),
  state: z.enum(['open', 'confirmed', 'taken back']),
  /** What was said when it was confirmed or taken back. */
  settled: z.object({ day: isoDay, by: z.string(), why: z.string() }).nullable(),
  handedOn: z.boolean(),
  /** Whether an allowance was set with it. */
  hasAllowance: z.boolean(),
  /** As the seat was judged when it was decided. */
  verdict: verdictWord.nullable(),
  lean: leanWord.nullable(),
  p: z.number().nullable(),
  /** A month before it, and what it is expected to save a month. */
  pace: money,
  expected: money,
  saved: money,
  months: z.array(z.object({ month: isoMonth, actual: money, saved: money })),
  /** Those that are due. */
  followUps: z.array(followUp),
  nextDue: isoDay.nullable(),
});
export type DecisionDoc = z.infer<typeof decision>;

const decisionsDoc = z.object({
  /** Up to this day. */
  asOf: isoDay,
  decisions: z.array(decision),
  saved: z.object({ held: money, fell: money, notTold: money }),
});
export type DecisionsDoc = z.infer<typeof decisionsDoc>;

/**
 * By the person's name, then as they were recorded; up to the end of `month` where one is named, and of
 * those recorded after it none, unless `withLater`: what is known of them by now.
 */
export const decisionsList = request(
  'decisions/list',
  'read slowly',
  z.object({
    person: z.string().optional(),
    month: isoMonth.optional(),
    withLater: z.boolean().optional(),
  }),
  decisionsDoc,
);

export const decisionsAdd = request(
  'decisions/add',
  'write',
  z.object({
    kind: z.enum(DECISION_KINDS),
    person: z.string(),
    /** One tool of the seat; else all of it. */
    tool: z.string().trim().min(1).optional(),
    /** Of a trim or a raise: what a month may cost, in base currency. */
    to: z.string().optional(),
    /** Of a switch: what it is expected to save a month. */
    expected: z.string().optional(),
    from: isoDay.optional(),
    why: z.string(),
    /** The licence goes to somebody else: it is paid on. */
    handedOn: z.boolean().optional(),
    /** Sets the amount as the person's monthly allowance as well. */
    setAllowance: z.boolean().optional(),
    /** The month whose verdict was looked at; else the last whole one. */
    month: isoMonth.optional(),
  }),
  decisionsDoc,
);

const settle = z.object({ id: z.number().int(), why: z.string() });

export const decisionsConfirm = request('decisions/confirm', 'write', settle, decisionsDoc);
export const decisionsTakeBack = request('decisions/take-back', 'write', settle, decisionsDoc);
