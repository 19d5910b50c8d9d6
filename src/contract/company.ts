import * as z from 'zod';
import { WEEKDAYS } from '../core/calendar.ts';
import { nothing, request } from './request.ts';
import { isoDay, isoMonth, money, openTo, person } from './shapes.ts';

/** The company and what it sets; its people, accounts and identities; output kinds, baselines, prices. */

export const companyShow = request(
  'company/show',
  'read',
  nothing,
  z.object({
    company: z.string(),
    currency: z.string(),
    weekStart: z.enum(WEEKDAYS),
    /** The company's own day, in its time zone: what forms suggest. */
    today: isoDay,
    schema: z.number().int(),
    file: z.string(),
    people: z.number().int(),
    firstMonth: isoMonth.nullable(),
    lastMonth: isoMonth.nullable(),
    closedMonths: z.array(isoMonth),
    syncedFolder: z.string().nullable(),
    /** The company's book, or one person's own. */
    mode: z.enum(['office', 'person']),
    openTo,
  }),
);

/** What a first verdict needs, and whether the book holds any of it. */
export const companySteps = request(
  'company/steps',
  'read',
  nothing,
  z.object({
    people: z.boolean(),
    subscriptions: z.boolean(),
    usage: z.boolean(),
    output: z.boolean(),
  }),
);

export const settingsList = request(
  'settings/list',
  'read',
  nothing,
  z.object({
    settings: z.array(
      z.object({
        key: z.string(),
        value: z.string(),
        default: z.string(),
        /** Since when the value stands; null while it is the default. */
        from: isoDay.nullable(),
        expects: z.string(),
      }),
    ),
  }),
);

export const settingsSet = request(
  'settings/set',
  'write',
  z.object({ key: z.string(), value: z.string() }),
  settingsList.output,
);

export const personDoc = person.extend({
  start: isoDay.nullable(),
  end: isoDay.nullable(),
  monthlyCost: money.nullable(),
  identities: z.array(z.string()),
});
export type PersonDoc = z.infer<typeof personDoc>;

export const peopleList = request(
  'people/list',
  'read',
  nothing,
  z.object({ people: z.array(personDoc) }),
);

export const personDraft = z.object({
  name: z.string().trim().min(1),
  email: z.string().trim().min(3),
  role: z.string().trim().nullable(),
  team: z.string().trim().nullable(),
  start: isoDay.nullable(),
  end: isoDay.nullable(),
  monthlyCost: money.nullable(),
});

/** Adds a person, or changes the one whose e-mail is `was`. */
export const peopleSave = request(
  'people/save',
  'write',
  z.object({ was: z.string().nullable(), person: personDraft }),
  peopleList.output,
);

export const peopleRemove = request(
  'people/remove',
  'write',
  z.object({ email: z.string() }),
  peopleList.output,
);

/** Erases somebody who has left: a pseudonym in place of name and e-mail, figures as they were. */
export const peopleErase = request(
  'people/erase',
  'write',
  z.object({ person: z.string(), reason: z.string() }),
  z.object({
    person: z.string(),
    pseudonym: z.string(),
    /** Closed months in which the name was replaced. */
    months: z.array(isoMonth),
    /** Receipts that went, because their years are over. */
    receipts: z.number().int(),
    /** Whether the book's file was written anew, so that no page of it holds what was removed. */
    isFileClean: z.boolean(),
    /** Copies of the book beside it, which hold the name yet. */
    copies: z.array(z.string()),
  }),
);

/** Undoes a removal, with everything that hung on the person; only while the book is open. */
export const peopleRestore = request(
  'people/restore',
  'write',
  z.object({ email: z.string() }),
  peopleList.output,
);

/** Takes people pasted from a spreadsheet (tab- or comma-separated, with a header row). */
export const identitiesList = request(
  'identities/list',
  'read',
  nothing,
  z.object({
    identities: z.array(
      z.object({
        identity: z.string(),
        source: z.string(),
        account: z.string().nullable(),
        tool: z.string().nullable(),
        tracker: z.string().nullable(),
        name: z.string().nullable(),
        assignments: z.array(
          z.object({
            person,
            share: z.number(),
            from: isoDay.nullable(),
            to: isoDay.nullable(),
            byItself: z.boolean(),
          }),
        ),
        suggestion: z.string().nullable(),
        firstDay: isoDay.nullable(),
        lastDay: isoDay.nullable(),
      }),
    ),
  }),
);

/** Assigns an identity: whole or in parts (percentages that add up to 100 at most), from a day on, up to a day. */
export const identitiesAssign = request(
  'identities/assign',
  'write',
  z.object({
    identity: z.string(),
    source: z.string().optional(),
    shares: z.array(z.object({ email: z.string(), percent: z.string() })),
    from: isoDay.nullable().optional(),
    to: isoDay.nullable().optional(),
  }),
  identitiesList.output,
);

export const subscriptionsList = request(
  'subscriptions/list',
  'read',
  nothing,
  z.object({
    subscriptions: z.array(
      z.object({
        id: z.number().int(),
        tool: z.string(),
        email: z.string().nullable(),
        person: person.nullable(),
        start: isoDay,
        end: isoDay.nullable(),
        price: money,
        cadence: z.enum(['month', 'year']),
        account: z.string().nullable(),
        renewal: isoDay.nullable(),
      }),
    ),
  }),
);

