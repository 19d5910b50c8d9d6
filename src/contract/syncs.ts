import * as z from 'zod';
import { nothing, type OutputOf, request } from './request.ts';
import { isoDay, money } from './shapes.ts';

/** Syncs of accounts: what each brought, what stopped it, and what it found that somebody should look at. */

const detail = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
/** Something told in words: `code` and `details` for the catalogue, `text` in English. */
export const note = z.object({ code: z.string(), text: z.string(), details: detail });
export const requestError = z.object({
  code: z.string(),
  message: z.string(),
  /** Who acts next: the app tries again, waits, or a person must do something. */
  plan: z.enum(['retry', 'wait', 'ask']),
  details: detail,
});

export const key = z.string().trim().min(1).max(4096);

const syncStatus = z.enum(['done', 'partial', 'failed']);
export const days = { from: isoDay.nullable(), to: isoDay.nullable() };

export const syncDoc = z.object({
  id: z.number().int(),
  account: z.string(),
  provider: z.string(),
  status: syncStatus,
  ...days,
  requests: z.number().int(),
  added: z.number().int(),
  replaced: z.number().int(),
  unchanged: z.number().int(),
  /** Rows that the provider no longer tells. */
  removed: z.number().int(),
  rejected: z.number().int(),
  /** Per kind of answer, the last day that is stored as a whole; the next sync goes on from there. */
  cursor: z.record(z.string(), isoDay.nullable()),
  error: requestError.nullable(),
  nextTry: z.string().nullable(),
  /** What became of each kind of answer; empty where the sync ended before it could be said. */
  streams: z.array(
    z.object({
      stream: z.string(),
      state: z.enum(['done', 'closed', 'failed']),
      /** What the account costs is read from it. */
      tellsMoney: z.boolean(),
      error: requestError.nullable(),
    }),
  ),
  notes: z.array(note),
  at: z.string(),
});
export type SyncDoc = z.infer<typeof syncDoc>;

export const syncRun = request(
  'sync/run',
  'write',
  z.object({
    account: z.string().optional(),
    /** Only accounts that are set to, and not before the provider may be asked again. */
    automatic: z.boolean().optional(),
    /** A key for this run, where the keychain is closed or holds none. */
    key: key.optional(),
    /** Ask again for what was closed to the key, or read everything from the first day. */
    again: z.enum(['closed', 'all']).optional(),
  }),
  z.object({ syncs: z.array(syncDoc) }),
);

/** Stops the syncs under way between two pages; what came is kept. */
export const syncCancel = request(
  'sync/cancel',
  'write',
  nothing,
  z.object({ stopped: z.boolean() }),
);

const syncReject = z.object({
  /** Of which kind of answer it was a row. */
  stream: z.string(),
  line: z.number().int(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  code: z.string(),
  reason: z.string(),
});

/** Rows of one sync that could not be read: the first of them, and how many they are. */
export const syncRejects = request(
  'sync/rejects',
  'read',
  z.object({ sync: z.number().int() }),
  z.object({ rejects: z.array(syncReject), count: z.number().int() }),
);

/** Writes them all as CSV. */
export const syncRejectsFile = request(
  'sync/rejectsFile',
  'read',
  z.object({ sync: z.number().int(), out: z.string() }),
  z.object({ file: z.string(), rows: z.number().int() }),
);

/** Whose use ran away by the last syncs: to be looked at together, with the pause beside it. */
export const runawaysList = request(
  'runaways/list',
  'read',
  nothing,
  z.object({
    runaways: z.array(
      z.object({
        key: z.string(),
        who: z.string(),
        account: z.string(),
        identity: z.string(),
        day: isoDay,
        spend: money,
        usual: money,
        /** What a day may take before it is asked about, where it took more. */
        bound: money.nullable(),
        projected: money,
        until: isoDay,
        /** After how many such days the person's allowance is used up; null where there is none in this currency. */
        allowanceDays: z.number().int().nullable(),
        /** The key that can be paused at the provider, if the use went through one. */
        pausable: z.string().nullable(),
        text: z.string(),
      }),
    ),
  }),
);
export type RunawayDoc = OutputOf<typeof runawaysList>['runaways'][number];
