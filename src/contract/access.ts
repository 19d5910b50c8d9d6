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
