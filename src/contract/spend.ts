import * as z from 'zod';
import { CHARGE_SOURCES } from '../core/spend/spend-cells.ts';
import { request } from './request.ts';
import { isoDay, isoMonth, money, monthInput, person } from './shapes.ts';

export const verdictWord = z.enum(['justified', 'not justified', 'undecided', 'no data']);
export type VerdictWord = z.infer<typeof verdictWord>;
/** Where an undecided seat's expected net gain points: a bet with odds, no verdict. */
export const leanWord = z.enum(['keep', 'drop']);
export type LeanWord = z.infer<typeof leanWord>;

export const bySource = z.record(z.enum(CHARGE_SOURCES), money);

/** Charges that are in no sum because they wait for a rate, by currency and month; `amount` in their own currency. */
export const waitingForRate = z.array(
  z.object({ currency: z.string(), month: isoMonth, count: z.number().int(), amount: money }),
);
export type WaitingForRate = z.infer<typeof waitingForRate>;

const usageKey = z.enum([
  'day',
  'month',
  'model',
  'tool',
  'person',
  'identity',
  'project',
  'account',
]);
export type UsageKey = z.infer<typeof usageKey>;

const usageSums = z.object({
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cacheReadTokens: z.number().int(),
  cacheWriteTokens: z.number().int(),
  cacheWrite1hTokens: z.number().int(),
  requests: z.number().int(),
  /** Web searches by the provider's own tool. */
  searches: z.number().int(),
  /** In the provider's own unit (AI credits); 0 where none are counted. */
  credits: z.number(),
  charged: money,
  apiValue: money.nullable(),
  /** A part waits for a price, so that the API value is more than this. */
  apiValueAtLeast: z.boolean(),
  unpriced: z.number().int(),
  /** Not in `charged`. */
  waitingForRate,
});

export const usageShow = request(
  'usage/show',
  'read',
  z.object({
    month: isoMonth.optional(),
    from: isoDay.optional(),
    to: isoDay.optional(),
    by: z.array(usageKey).optional(),
  }),
  z.object({
    from: isoDay,
    to: isoDay,
    rows: z.array(
      usageSums.extend({
        day: z.string().nullable().optional(),
        month: z.string().nullable().optional(),
        model: z.string().nullable().optional(),
        tool: z.string().nullable().optional(),
        person: person.nullable().optional(),
        identity: z.string().nullable().optional(),
        project: z.string().nullable().optional(),
        account: z.string().nullable().optional(),
      }),
    ),
    total: usageSums,
    /** What computers' logs have beyond the accounts that tell of the same use; it counts nowhere. */
    beyondAccounts: z.array(
      z.object({
        person: person.nullable(),
        tool: z.string().nullable(),
        model: z.string().nullable(),
        from: isoDay,
        to: isoDay,
        inputTokens: z.number().int(),
        outputTokens: z.number().int(),
        cacheReadTokens: z.number().int(),
        cacheWriteTokens: z.number().int(),
        requests: z.number().int(),
        apiValue: money.nullable(),
      }),
    ),
  }),
);

export const unassignedShow = request(
  'unassigned/show',
  'read',
  monthInput,
  z.object({
    month: isoMonth,
    total: money,
    /** Not in the total. */
    waitingForRate,
    items: z.array(
      z.object({
        identity: z.string().nullable(),
        account: z.string().nullable(),
        tool: z.string().nullable(),
        source: z.enum(CHARGE_SOURCES),
        cause: z.enum(['identity', 'no-identity', 'spare-licence', 'unknown-person']),
        amount: money,
        waitingForRate,
        suggestion: z.string().nullable(),
      }),
    ),
  }),
);

/** What a seat or the company spent in a month, one line per cell: what every sum is made of. */
export const spendCellsShow = request(
  'spend/cells',
  'read',
  z.object({ month: isoMonth, email: z.string().nullable().optional() }),
  z.object({
    month: isoMonth,
    currency: z.string(),
    cells: z.array(
      z.object({
        person: person.nullable(),
        source: z.enum(CHARGE_SOURCES),
        tool: z.string().nullable(),
        model: z.string().nullable(),
        modelClass: z.string().nullable(),
        project: z.string().nullable(),
        identity: z.string().nullable(),
        account: z.string().nullable(),
        original: money,
        amount: money,
        apiValue: money.nullable(),
        waiting: z.number().int(),
        /** What of `original` waits for a rate and is not in `amount`. */
        waitingAmount: money,
        day: z.string(),
      }),
    ),
  }),
);

/** The rows of files and reports behind a cell, newest first; at most 500. */
export const spendRowsShow = request(
  'spend/rows',
  'read',
  z.object({
    month: isoMonth,
    identity: z.string().nullable(),
    tool: z.string().nullable(),
    model: z.string().nullable(),
    source: z.enum(CHARGE_SOURCES),
  }),
  z.object({
    rows: z.array(
      z.object({
        day: z.string(),
        file: z.string().nullable(),
        line: z.number().int(),
        importId: z.number().int().nullable(),
        detail: z.string(),
        inputTokens: z.number().int(),
        outputTokens: z.number().int(),
        requests: z.number().int(),
        state: z.string(),
        amount: money.nullable(),
        /** What the money is for, where that lies outside the month that bills it. */
        chargedFor: z.object({ from: isoDay, to: isoDay }).nullable(),
      }),
    ),
    more: z.boolean(),
  }),
);
