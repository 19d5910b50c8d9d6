import * as z from 'zod';
import { COLUMN_ROLES, type ColumnRole } from '../core/trackers/table-columns.ts';
import { TRACKER_KINDS } from '../core/trackers/tracker-kinds.ts';
import { keyState } from './accounts.ts';
import { nothing, type OutputOf, request } from './request.ts';
import { isoDay, isoMonth, person } from './shapes.ts';
import { note, syncDoc } from './syncs.ts';

/** Trackers: where accepted output comes from. A key only ever goes in. */

export const trackerKind = z.enum(TRACKER_KINDS);
const rule = z.object({ from: z.string(), kind: z.string().nullable() });
const key = z.string().trim().min(1).max(4096);

export const trackerSyncDoc = syncDoc
  .omit({ account: true, provider: true, streams: true, cursor: true })
  .extend({
    tracker: z.string(),
    kind: z.string(),
    /** Where a reading is that was stopped; it goes on from there. */
    cursor: z.string().nullable(),
    /** Places (folders, repositories, projects) that could not be read to their end. */
    places: z.array(z.object({ place: z.string(), error: syncDoc.shape.error })),
  });
export type TrackerSyncDoc = z.infer<typeof trackerSyncDoc>;

const trackerLine = z.object({
  name: z.string(),
  kind: z.string(),
  /** The address of an own server, then folders, repositories or projects. */
  place: z.string(),
  /** `null`: none is needed. */
  key: keyState.nullable(),
  /** The first that fits an item says as which kind it counts; `null`: not at all. */
  rules: z.array(rule),
  accepted: z.enum(['closed', 'others']),
  titles: z.boolean(),
  side: z.enum(['pull-request', 'ticket']),
  coAuthors: z.enum(['first', 'split']),
  bots: z.array(z.string()),
  /** Of a table: which column tells what, and the states that mean done; `null`: nobody said so, or no table. */
  columns: z
    .object({
      ...(Object.fromEntries(COLUMN_ROLES.map((role) => [role, z.string().nullable()])) as Record<
        ColumnRole,
        z.ZodNullable<z.ZodString>
      >),
      done: z.array(z.string()),
    })
    .nullable(),
  /** The app reads it by itself while it is open. */
  automatic: z.boolean(),
  items: z.number().int(),
  from: isoDay.nullable(),
  to: isoDay.nullable(),
  lastSync: trackerSyncDoc.nullable(),
  /** Items that could not be read and have not been since. */
  unread: z.number().int(),
  /** How many items count, wait, were taken back, count with another, are nobody's, came late, or are left out. */
  standings: z.object({
    counted: z.number().int(),
    waiting: z.number().int(),
    reopened: z.number().int(),
    twice: z.number().int(),
    nobody: z.number().int(),
    late: z.number().int(),
    leftOut: z.number().int(),
    removed: z.number().int(),
  }),
});
export type TrackerLine = z.infer<typeof trackerLine>;

export const trackersList = request(
  'trackers/list',
  'read',
  nothing,
  z.object({ trackers: z.array(trackerLine) }),
);

export const trackerKinds = request(
  'trackers/kinds',
  'read',
  nothing,
  z.object({
    kinds: z.array(
      z.object({
        kind: trackerKind,
        name: z.string(),
        needsKey: z.boolean(),
        needsPlace: z.boolean(),
        baseUrl: z.string().nullable(),
        allowsCustomUrl: z.boolean(),
      }),
    ),
  }),
);

const checkDoc = z.object({
  tracker: z.string(),
  kind: z.string(),
  ok: z.boolean(),
  who: z.string().nullable(),
  found: z.array(z.string()),
  notes: z.array(note),
  error: syncDoc.shape.error,
  key: keyState.nullable(),
});
export type TrackerCheckDoc = z.infer<typeof checkDoc>;

/** Adds a tracker once its place and key were checked; nothing is kept where the check fails. */
export const trackersAdd = request(
  'trackers/add',
  'write',
  z.object({
    tracker: z.string().trim().min(1).max(100),
    kind: trackerKind,
    /** A web address first where it is an own server; then folders, repositories or projects. */
    place: z.array(z.string().trim().min(1).max(2000)).max(200),
    key: key.optional(),
    keepKey: z.enum(['keychain', 'run']).optional(),
    /** PEM certificates of the company's own authority. */
    authority: z.string().max(200_000).nullable().optional(),
    /** Add it although it cannot be reached now. */
    unchecked: z.boolean().optional(),
    rules: z.string().max(10_000).optional(),
    titles: z.boolean().optional(),
    automatic: z.boolean().optional(),
  }),
  checkDoc,
);

export const trackersCheck = request(
  'trackers/check',
  'write',
  z.object({ tracker: z.string(), key: key.optional() }),
  checkDoc,
);

