import * as z from 'zod';
import { nothing, request } from './request.ts';
import { delivered, isoDay, isoMonth, money, person } from './shapes.ts';
import { leanWord, verdictWord } from './spend.ts';

/** Allowances, pools and top-ups (RULES.md, Allowances). */

/** An amount of money, or of tokens. */
export const quantity = z.union([money, z.object({ tokens: z.number().int() })]);
export type QuantityShape = z.infer<typeof quantity>;

export const cadence = z.enum(['week', 'month', 'quarter', 'year', 'once']);
export const cappedClass = z.enum(['all', 'flagship', 'standard', 'light']);
export const counted = z.enum(['spend', 'claims']);
export const allowanceState = z.enum(['within', 'at risk', 'over']);
export type AllowanceStateWord = z.infer<typeof allowanceState>;

/** `company`, `role:developer`, `team:Apps`, `person:ana@example.com`. */
export const scope = z.string();
export const period = z.object({ from: isoDay, to: isoDay.nullable() });
const atLimit = z.enum(['inform', 'ask']);
const approver = z.enum(['owner', 'manager']);

const entry = z.object({
  kind: z.enum(['limit', 'slice', 'top-up', 'carry-over', 'transfer']),
  amount: quantity,
  at: z.string(),
  by: z.string(),
  why: z.string(),
});

/** What a line says, wherever it is shown. */
const line = z.object({
  scope,
  modelClass: cappedClass,
  cadence,
  /** What the line gives, before anything moves it; null is unlimited. */
  limit: quantity.nullable(),
  atLimit,
  /** Amounts at which to tell while work goes on, the least first. */
  informAt: z.array(quantity).default([]),
  approver,
  carryOver: z.number().int(),
  counts: z.array(counted),
  from: isoDay,
  to: isoDay.nullable(),
});

export const allowanceDoc = z.object({
  person,
  line,
  period,
  entries: z.array(entry),
  /** The entries added up; null is unlimited. */
  limit: quantity.nullable(),
  used: quantity,
  left: quantity.nullable(),
  /** Spend ÷ the share of the period's working days that is over. */
  pace: quantity.nullable(),
  projected: quantity.nullable(),
  projectedLow80: quantity.nullable(),
  projectedHigh80: quantity.nullable(),
  /** Of a grant given once: when it will be used up. */
  runsOut: z
    .object({ date: z.string(), low80: z.string(), high80: z.string().nullable() })
    .nullable(),
  state: allowanceState,
  waitingForRate: z.array(isoMonth),
});
export type AllowanceDoc = z.infer<typeof allowanceDoc>;

const poolDoc = z.object({
  id: z.string(),
  team: z.string(),
  modelClass: cappedClass,
  cadence,
  limit: quantity,
  period,
  slices: z.array(z.object({ person, amount: quantity })),
  sliced: quantity,
  toppedUp: quantity,
  /** What top-ups draw on first. */
  rest: quantity,
  /** What the team's people have used of what the pool counts, those without a slice included. */
  used: quantity,
  from: isoDay,
  to: isoDay.nullable(),
});
export type PoolDoc = z.infer<typeof poolDoc>;

/** Every allowance of a month, by name; with `day` or `week`, those whose period holds that day or week. */
export const allowanceList = request(
  'allowance/list',
  'read slowly',
  z.object({
    month: isoMonth.optional(),
    day: isoDay.optional(),
    /** A day of the week, as the company counts weeks; it is told as of the week's end, or of today. */
    week: isoDay.optional(),
    /** The e-mail of one person: the right to see one's own. */
    person: z.string().optional(),
  }),
  z.object({
    month: isoMonth,
    /** The day as of which it is told. */
    asOf: isoDay,
    allowances: z.array(allowanceDoc),
    pools: z.array(poolDoc),
    /** Models of the month without a class, while a class has a cap: they count against every one. */
    withoutClass: z.array(z.string()).optional(),
  }),
);

