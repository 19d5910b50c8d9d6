import * as z from 'zod';
import { MONEY_CODES } from '../core/spend/what-money-did.ts';
import { request } from './request.ts';
import { isoMonth, money, monthInput, person } from './shapes.ts';
import { bySource, leanWord, verdictWord, waitingForRate } from './spend.ts';

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
    /** The counts are `null` for whoever sees no verdicts. */
    justified: z.number().int().nullable(),
    notJustified: z.number().int().nullable(),
    undecided: z.number().int().nullable(),
    /** Of the undecided ones; `null` in a month that a version without leans closed. */
    leansKeep: z.number().int().nullable(),
    leansDrop: z.number().int().nullable(),
    noData: z.number().int().nullable(),
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
  /** Not in the spend. */
  waitingForRate,
  bySource,
  byTool: z.array(z.object({ tool: z.string().nullable(), amount: money })),
  byModelClass: z.array(z.object({ modelClass: z.string().nullable(), amount: money })),
  apiValue: money.nullable(),
  allowance: z.unknown().nullable(),
  output: z.object({ units: z.number(), items: z.number() }),
  /** `null` for whoever sees no verdicts. */
  verdict: verdictWord.nullable(),
  lean: leanWord.nullable(),
  /** Per month, in base currency; below zero where the seat costs more than it brings. */
  expectedNet: money.nullable(),
  p: z.number().nullable(),
});

const seatsDoc = z.object({
  month: isoMonth,
  currency: z.string(),
  seats: z.array(seat),
  leans: z.object({
    keep: z.number().int().nullable(),
    drop: z.number().int().nullable(),
  }),
});

export const seatsMonth = request('seats/month', 'read', monthInput, seatsDoc);

const range = z.object({ from: isoMonth, to: isoMonth });

/**
 * A quarter or a year: spend and output summed, closed months as frozen; verdicts and allowances of its
 * last month that the book reaches, which `month` names.
 */
export const overviewSpan = request(
  'overview/span',
  'read',
  range,
  overviewDoc.extend(range.shape),
);

export const seatsSpan = request('seats/span', 'read', range, seatsDoc.extend(range.shape));

const measured = z.object({
  seats: z.number().int(),
  up: z.number().int(),
  down: z.number().int(),
  /** In how many output truly rose: the middle, and 8 in 10. */
  rose: z.object({
    low80: z.number().int(),
    median: z.number().int(),
    high80: z.number().int(),
  }),
});
export type MeasuredDoc = z.infer<typeof measured>;

const marginalReturn = z.object({
  slope: z.number(),
  low80: z.number(),
  high80: z.number(),
  /** Ten times the spend went with so many times the output. */
  tenTimes: z.object({ times: z.number(), low80: z.number(), high80: z.number() }),
  months: z.number().int(),
});
export type MarginalReturnDoc = z.infer<typeof marginalReturn>;

/** One seat's verdict in parts that can be followed; only where one person is asked for. */
const explained = z.object({
  seatPhi: z.number(),
  byChance: z.number(),
  neededUplift: z.number().nullable(),
  belief: z.object({
    /** `above`: how likely it is worth this much or more. */
    points: z.array(z.object({ worth: money, density: z.number(), above: z.number().nullable() })),
    noEffect: z.number(),
  }),
  /** What would change the call: units a month, and a spend a month. */
  turn: z.object({ units: z.number().int().nullable(), spend: money.nullable() }),
  trialTasks: z.number().int().nullable(),
});

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
  /** Where an undecided seat's expected net gain points; others have none. */
  lean: leanWord.nullable(),
  expectedNet: money.nullable(),
  worthKnowing: money.nullable(),
  /** A change beyond twenty times or a twentieth: a wrong quantity or weight is likely. */
  beyondGrid: z.enum(['up', 'down']).nullable(),
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
  /** How output went with spend over the seat's months, where it can be told. */
  marginalReturn: marginalReturn.nullable(),
  explained: explained.nullable(),
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
    /** Left out, for a quicker answer: how output went with spend, which reads many more months. */
    withReturns: z.boolean().optional(),
  }),
  z.object({
    month: isoMonth,
    currency: z.string(),
    verdicts: z.array(verdictDoc),
    roles: z.array(
      z.object({ role: z.string().nullable(), marginalReturn: marginalReturn.nullable() }),
    ),
    company: z.object({
      uplift: z.number(),
      low80: z.number(),
      high80: z.number(),
      noEffectShare: z.number(),
      /** How much a person's level moves from quarter to quarter: ω. */
      omega: z.number().nullable(),
      /** In how many seats with a verdict a change was measured, counted from the seats. */
      measured: measured.nullable(),
      marginalReturn: marginalReturn.nullable(),
      controls: z
        .object({
          y0: z.number(),
          t0: z.number(),
          y1: z.number(),
          t1: z.number(),
          phi: z.number(),
          people: z.number().int().nullable(),
        })
        .nullable(),
      window: range,
    }),
  }),
);

/** Where the month's money paid, did nothing that can be measured, or cannot be told; all parts, Σ = total. */
export const worthMonth = request(
  'worth/month',
  'read',
  monthInput,
  z.object({
    month: isoMonth,
    currency: z.string(),
    total: money,
    /** In no part, and not in the total. */
    waitingForRate,
    parts: z.array(
      z.object({
        code: z.enum(MONEY_CODES),
        group: z.enum(['paid', 'nothing', 'open']),
        amount: money,
        /** Of the total; `null` where that is nothing. */
        share: z.number().nullable(),
        seats: z.number().int(),
      }),
    ),
    groups: z.object({ paid: money, nothing: money, open: money }),
  }),
);
export type WorthDoc = z.infer<typeof worthMonth.output>;
