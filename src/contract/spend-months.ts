import * as z from 'zod';
import { request } from './request.ts';
import { isoMonth, money, monthInput } from './shapes.ts';
import { waitingForRate } from './spend.ts';

/** Twelve months of spend or output side by side: what the window's charts are drawn from. */

export const spendBy = z.enum(['tool', 'team', 'person', 'source']);
export type SpendBy = z.infer<typeof spendBy>;

/** Up to twelve months that end with the one looked at, one line per tool, team, person or source. */
export const spendMonths = request(
  'spend/months',
  'read',
  /** `person`: the e-mail of the one whose spend is asked for. */
  monthInput.extend({ by: spendBy, person: z.string().optional() }),
  z.object({
    currency: z.string(),
    months: z.array(isoMonth),
    /** People and teams by name, tools by their sum, sources in their order; what has none last. */
    lines: z.array(
      z.object({
        /** The e-mail of a person, else the name; `null`: no tool, no team, unassigned. */
        key: z.string().nullable(),
        name: z.string().nullable(),
        amounts: z.array(money),
        /** Of all months; in no amount. */
        waitingForRate,
      }),
    ),
    totals: z.array(money),
    waitingForRate,
  }),
);
export type SpendMonthsDoc = z.infer<typeof spendMonths.output>;

/** The same months of weighted accepted output, one line per kind or person, by name. */
export const outputMonths = request(
  'output/months',
  'read',
  monthInput.extend({ by: z.enum(['kind', 'person']) }),
  z.object({
    months: z.array(isoMonth),
    lines: z.array(z.object({ key: z.string(), name: z.string(), units: z.array(z.number()) })),
    totals: z.array(z.number()),
  }),
);
export type OutputMonthsDoc = z.infer<typeof outputMonths.output>;