const lineDoc = z.object({
  id: z.string(),
  ...line.shape,
  at: z.string(),
  by: z.string(),
  why: z.string(),
  /** Whether it is the one that holds today, of those with its scope and kind. */
  isInForce: z.boolean(),
});
export type LineDoc = z.infer<typeof lineDoc>;

/** Every line ever set, by scope and day. */
export const allowanceLines = request(
  'allowance/lines',
  'read',
  nothing,
  z.object({ lines: z.array(lineDoc) }),
);

export const lineDraft = z.object({
  scope,
  /** A decimal of the currency or whole tokens; `unlimited` watches and informs only. */
  limit: z.string().trim(),
  unit: z.enum(['money', 'tokens']).optional(),
  currency: z.string().trim().optional(),
  cadence,
  modelClass: cappedClass.optional(),
  atLimit: atLimit.optional(),
  /** Amounts at which to tell while work goes on, as they are typed. */
  informAt: z.array(z.string().trim().min(1)).optional(),
  approver: approver.optional(),
  carryOver: z.number().int().min(0).max(36).optional(),
  counts: z.array(counted).optional(),
  from: isoDay,
  to: isoDay.nullable().optional(),
  why: z.string().trim().optional(),
});

export const allowanceSet = request('allowance/set', 'write', lineDraft, allowanceLines.output);

/** Sets a line's last day. What held up to then is kept. */
export const allowanceEnd = request(
  'allowance/end',
  'write',
  z.object({ id: z.string(), to: isoDay }),
  allowanceLines.output,
);

const presetDoc = z.object({
  id: z.string(),
  text: z.string(),
  /** What the first limit may be picked from. */
  choices: z.array(quantity),
  lines: z.array(
    z.object({ modelClass: cappedClass, cadence, limit: quantity.nullable(), atLimit, approver }),
  ),
  slices: z.array(quantity),
});

export const allowancePresets = request(
  'allowance/presets',
  'read',
  nothing,
  z.object({ presets: z.array(presetDoc) }),
);

/** Sets a preset's lines for a scope, or its pool for a team with a slice per role. */
export const allowancePreset = request(
  'allowance/preset',
  'write',
  z.object({
    preset: z.string(),
    scope: scope.optional(),
    from: isoDay,
    /** One of the choices, or any other amount in place of the first line's limit. */
    limit: z.string().trim().optional(),
    /** Amounts in place of every line's limit, in their order; of a pool, its own. An empty one stays. */
    limits: z.array(z.string().trim()).optional(),
    currency: z.string().trim().optional(),
    /** For a pool: roles of the team, in the order of the slices. */
    roles: z.array(z.string()).optional(),
    /** For a pool: what each person of those roles gets, in their order. An empty one stays. */
    slices: z.array(z.string().trim()).optional(),
    why: z.string().trim().optional(),
  }),
  z.object({ lines: z.array(lineDoc), pools: z.array(poolDoc) }),
);

export const poolSet = request(
  'allowance/poolSet',
  'write',
  z.object({
    team: z.string().trim().min(1),
    limit: z.string().trim(),
    unit: z.enum(['money', 'tokens']).optional(),
    currency: z.string().trim().optional(),
    cadence: z.enum(['week', 'month', 'quarter', 'year']).optional(),
    modelClass: cappedClass.optional(),
    atLimit: atLimit.optional(),
    carryOver: z.number().int().min(0).max(36).optional(),
    counts: z.array(counted).optional(),
    from: isoDay,
    to: isoDay.nullable().optional(),
    why: z.string().trim().optional(),
  }),
  z.object({ pools: z.array(poolDoc) }),
);

export const poolSlice = request(
  'allowance/poolSlice',
  'write',
  z.object({
    team: z.string().trim().min(1),
    person: z.string().optional(),
    role: z.string().optional(),
    amount: z.string().trim(),
    cadence: z.enum(['week', 'month', 'quarter', 'year']).optional(),
    from: isoDay,
    to: isoDay.nullable().optional(),
    why: z.string().trim().optional(),
  }),
  poolSet.output,
);

export const poolList = request(
  'allowance/pools',
  'read',
  z.object({ day: isoDay.optional() }),
  poolSet.output,
);

