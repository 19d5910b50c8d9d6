import * as z from 'zod';
import { ACCESS_LEVELS } from '../core/access/rights.ts';
import { nothing, request } from './request.ts';
import { person } from './shapes.ts';

/** Who may see and do what in the company's book. */

const level = z.enum(ACCESS_LEVELS);

const accessDoc = z.object({
  access: z.array(
    z.object({
      email: z.string(),
      name: z.string(),
      level,
      team: z.string().nullable(),
      /** The person of the book, where it is one. */
      person: person.nullable(),
      osUser: z.string().nullable(),
      /** How it is unlocked. */
      unlock: z.enum(['passphrase', 'os-user', 'none']),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
});
export type AccessDoc = z.infer<typeof accessDoc>;

export const accessList = request('access/list', 'read', nothing, accessDoc);

/** Gives somebody access, or another level. The first one set puts access in force. */
export const accessSet = request(
  'access/set',
  'write',
  z.object({
    email: z.string().trim().min(3).max(300),
    level,
    /** Of somebody who is no person of the book, such as an outside accountant. */
    name: z.string().trim().min(1).max(300).optional(),
    team: z.string().trim().min(1).max(300).optional(),
    osUser: z.string().trim().min(1).max(300).optional(),
  }),
  accessDoc,
);

export const accessPassphrase = request(
  'access/passphrase',
  'write',
  z.object({ email: z.string(), passphrase: z.string().max(1000) }),
  accessDoc,
);

export const accessEnd = request('access/end', 'write', z.object({ email: z.string() }), accessDoc);

/** Who sits at the window, what they do not see, and who may unlock it. */
const hereDoc = z.object({
  /** `open` as long as access was never set. */
  state: z.enum(['open', 'locked', 'in']),
  company: z.string(),
  /** The company's book, or a person's own. */
  mode: z.enum(['office', 'person']),
  who: z
    .object({ email: z.string(), name: z.string(), level, team: z.string().nullable() })
    .nullable(),
  hides: z.object({ verdicts: z.boolean(), costs: z.boolean() }),
  holders: z.array(
    z.object({
      email: z.string(),
      name: z.string(),
      unlock: z.enum(['passphrase', 'os-user', 'none']),
      /** Whether it can be unlocked at this computer's user: another one's access cannot. */
      isHere: z.boolean(),
    }),
  ),
});
export type HereDoc = z.infer<typeof hereDoc>;

export const accessHere = request('access/here', 'read', nothing, hereDoc);

/** Sits down at the window: with the passphrase where there is one. */
export const accessUnlock = request(
  'access/unlock',
  'write',
  z.object({ email: z.string().max(300), passphrase: z.string().max(1000).nullable() }),
  hereDoc,
);
