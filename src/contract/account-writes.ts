import * as z from 'zod';
import {
  accountInput,
  accountsAdd,
  accountsCheck,
  accountsKey,
  accountsRemove,
  limit,
  limitPeriod,
  limitScope,
} from './accounts.ts';
import { request } from './request.ts';
import { money } from './shapes.ts';
import { note, syncRun } from './syncs.ts';
import {
  trackersAdd,
  trackersCheck,
  trackersKey,
  trackersRemove,
  trackersSync,
} from './trackers.ts';

/** What is sent back to providers: limits and pauses, planned in words first. */

const plannedWrite = z.object({
  account: z.string(),
  method: z.string(),
  url: z.string(),
  body: z.string().nullable(),
  words: note,
  reversible: z.boolean(),
});
export type PlannedWriteDoc = z.infer<typeof plannedWrite>;

const limitChange = accountInput.extend({
  scope: limitScope,
  /** The provider's id of the person, key, team or project; null for the organization. */
  target: z.string().nullable(),
  /** Null takes the limit away. */
  amount: money.nullable(),
  period: limitPeriod,
});

export const limitsPlan = request('limits/plan', 'write', limitChange, plannedWrite);
export const limitsPush = request(
  'limits/push',
  'write',
  limitChange.extend({ confirmed: z.literal(true) }),
  z.object({ account: z.string(), sent: plannedWrite, limit }),
);

const pauseChange = accountInput.extend({ key: z.string().min(1), paused: z.boolean() });
export const keysPlanPause = request('keys/planPause', 'write', pauseChange, plannedWrite);
export const keysPause = request(
  'keys/pause',
  'write',
  pauseChange.extend({ confirmed: z.literal(true) }),
  z.object({
    account: z.string(),
    sent: plannedWrite,
    status: z.enum(['paused', 'active', 'deleted']),
  }),
);

/** What waits for a network: it is done beside the book's other work, never before it. */
export const networkRequests: ReadonlySet<string> = new Set(
  [
    accountsAdd,
    accountsCheck,
    accountsKey,
    accountsRemove,
    syncRun,
    limitsPlan,
    limitsPush,
    keysPlanPause,
    keysPause,
    trackersAdd,
    trackersCheck,
    trackersKey,
    trackersRemove,
    trackersSync,
  ].map(({ name }) => name),
);
