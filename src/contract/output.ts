import * as z from 'zod';
import { request } from './request.ts';
import { delivered, isoDay, isoMonth, person } from './shapes.ts';

const item = z.object({
  ...delivered,
  id: z.number().int(),
  person: person.nullable(),
  email: z.string(),
  day: isoDay,
  kind: z.string(),
  quantity: z.number(),
  title: z.string().nullable(),
  link: z.string().nullable(),
  state: z.enum(['accepted', 'waiting', 'reopened']),
  acceptedBy: z.string().nullable(),
  minutesSaved: z.number().nullable(),
  reopened: isoDay.nullable(),
  /** The tracker that it comes from, and what it is there; `null` where it was logged or imported. */
  tracker: z.object({ name: z.string(), key: z.string() }).nullable(),
});
export type OutputItem = z.infer<typeof item>;

export const outputList = request(
  'output/list',
  'read',
  z.object({
    month: isoMonth,
    email: z.string().optional(),
    /** How many of the newest to give, 2,000 unless more are asked for. */
    most: z.number().int().min(1).max(1_000_000).optional(),
  }),
  z.object({
    month: isoMonth,
    items: z.array(item),
    /** Whether there are more than the items given; the counts are of all. */
    more: z.boolean(),
    counts: z.object({
      items: z.number().int(),
      accepted: z.number().int(),
      waiting: z.number().int(),
      reopened: z.number().int(),
    }),
    /** Whoever logged anything in the month. */
    authors: z.array(z.string()),
    nothingFinished: z.array(z.string()),
    kinds: z.array(z.string()),
  }),
);

/** Logs one item by hand; it counts once somebody other than its author accepts it. */
export const outputLog = request(
  'output/log',
  'write',
  z.object({
    /** Whoever acts, where it is left out. */
    email: z.string().optional(),
    /** Today, where it is left out. */
    day: isoDay.optional(),
    kind: z.string().trim().min(1),
    quantity: z.string(),
    title: z.string().trim().nullable(),
    link: z.string().trim().nullable(),
    acceptedBy: z.string().trim().nullable(),
    minutesSaved: z.number().int().min(0).max(100_000).nullable(),
  }),
  z.object({ ...delivered, id: z.number().int(), isAccepted: z.boolean() }),
);

export const outputAccept = request(
  'output/accept',
  'write',
  /** Whoever acts accepts it, where `by` is left out. */
  z.object({ id: z.number().int(), by: z.string().trim().min(1).optional() }),
  z.object({ id: z.number().int() }),
);

/** A reopened or reverted item stops counting from that day on: today, or its own if that is later. */
export const outputReopen = request(
  'output/reopen',
  'write',
  z.object({ id: z.number().int(), day: isoDay.nullish() }),
  z.object({ id: z.number().int() }),
);

export const outputRemove = request(
  'output/remove',
  'write',
  z.object({ id: z.number().int() }),
  z.object({ id: z.number().int() }),
);

/** Undoes a removal; only while the book is open. */
export const outputRestore = request(
  'output/restore',
  'write',
  z.object({ id: z.number().int() }),
  z.object({ id: z.number().int() }),
);

/** Ticks (or takes back) that a person finished nothing in a month: an answer, not missing data. */
export const outputNothing = request(
  'output/nothing',
  'write',
  /** The current month, where none is named. */
  z.object({ email: z.string(), month: isoMonth.optional(), isNothing: z.boolean() }),
  z.object({ email: z.string(), month: isoMonth }),
);
