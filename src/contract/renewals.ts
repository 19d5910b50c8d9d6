import * as z from 'zod';
import { RENEWAL_CLASSES } from '../core/renewals/renewal-saving.ts';
import { request } from './request.ts';
import { isoDay, money, person } from './shapes.ts';

/** When subscriptions renew, until when one can stop that, and what it would save. */

const renewal = z.object({
  /** The subscription's. */
  id: z.number().int(),
  tool: z.string(),
  account: z.string().nullable(),
  /** `null`: a spare licence, or an e-mail that nobody here has. */
  person: person.nullable(),
  cadence: z.enum(['month', 'year']),
  /** The next that can still be stopped. */
  renewal: isoDay,
  noticeDay: isoDay,
  noticeDays: z.number().int(),
  price: money,
  perYear: money,
  downgradePrice: money.nullable(),
  /** Why nobody uses it; `null` where it is used, or nobody can tell. */
  unusedReason: z.string().nullable(),
  /** What can be done with an unused licence. */
  class: z.enum(RENEWAL_CLASSES).nullable(),
  /** Who would take it. */
  reassignTo: person.nullable(),
  /** A year, by ending it, or by handing it on; `null` where a rate is missing. */
  saves: money.nullable(),
  /** The first charge that is saved. */
  from: isoDay.nullable(),
  /** A year, by the next plan down. */
  downgradeSaves: money.nullable(),
  /** The other tool for the same job, where this is the one to end. */
  overlapsWith: z.string().nullable(),
  /** Which reminder is reached: so many days before the notice day, or fewer. */
  reminder: z.union([z.literal(30), z.literal(7), z.literal(1)]).nullable(),
});
export type RenewalDoc = z.infer<typeof renewal>;

const renewalsDoc = z.object({
  asOf: isoDay,
  currency: z.string(),
  renewals: z.array(renewal),
  /** Of unused licences, in base currency; three kinds of saving, not one. */
  perYear: z.object({ reassign: money, endNow: money, endAtRenewal: money }),
  /** Currencies that have no rate: their savings are in none of the three. */
  waitingForRate: z.array(z.string()),
});
export type RenewalsDoc = z.infer<typeof renewalsDoc>;

/** By notice day, then tool; up to a notice day where one is named. */
export const renewalsList = request(
  'renewals/list',
  'read slowly',
  z.object({ until: isoDay.optional() }),
  renewalsDoc,
);

/** What is left out stays as it is; it goes before what files say. */
export const renewalsSet = request(
  'renewals/set',
  'write',
  z.object({
    id: z.number().int(),
    renewal: isoDay.optional(),
    noticeDays: z.number().optional(),
    /** What the next plan down costs, in the subscription's currency. */
    downgradeTo: z.string().optional(),
  }),
  renewalsDoc,
);
