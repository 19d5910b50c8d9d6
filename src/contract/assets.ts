import * as z from 'zod';
import { ASSET_KINDS, SURVIVES } from '../core/assets/asset.ts';
import { request } from './request.ts';
import { delivered, isoDay, isoMonth, money, monthInput, person } from './shapes.ts';

/** What spend left behind that can be used again, and what came of it. */

const asset = z.object({
  id: z.number().int(),
  name: z.string(),
  kind: z.enum(ASSET_KINDS),
  /** `null`: nobody here has this e-mail any more. */
  maker: person.nullable(),
  email: z.string(),
  /** The months in which it was made. */
  from: isoMonth,
  to: isoMonth,
  /** In percent of the maker's spend of these months. */
  share: z.number().nullable(),
  hours: z.number().nullable(),
  /** Over so many months its cost is spread. */
  months: z.number().int(),
  place: z.string().nullable(),
  tool: z.string().nullable(),
  survives: z.enum(SURVIVES),
  retired: isoDay.nullable(),
  /** In base currency; `null` where it is not for whoever asks. */
  cost: money.nullable(),
  /** What of it is spend; the rest is hours. */
  spendPart: money.nullable(),
  /** What no month has borne yet, and what the current one bears. */
  left: money.nullable(),
  thisMonth: money.nullable(),
  /** Why the cost is lower than it is: the maker's loaded cost, or a rate, is missing. */
  missing: z.enum(['loaded-cost', 'rate']).nullable(),
  uses: z.number().int(),
  /** By others than its maker. */
  byOthers: z.number().int(),
  /** What its users believe to have saved: felt, never measured. */
  feltMinutes: z.number().int().nullable(),
  /** Of users whose loaded cost is known; for the owner alone. */
  feltWorth: money.nullable(),
  /** Minutes of users without one: they are in no worth. */
  feltWithoutCost: z.number().int(),
  /** Its equal parts of the accepted items that it served, in weighted units. */
  units: z.number(),
  /** The minutes of the last use, which one click takes again. */
  lastMinutes: z.number().int().nullable(),
  ...delivered,
});
export type AssetDoc = z.infer<typeof asset>;

const assetsDoc = z.object({
  asOf: isoDay,
  currency: z.string(),
  assets: z.array(asset),
  /** Of all that was spent up to now; `null` where nothing was. */
  share: z.number().nullable(),
});
export type AssetsDoc = z.infer<typeof assetsDoc>;

/** By name, then id; a tool's alone where one is named. */
export const assetsList = request(
  'assets/list',
  'read slowly',
  z.object({ tool: z.string().optional() }),
  assetsDoc,
);

export const assetsAdd = request(
  'assets/add',
  'write',
  z.object({
    name: z.string().trim().min(1).max(200),
    kind: z.string(),
    /** An e-mail; else whoever acts. */
    maker: z.string().optional(),
    /** A month, or a day of it. */
    from: z.union([isoMonth, isoDay]),
    /** Else the month in which it was begun. */
    to: z.union([isoMonth, isoDay]).optional(),
    /** In percent. */
    share: z.string().optional(),
    hours: z.string().optional(),
    months: z.number().optional(),
    place: z.string().max(2000).optional(),
    tool: z.string().max(200).optional(),
    survives: z.string().optional(),
  }),
  z.object({ id: z.number().int(), ...assetsDoc.shape, ...delivered }),
);

/** Its cost's rest falls on that day's month, and it is used no more; `isRetired` false takes that back. */
export const assetsRetire = request(
  'assets/retire',
  'write',
  z.object({ id: z.number().int(), day: isoDay.optional(), isRetired: z.boolean().optional() }),
  assetsDoc,
);

/** Takes an asset out of the book, with its uses. */
export const assetsRemove = request(
  'assets/remove',
  'write',
  z.object({ id: z.number().int() }),
  assetsDoc,
);

/** Puts it back as it was, while the book is still open. */
export const assetsRestore = request(
  'assets/restore',
  'write',
  z.object({ id: z.number().int() }),
  assetsDoc,
);

/**
 * Notes that it was used: for an accepted item, or by the minutes that somebody believes to have saved;
 * without either, by the last ones of that person, else of anybody.
 */
export const assetsUse = request(
  'assets/use',
  'write',
  z.object({
    id: z.number().int(),
    /** An e-mail; else whoever acts. */
    person: z.string().optional(),
    day: isoDay.optional(),
    minutes: z.number().optional(),
    item: z.number().int().optional(),
  }),
  z.object({ use: z.number().int(), ...assetsDoc.shape, ...delivered }),
);

/** Takes a use back. */
export const assetsUnuse = request(
  'assets/unuse',
  'write',
  z.object({ use: z.number().int() }),
  assetsDoc,
);

const assetUse = z.object({
  id: z.number().int(),
  day: isoDay,
  /** `null`: somebody who is not for whoever asks. */
  person: z.string().nullable(),
  minutes: z.number().int().nullable(),
  item: z.object({ id: z.number().int(), title: z.string().nullable() }).nullable(),
  /** Whether whoever asks may take it back. */
  isOwn: z.boolean(),
  ...delivered,
});
export type AssetUseDoc = z.infer<typeof assetUse>;

/** The uses of an asset, in the order of their days. */
export const assetsUses = request(
  'assets/uses',
  'read',
  z.object({ id: z.number().int() }),
  z.object({ uses: z.array(assetUse) }),
);

export const assetMonth = z.object({
  month: isoMonth,
  /** How many there are by the end of the month. */
  assets: z.number().int(),
  /** What of the month's spend became assets, and its share of the total; `null` where nothing was spent. */
  made: money,
  share: z.number().nullable(),
  /** In this month, and late ones of closed months where it is the first open one after them: */
  uses: z.number().int(),
  byOthers: z.number().int(),
  feltMinutes: z.number().int(),
  units: z.number(),
});
export type AssetMonthDoc = z.infer<typeof assetMonth>;

/** What a month's spend left behind, and what was used of it in that month. */
export const assetsMonth = request('assets/month', 'read slowly', monthInput, assetMonth);