export const subscriptionsSave = request(
  'subscriptions/save',
  'write',
  z.object({
    id: z.number().int().nullable(),
    tool: z.string().trim().min(1),
    email: z.string().trim().nullable(),
    start: isoDay,
    end: isoDay.nullable(),
    price: money,
    cadence: z.enum(['month', 'year']),
    account: z.string().trim().nullable(),
  }),
  subscriptionsList.output,
);

const cadence = z.enum(['month', 'year']);

/** Plans that are known by name, from a dated list that ships with the app; with who holds one today. */
export const plansList = request(
  'subscriptions/plans',
  'read',
  nothing,
  z.object({
    plans: z.array(
      z.object({
        id: z.string(),
        /** What a subscription of it is called. */
        tool: z.string(),
        vendor: z.string(),
        prices: z.array(z.object({ cadence, price: money })),
        /** Fewest seats that are sold. */
        minimum: z.number().int(),
        covers: z.array(z.string()),
        source: z.string(),
        sourceDate: isoDay,
        /** Seats of it that run today, and how many of them nobody holds. */
        seats: z.number().int(),
        spare: z.number().int(),
      }),
    ),
    /** People who work here today. */
    people: z.number().int(),
  }),
);
export type KnownPlan = z.infer<typeof plansList.output>['plans'][number];

/** Enters the seats of one plan at once: one for each who holds one, the rest spare licences. */
export const seatsAdd = request(
  'subscriptions/addSeats',
  'write',
  z.object({
    tool: z.string().trim().min(1),
    price: money,
    cadence,
    start: isoDay,
    end: isoDay.nullable(),
    account: z.string().trim().nullable(),
    seats: z.number().int().min(1).max(1000),
    emails: z.array(z.string().trim()),
  }),
  subscriptionsList.output,
);

const kind = z.object({
  kind: z.string(),
  weights: z.array(z.object({ from: isoMonth, weight: z.number(), value: money.nullable() })),
});

export const kindsList = request('kinds/list', 'read', nothing, z.object({ kinds: z.array(kind) }));

export const kindsSet = request(
  'kinds/set',
  'write',
  z.object({
    kind: z.string().trim().min(1),
    weight: z.string(),
    value: z.string().nullable().optional(),
    from: isoMonth,
  }),
  kindsList.output,
);

const baseline = z.object({
  person: person.nullable(),
  role: z.string().nullable(),
  units: z.number(),
  per: z.literal('month'),
});

export const baselinesList = request(
  'baseline/list',
  'read',
  nothing,
  z.object({ baselines: z.array(baseline) }),
);

export const baselineSet = request(
  'baseline/set',
  'write',
  z.object({
    person: z.string().optional(),
    role: z.string().optional(),
    units: z.string(),
    per: z.literal('month'),
  }),
  baselinesList.output,
);

const modelClass = z.enum(['flagship', 'standard', 'light']);
const usdPerMillion = z.string().nullable();

export const modelsList = request(
  'models/list',
  'read',
  nothing,
  z.object({
    models: z.array(
      z.object({
        model: z.string(),
        class: modelClass.nullable(),
        input: usdPerMillion,
        output: usdPerMillion,
        cacheRead: usdPerMillion,
        cacheWrite: usdPerMillion,
        cacheWrite1h: usdPerMillion,
        /** Of its prices. */
        currency: z.string().length(3),
        from: z.string().nullable(),
        source: z.string(),
        isUsed: z.boolean(),
        isOwn: z.boolean(),
      }),
    ),
    /** Names that stand in usage and have no price. */
    unpriced: z.array(
      z.object({
        model: z.string().nullable(),
        rows: z.number().int(),
        /** For what of the rows no price is known: the model, or how it was asked for. */
        reason: z.enum(['model', 'speed', 'serviceTier', 'context', 'geo', 'searches', 'length']),
        /** What the rows say there, e.g. `fast`. */
        tier: z.string().nullable(),
        text: z.string(),
      }),
    ),
    /** Rows that do not state their length, of models whose long requests cost more: priced as short. */
    lengthUnstated: z.array(z.object({ model: z.string(), rows: z.number().int() })),
    /** The next models down that were named here. */
    lowers: z.array(z.object({ model: z.string(), lower: z.string() })),
    /** What was settled for such rows; `account` is `null` for every source. */
    lengths: z.array(
      z.object({
        model: z.string(),
        account: z.string().nullable(),
        context: z.enum(['short', 'long']),
        from: z.string(),
      }),
    ),
  }),
);

/** Takes a price list from a file; the network is never asked. */
export const pricesUpdate = request(
  'models/update',
  'write',
  z.object({ file: z.string().min(1) }),
  z.object({
    update: z.object({
      lines: z.number().int(),
      added: z.number().int(),
      changed: z.number().int(),
    }),
  }),
);

export const modelsSet = request(
  'models/set',
  'write',
  z.object({
    model: z.string().trim().min(1),
    class: modelClass.optional(),
    input: z.string().optional(),
    output: z.string().optional(),
    cacheRead: z.string().optional(),
    cacheWrite: z.string().optional(),
    cacheWrite1h: z.string().optional(),
    /** How long the requests of rows are that do not say so, of one account (or tool) or of all. */
    context: z.enum(['short', 'long']).optional(),
    account: z.string().optional(),
    /** The next model down, where it is another than the provider's next class. */
    lower: z.string().trim().min(1).optional(),
    from: isoDay,
  }),
  modelsList.output,
);
