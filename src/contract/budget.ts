import * as z from 'zod';
import { nothing, request } from './request.ts';
import { isoDay, isoMonth, money } from './shapes.ts';

/** The yearly budget, the day on which it will be used up, and the company's working days. */

const runsOut = z.object({
  date: z.string(),
  low80: z.string(),
  high80: z.string().nullable(),
});

export const forecastDoc = z.object({
  year: z.number().int(),
  currency: z.string(),
  budget: money.nullable(),
  used: money,
  left: money.nullable(),
  /** The last whole day known; what comes after it is projected. */
  asOf: isoDay,
  runsOut: runsOut.nullable(),
  /** `lasts`: past the year's end at this pace. */
  state: z.enum(['no budget', 'not begun', 'not enough', 'lasts', 'runs out', 'used up']),
  wholeDays: z.number().int(),
  growthPerMonth: z.number().nullable(),
  /** Days since when a new level of spend counts; the range holds less often while it is young. */
  newLevel: z.object({ since: isoDay, isFresh: z.boolean() }).nullable(),
  /** A burst of the last days: if every day took as much. */
  burst: z
    .object({ day: isoDay, amount: money, usual: money, usedUpInDays: z.number().int() })
    .nullable(),
  yearEnd: z.object({ middle: money, low80: money, high80: money }).nullable(),
  months: z.array(
    z.object({
      month: isoMonth,
      /** What was charged, of months that have begun. */
      spend: money,
      /** From the first of January to the month's end: used, or projected. */
      total: money,
      low80: money.nullable(),
      high80: money.nullable(),
      isProjected: z.boolean(),
    }),
  ),
  waitingForRate: z.array(isoMonth),
});
export type ForecastDoc = z.infer<typeof forecastDoc>;

export const forecastShow = request(
  'budget/forecast',
  'read slowly',
  z.object({ year: z.number().int().min(1990).max(2200).optional() }),
  forecastDoc,
);

/** Sets a year's budget in base currency; what was set before stays to be read. */
export const budgetSet = request(
  'budget/set',
  'write',
  z.object({
    year: z.number().int().min(1990).max(2200),
    amount: z.string().trim(),
    why: z.string().trim().optional(),
  }),
  forecastDoc,
);

export const calendarList = request(
  'budget/calendar',
  'read',
  nothing,
  z.object({
    workdays: z.array(z.string()),
    days: z.array(
      z.object({ day: isoDay, kind: z.enum(['holiday', 'workday']), name: z.string() }),
    ),
  }),
);

/** Marks a day as off or as worked; `plain` takes the mark away. */
export const calendarSet = request(
  'budget/calendarSet',
  'write',
  z.object({
    day: isoDay,
    kind: z.enum(['holiday', 'workday', 'plain']),
    name: z.string().trim().optional(),
  }),
  calendarList.output,
);