/** Sets or replaces the key, after it was checked. */
export const trackersKey = request(
  'trackers/key',
  'write',
  z.object({ tracker: z.string(), key, keepKey: z.enum(['keychain', 'run']).optional() }),
  checkDoc,
);

/** What can be set for a tracker: each as it is typed. */
export const TRACKER_SETTINGS = [
  'rules',
  'accepted',
  'titles',
  'side',
  'co-authors',
  'bots',
  'columns',
  'automatic',
] as const;

export const trackersSet = request(
  'trackers/set',
  'write',
  z.object({ tracker: z.string(), key: z.enum(TRACKER_SETTINGS), value: z.string().max(10_000) }),
  trackersList.output,
);

/** Forgets the key and takes the tracker's items out of open months; closed months keep theirs. */
export const trackersRemove = request(
  'trackers/remove',
  'write',
  z.object({ tracker: z.string() }),
  z.object({
    tracker: z.string(),
    /** The keychain did not open: the key is still in it. */
    keyLeft: z.boolean(),
    /** Lines of the output that went, and that closed months keep. */
    removed: z.number().int(),
    kept: z.number().int(),
  }),
);

export const trackersSync = request(
  'trackers/sync',
  'write',
  z.object({
    tracker: z.string().optional(),
    /** A key for this run, where the keychain is closed or holds none. */
    key: key.optional(),
    /** Read everything that the source has. */
    again: z.boolean().optional(),
    /** Only those that the owner set to be read by themselves and that may be asked again by now. */
    automatic: z.boolean().optional(),
  }),
  z.object({ syncs: z.array(trackerSyncDoc) }),
);

const item = z.object({
  key: z.string(),
  day: isoDay.nullable(),
  /** Who made it, as the source names them; `null` where it was a machine that nobody asked. */
  author: z.string().nullable(),
  bot: z.string().nullable(),
  link: z.string().nullable(),
  title: z.string().nullable(),
  /** With which item it is one piece of work. */
  with: z.object({ name: z.string(), key: z.string() }).nullable(),
});
const span = z.object({ from: isoDay, to: isoDay });
const weights = z.object({
  days: span,
  items: z.number().int(),
  /** Shares of the items; `null` without any. */
  acceptedByOthers: z.number().nullable(),
  takenBack: z.number().nullable(),
  /** In the middle, where the source tells them. */
  daysToAccept: z.number().nullable(),
  rounds: z.number().nullable(),
  size: z.number().nullable(),
  tinyShare: z.number().nullable(),
});
export type TrackerWeights = z.infer<typeof weights>;

const reject = z.object({
  place: z.string(),
  /** What the source calls it; `null` where not even that could be read. */
  name: z.string().nullable(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  code: z.string(),
  reason: z.string(),
});

export const trackerDoc = trackerLine.extend({
  /** Of a table: the columns that it has. */
  fields: z.array(
    z.object({
      name: z.string(),
      form: z.string(),
      choices: z.array(z.object({ name: z.string(), isDone: z.boolean().nullable() })),
    }),
  ),
  /** Authors whom nobody is assigned to. */
  unmatched: z.array(
    z.object({
      identity: z.string(),
      /** What people see of it, where the identity is a number. */
      name: z.string().nullable(),
      items: z.number().int(),
      suggestion: z.string().nullable(),
    }),
  ),
  /** What needs to be looked at, a few of each standing. */
  examples: z.array(z.object({ standing: z.string(), items: z.array(item) })),
  /** Before and since the company's first seat; `null` where there is none. */
  weights: z.object({ before: weights.nullable(), since: weights.nullable() }),
  /** People whose size of items fell since their seat began: asked, not said. */
  smaller: z.array(z.object({ person, before: z.number(), since: z.number() })),
  /** Seats of people whose items come from here, with the verdict that they have by now. */
  seats: z.array(
    z.object({
      person,
      month: isoMonth,
      verdict: z.string(),
      lean: z.string().nullable(),
      items: z.number().int(),
      /** Whole months of output before the seat that it brings. */
      baselineMonths: z.number().int(),
      /** All that counts for the person came from here: without it there would be no verdict. */
      isAlone: z.boolean(),
      /** What a verdict lacks, where there is none. */
      missing: z.array(z.string()),
    }),
  ),
  /** What could not be read, by name, as far as it is listed. */
  rejects: z.array(reject),
  history: z.array(trackerSyncDoc),
});
export type TrackerDoc = z.infer<typeof trackerDoc>;

export const trackerShow = request(
  'trackers/show',
  'read slowly',
  z.object({ tracker: z.string() }),
  trackerDoc,
);
export type TrackerKindLine = OutputOf<typeof trackerKinds>['kinds'][number];
