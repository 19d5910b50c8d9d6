import * as z from 'zod';
import { nothing, request } from './request.ts';
import { isoDay, isoMonth, money } from './shapes.ts';
import { days, key, note, requestError, syncDoc } from './syncs.ts';

/** Accounts at providers: their keys, and what they tell. A key only ever goes in. */

export const keyState = z.enum(['set', 'missing', 'locked']);
export const limitScope = z.enum(['person', 'key', 'team', 'project', 'workspace', 'organization']);
export const limitPeriod = z.enum(['day', 'week', 'month', 'lifetime', 'cycle', 'other']);
export const limit = z.object({ amount: money.nullable(), period: limitPeriod });

const capabilities = z.object({
  usage: z.boolean(),
  costs: z.enum(['billed', 'estimate', 'none']),
  members: z.boolean(),
  seats: z.boolean(),
  setLimit: z.array(limitScope),
  pauseKey: z.enum(['none', 'reversible', 'irreversible']),
  words: z.array(z.object({ code: z.string(), text: z.string() })),
});

export const providersList = request(
  'providers/list',
  'read',
  nothing,
  z.object({
    providers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        keyHint: z.string(),
        baseUrl: z.string().nullable(),
        allowsCustomUrl: z.boolean(),
        needsOrganization: z.boolean(),
        capabilities,
      }),
    ),
  }),
);

export const accountLine = z.object({
  name: z.string(),
  provider: z.string().nullable(),
  billing: z.enum(['use', 'plan']),
  key: keyState,
  /** It was added with a provider and can sync; else it is a name that files brought. */
  connected: z.boolean(),
  automatic: z.boolean(),
  lastSync: syncDoc.nullable(),
  members: z.number().int(),
  seats: z.number().int(),
  unusedSeats: z.number().int(),
  /** Members with an e-mail address whom nobody has entered as a person yet. */
  newPeople: z.number().int(),
});
export type AccountLine = z.infer<typeof accountLine>;

export const accountsList = request(
  'accounts/list',
  'read',
  nothing,
  z.object({
    accounts: z.array(accountLine),
    /** Tools whose use names no account (files, agent logs): `auto` follows who holds a plan. */
    tools: z.array(z.object({ tool: z.string(), billing: z.enum(['use', 'plan', 'auto']) })),
    /** What a credit costs by contract, of accounts (or tools without one) whose credits are money. */
    creditPrices: z.array(
      z.object({
        account: z.string(),
        /** Rows that wait for a price. */
        waiting: z.number().int(),
        /** As it was agreed, digit by digit. */
        prices: z.array(
          z.object({ from: isoDay, price: z.string(), currency: z.string().length(3) }),
        ),
      }),
    ),
  }),
);

export const accountsBilling = request(
  'accounts/billing',
  'write',
  z.object({ account: z.string(), billing: z.enum(['use', 'plan', 'auto']) }),
  accountsList.output,
);

/** Says what a credit costs from a day on; the rows that wait are priced at once. */
export const accountsCreditPrice = request(
  'accounts/creditPrice',
  'write',
  z.object({
    account: z.string().trim().min(1),
    /** As it stands in the contract, digit by digit. */
    price: z.string().trim(),
    currency: z.string().trim(),
    from: isoDay,
  }),
  accountsList.output,
);

export const accountInput = z.object({ account: z.string().min(1) });
const truthLine = z.object({
  month: isoMonth,
  model: z.string(),
  charged: money,
  listed: money,
  /** Charged over listed, minus 1. */
  difference: z.number(),
});

