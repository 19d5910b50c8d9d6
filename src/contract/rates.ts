import * as z from 'zod';
import { nothing, request } from './request.ts';
import { isoDay, isoMonth, money } from './shapes.ts';

/** Exchange rates: what is known, what is typed in, and what waits for one. */

const rate = z.object({
  day: isoDay,
  from: z.string(),
  to: z.string(),
  rate: z.string(),
  source: z.enum(['ecb', 'typed']),
  /** The last day on which it counts, unless a newer one comes. */
  until: isoDay,
});
export type RateShape = z.infer<typeof rate>;

const waitingCharge = z.object({
  day: isoDay,
  month: isoMonth,
  source: z.string(),
  account: z.string().nullable(),
  tool: z.string().nullable(),
  amount: money,
  count: z.number().int(),
});

/** The newest rate of each pair; with `from` or `to`, the pair's history, newest first, at most 500. */
export const ratesList = request(
  'rates/list',
  'read',
  z.object({ from: z.string().optional(), to: z.string().optional() }),
  z.object({
    base: z.string(),
    rates: z.array(rate),
    /** Charges that wait for a rate, per currency and month; none is converted until there is one. */
    waiting: z.array(
      z.object({
        currency: z.string(),
        month: isoMonth,
        count: z.number().int(),
        amount: money,
        charges: z.array(waitingCharge),
      }),
    ),
    isFetchOn: z.boolean(),
  }),
);

export const ratesSet = request(
  'rates/set',
  'write',
  z.object({ day: isoDay, from: z.string(), to: z.string(), rate: z.string() }),
  ratesList.output,
);

/** Fetches the ECB's file of the last 90 days; only where the owner switched it on. */
export const ratesFetch = request(
  'rates/fetch',
  'write',
  nothing,
  z.object({
    added: z.number().int(),
    replaced: z.number().int(),
    unchanged: z.number().int(),
    from: isoDay.nullable(),
    to: isoDay.nullable(),
  }),
);
