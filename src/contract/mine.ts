import * as z from 'zod';
import { nothing, request } from './request.ts';
import { isoMonth, person } from './shapes.ts';

/** What is mine, as the office told it last; and everything that is held about a person. */

const document = z.record(z.string(), z.unknown());
/** As it was told, and when. */
const told = z.object({ sentAt: z.string() }).catchall(z.unknown());

export const mineShow = request(
  'mine/show',
  'read',
  z.object({ month: isoMonth }),
  z.object({
    month: isoMonth,
    person,
    company: z.string(),
    statement: told.nullable(),
    allowances: z.array(told),
    verdict: told.nullable(),
    /** The last month that the office shared a verdict of; `null` where it never did. */
    lastVerdict: isoMonth.nullable(),
  }),
);

/** Everything that the office holds about this person, as it was told last. */
export const mineHeld = request(
  'mine/held',
  'read',
  nothing,
  z.object({ held: document.nullable(), askedAt: z.string().nullable() }),
);

/** Asks the office for it; the request goes with the next packet. */
export const mineAsk = request('mine/ask', 'write', nothing, mineHeld.output);

/** Writes what the office told last of everything that it holds: a document, and a page to read beside it. */
export const mineSave = request(
  'mine/save',
  'read',
  z.object({ out: z.string().min(1).max(4096) }),
  z.object({ file: z.string(), page: z.string() }),
);

/** Writes everything that is held about a person: a document, a page to read, and the receipts. */
export const heldWrite = request(
  'held/write',
  'read',
  z.object({ person: z.string(), out: z.string().min(1).max(4096) }),
  z.object({
    file: z.string(),
    sha256: z.string(),
    page: z.string(),
    receipts: z.string(),
    /** Of which the book speaks, and which lie beside it no more; by their SHA-256. */
    missingReceipts: z.array(z.string()),
  }),
);