const topUpDoc = z.object({
  ...delivered,
  id: z.number().int(),
  person,
  modelClass: cappedClass,
  cadence,
  counts: counted,
  amount: quantity,
  reason: z.string(),
  expectedOutput: z.string(),
  day: isoDay,
  period,
  permanent: z.boolean(),
  askedAt: z.string(),
  askedBy: z.string(),
  state: z.enum(['asked', 'approved', 'rejected', 'withdrawn']),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAs: z.enum(['owner', 'manager']).nullable(),
  why: z.string().nullable(),
  granted: quantity.nullable(),
  fromPool: quantity.nullable(),
  beyondPool: quantity.nullable(),
  /** What the pool behind it has left, in the pool's currency; null where none stands behind it. */
  poolRest: quantity.nullable(),
  limit: quantity.nullable(),
  used: quantity.nullable(),
  left: quantity.nullable(),
  /** The person's verdict of the last whole month before it, for whoever decides. */
  verdict: z
    .object({
      month: isoMonth,
      verdict: verdictWord,
      lean: leanWord.nullable(),
      /** Per month, in base currency. */
      expectedNet: money.nullable(),
      p: z.number().nullable(),
      spend: money,
      value: z.object({ low80: money, median: money, high80: money }).nullable(),
    })
    .nullable(),
  /** Once its period is over: what it bought. */
  review: z
    .object({
      used: quantity,
      output: z.number(),
      usualOutput: z.number().nullable(),
      change: z.number().nullable(),
      outcome: z.enum([
        'more output',
        'no more output',
        'no output logged',
        'not used',
        'nothing to compare',
      ]),
    })
    .nullable(),
});
export type TopUpDoc = z.infer<typeof topUpDoc>;

/** Requests, newest first; `state` and `person` pick from the list. */
export const topUpList = request(
  'allowance/topUps',
  'read',
  z.object({
    state: z.enum(['asked', 'approved', 'rejected', 'withdrawn']).optional(),
    person: z.string().optional(),
  }),
  z.object({ topUps: z.array(topUpDoc) }),
);

export const topUpAsk = request(
  'allowance/topUpAsk',
  'write',
  z.object({
    person: z.string(),
    amount: z.string().trim(),
    currency: z.string().trim().optional(),
    reason: z.string().trim(),
    expectedOutput: z.string().trim(),
    /** From now on; else for the period that holds `day`. */
    permanent: z.boolean().optional(),
    day: isoDay.optional(),
    modelClass: cappedClass.optional(),
    cadence: cadence.optional(),
    unit: z.enum(['money', 'tokens']).optional(),
    counts: counted.optional(),
  }),
  z.object({ topUps: z.array(topUpDoc) }),
);

export const topUpDecide = request(
  'allowance/topUpDecide',
  'write',
  z.object({
    id: z.number().int(),
    decision: z.enum(['approve', 'reject', 'withdraw']),
    /** Another amount than was asked for. */
    amount: z.string().trim().optional(),
    permanent: z.boolean().optional(),
    as: z.enum(['owner', 'manager']).optional(),
    /** Who decides, where it is not whoever runs the app: a name or an e-mail. */
    by: z.string().trim().min(1).max(200).optional(),
    why: z.string().trim().optional(),
  }),
  z.object({ topUps: z.array(topUpDoc) }),
);

/** Takes back a top-up that was made permanent: `to` is the last day on which it counts. */
export const topUpEnd = request(
  'allowance/topUpEnd',
  'write',
  z.object({ id: z.number().int(), to: isoDay, why: z.string().trim().optional() }),
  z.object({ topUps: z.array(topUpDoc) }),
);

export const allowanceTransfer = request(
  'allowance/transfer',
  'write',
  z.object({
    from: z.string(),
    to: z.string(),
    amount: z.string().trim(),
    day: isoDay.optional(),
    modelClass: cappedClass.optional(),
    cadence: cadence.optional(),
    unit: z.enum(['money', 'tokens']).optional(),
    counts: counted.optional(),
    why: z.string().trim(),
  }),
  allowanceList.output,
);