export const accountDoc = accountLine.extend({
  url: z.string().nullable(),
  organization: z.string().nullable(),
  ownAuthority: z.boolean(),
  chargedElsewhere: z.boolean(),
  firstDay: isoDay.nullable(),
  capabilities: capabilities.nullable(),
  keyHint: z.string().nullable(),
  found: z.array(z.string()),
  streams: z.array(z.object({ stream: z.string(), ...days, closed: z.string().nullable() })),
  memberList: z.array(
    z.object({
      identity: z.string(),
      email: z.string().nullable(),
      name: z.string().nullable(),
      role: z.string().nullable(),
      active: z.boolean(),
      person: z.string().nullable(),
    }),
  ),
  seatList: z.array(
    z.object({
      identity: z.string(),
      tool: z.string(),
      plan: z.string().nullable(),
      price: money.nullable(),
      person: z.string().nullable(),
      lastActivity: isoDay.nullable(),
      firstSeen: isoDay,
      /** It is cancelled and ends on this day. */
      ends: isoDay.nullable(),
      use: z.enum(['used', 'never used', 'not for 30 days', 'new']),
      /** Whether a plan for this tool and person stands in the book. */
      hasPlan: z.boolean(),
    }),
  ),
  keyList: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      status: z.enum(['active', 'paused', 'other']),
      owner: z.string().nullable(),
      project: z.string().nullable(),
      person: z.string().nullable(),
      limit: limit.nullable(),
    }),
  ),
  /** Limits that the provider has in force beside those of keys. */
  limitList: z.array(
    z.object({
      scope: limitScope,
      /** Null: it holds for everybody, or for the whole account. */
      target: z.string().nullable(),
      name: z.string().nullable(),
      person: z.string().nullable(),
      limit,
      used: money.nullable(),
    }),
  ),
  /** What was bought in advance and is left, as of the last sync. */
  credit: z.object({ left: money, bought: money, at: z.string() }).nullable(),
  /** After this day the provider forgets days that were not synced; null where none are in danger. */
  lostAfter: isoDay.nullable(),
  truth: z.object({
    lines: z.array(truthLine),
    /** Those that differ by more than 2 %. */
    differing: z.number().int(),
  }),
  history: z.array(syncDoc),
  writes: z.array(
    z.object({
      id: z.number().int(),
      kind: z.enum(['limit', 'pause']),
      at: z.string(),
      who: z.string(),
      target: z.string().nullable(),
      words: note,
      answered: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
export type AccountDoc = z.infer<typeof accountDoc>;

export const accountShow = request('accounts/show', 'read', accountInput, accountDoc);

/** `keychain`: kept in the system's; `run`: in memory until the app or the command ends. */
const keepKey = z.enum(['keychain', 'run']);

const checkDoc = z.object({
  account: z.string(),
  provider: z.string(),
  ok: z.boolean(),
  organization: z.string().nullable(),
  found: z.array(z.string()),
  /** What the provider can do and this key cannot. */
  lacking: z.array(z.string()),
  notes: z.array(note),
  error: requestError.nullable(),
  key: keyState,
});
export type CheckDoc = z.infer<typeof checkDoc>;

/** Adds an account once its key was checked; nothing is kept where the check fails. */
export const accountsAdd = request(
  'accounts/add',
  'write',
  z.object({
    account: z.string().trim().min(1).max(100),
    /** One of `providers/list`. */
    provider: z.string().max(100),
    key,
    keepKey: keepKey.optional(),
    url: z.string().trim().max(2000).nullable().optional(),
    organization: z.string().trim().max(200).nullable().optional(),
    /** PEM certificates of the company's own authority. */
    authority: z.string().max(200_000).nullable().optional(),
    chargedElsewhere: z.boolean().optional(),
    firstDay: isoDay.nullable().optional(),
    automatic: z.boolean().optional(),
    /** Add it although the provider cannot be reached now. */
    unchecked: z.boolean().optional(),
  }),
  checkDoc,
);

export const accountsCheck = request(
  'accounts/check',
  'write',
  accountInput.extend({ key: key.optional() }),
  checkDoc,
);

/** Sets or replaces the key, after it was checked. */
export const accountsKey = request(
  'accounts/key',
  'write',
  accountInput.extend({ key, keepKey: keepKey.optional(), unchecked: z.boolean().optional() }),
  checkDoc,
);

/** Forgets the key and the way to the provider. What was synced stays. */
export const accountsRemove = request(
  'accounts/remove',
  'write',
  accountInput,
  z.object({
    account: z.string(),
    /** The keychain did not open: the key is still in it. */
    keyLeft: z.boolean(),
    /** Nothing stands in the book under this name: it is gone as a whole. */
    gone: z.boolean(),
  }),
);

export const accountsChange = request(
  'accounts/change',
  'write',
  accountInput.extend({
    automatic: z.boolean().optional(),
    chargedElsewhere: z.boolean().optional(),
  }),
  accountsList.output,
);

/** Makes people of members whom nobody has entered yet. */
export const accountsPeople = request(
  'accounts/people',
  'write',
  accountInput.extend({ emails: z.array(z.string()).optional() }),
  z.object({ added: z.number().int() }),
);
