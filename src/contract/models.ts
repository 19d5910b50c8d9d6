import * as z from 'zod';
import { request } from './request.ts';
import { isoMonth, money, person } from './shapes.ts';

/** What the same use would have cost on the next model down: a question for a trial, no verdict. */

const row = z.object({
  person,
  tool: z.string().nullable(),
  model: z.string(),
  class: z.string().nullable(),
  requests: z.number().int(),
  /** Tokens per request, on the average of the month; cached ones included. */
  meanIn: z.number().nullable(),
  meanOut: z.number().nullable(),
  /** In base currency. */
  charged: money,
  /** By the price list, in US dollars. */
  apiValue: money.nullable(),
  lower: z.string().nullable(),
  lowerCost: money.nullable(),
  /** So many times the tokens may it take. */
  breakEven: z.number().nullable(),
  /** Days whose average request is short. */
  movable: z.object({
    days: z.number().int(),
    requests: z.number().int(),
    saves: money,
    savesApi: money,
  }),
  /** Prices that the lower model's list lacks, taken from its input price. */
  fallbacks: z.array(z.enum(['cache-read', 'cache-write'])),
  missing: z.enum(['price', 'lower', 'requests']).nullable(),
});
export type ModelMatchDoc = z.infer<typeof row>;

/** By the person's name, then tool and model; from sums of days, no prompt is read. */
export const modelsMatch = request(
  'models/match',
  'read slowly',
  z.object({ month: isoMonth, person: z.string().optional() }),
  z.object({ month: isoMonth, rows: z.array(row) }),
);
