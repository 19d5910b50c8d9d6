import * as z from 'zod';
import { request } from './request.ts';
import { isoMonth, money, monthInput, person } from './shapes.ts';
import { bySource, verdictWord, waitingForRate } from './spend.ts';

/** The documents of one month: the overview, its seats, their verdicts (CLI.md). */

const signal = z.object({
  code: z.string(),
  person: person.nullable(),
  severity: z.string(),
  key: z.string(),
  text: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

export const budgetShape = z.object({
  budget: money,
  used: money,
  runsOut: z
    .object({ date: z.string(), low80: z.string(), high80: z.string().nullable() })
    .nullable(),
});

export const overviewDoc = z.object({
  month: isoMonth,
  currency: z.string(),
  isClosed: z.boolean(),
  total: money,
  /** The month before's total, null where the book does not reach back. */
  previousTotal: money.nullable(),
  bySource,
  seats: z.object({
    count: z.number().int(),
    justified: z.number().int(),
    notJustified: z.number().int(),
    undecided: z.number().int(),
    noData: z.number().int(),
  }),
  seatTotal: money,
  unassigned: money,
  waitingForRate,
  /** Usage rows whose model has no price yet; they charge nothing until it has one. */
  waitingForPrice: z.array(z.object({ model: z.string().nullable(), count: z.number().int() })),
  budget: budgetShape.nullable(),
  felt: z.object({ hours: z.number(), items: z.number().int() }),
  signals: z.array(signal),
  history: z.array(z.object({ month: isoMonth, total: money, units: z.number() })),
  coverage: z.object({ from: isoMonth, to: isoMonth }).nullable(),
});
export type OverviewDoc = z.infer<typeof overviewDoc>;

/** `withSignals: false` leaves the signals empty for whoever asks for them apart: they take longest by far. */
export const overviewMonth = request(
  'overview/month',
  'read',
  monthInput.extend({ withSignals: z.boolean().optional() }),
  overviewDoc,
);

const seat = z.object({
  person,
  spend: money,
  bySource,
  byTool: z.array(z.object({ tool: z.string().nullable(), amount: money })),
  byModelClass: z.array(z.object({ modelClass: z.string().nullable(), amount: money })),
  apiValue: money.nullable(),
  allowance: z.unknown().nullable(),
  output: z.object({ units: z.number(), items: z.number() }),
  verdict: verdictWord,
  p: z.number().nullable(),
});

export const seatsMonth = request(
  'seats/month',
  'read',
  monthInput,
  z.object({ month: isoMonth, currency: z.string(), seats: z.array(seat) }),
);

const range = z.object({ from: isoMonth, to: isoMonth });

export const verdictDoc = z.object({
  person,
  window: z.object({ from: isoMonth, to: isoMonth, months: z.number() }),
  spend: money,
  /** Charges of these months wait for a rate and are not in the spend. */
  waitsForRate: z.boolean().default(false),
  baseline: z.object({
    kind: z.enum(['own', 'role', 'stated']).nullable(),
    from: isoMonth.nullable(),
    to: isoMonth.nullable(),
  }),
  y0: z.number().nullable(),
  t0: z.number().nullable(),
  y1: z.number().nullable(),
  t1: z.number().nullable(),
  phi: z.number().nullable(),
  valuation: z
    .union([
      z.object({ by: z.literal('loaded-cost'), monthly: money }),
      z.object({ by: z.literal('unit'), perUnit: money }),
    ])
    .nullable(),
  provisional: z.boolean(),
  requiredReturn: z.number(),
  requiredUplift: z.number().nullable(),
  p: z.number().nullable(),
  verdict: verdictWord,
  value: z.object({ median: money, low80: money, high80: money }).nullable(),
  uplift: z.number().nullable(),
  upliftLow80: z.number().nullable(),
  upliftHigh80: z.number().nullable(),
  costPerExtraUnit: money.nullable(),
  felt: z.object({ hours: z.number().nullable() }),
  reopenedShare: z.number().nullable(),
  missing: z.array(z.string()),
  advice: z.object({
    code: z.enum(['keep', 'raise', 'trim', 'talk', 'log-output']),
    text: z.string(),
    amount: money.nullable(),
    excess: money.nullable(),
  }),
  monthsToDecide: z.number().int().nullable(),
  /** How output went with spend over the seat's months; only where one person is asked for and it can be told. */
  marginalReturn: z
    .object({
      slope: z.number(),
      low80: z.number(),
      high80: z.number(),
      tenTimes: z.object({ times: z.number(), low80: z.number(), high80: z.number() }),
      months: z.number().int(),
    })
    .nullable(),
  seatSince: z.string().nullable(),
  history: z.array(
    z.object({
      month: isoMonth,
      units: z.number(),
      items: z.number(),
      spend: money,
      part: z.enum(['baseline', 'left-out', 'window', 'seat', 'before']),
    }),
  ),
});
export type VerdictDoc = z.infer<typeof verdictDoc>;

export const verdictMonth = request(
  'verdict/month',
  'read',
  monthInput.extend({
    person: z.string().optional(),
    window: z.number().int().min(1).max(24).optional(),
  }),
  z.object({
    month: isoMonth,
    currency: z.string(),
    verdicts: z.array(verdictDoc),
    company: z.object({
      uplift: z.number(),
      low80: z.number(),
      high80: z.number(),
      noEffectShare: z.number(),
      controls: z
        .object({ y0: z.number(), t0: z.number(), y1: z.number(), t1: z.number(), phi: z.number() })
        .nullable(),
      window: range,
    }),
  }),
);
