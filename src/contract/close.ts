import * as z from 'zod';
import { nothing, request } from './request.ts';
import { auditHead, isoDay, isoMonth, money, monthInput } from './shapes.ts';

/** Closing a month, posting corrections, and copies of the book. */

export const checklistItem = z.object({
  code: z.enum([
    'rate-missing',
    'not-over',
    'no-spend',
    'earlier-open',
    'unpriced',
    'unassigned',
    'rejects',
    'unread',
    'claims-open',
    'invoices-open',
    'tax-account-missing',
    'counted-twice',
  ]),
  severity: z.enum(['blocks', 'warns']),
  count: z.number().int(),
  amount: money.nullable(),
  months: z.array(isoMonth),
  /** The sentence in English; the window says it from its catalogues. */
  text: z.string(),
});
export type ChecklistItemDoc = z.infer<typeof checklistItem>;

const closureDoc = z.object({
  month: isoMonth,
  total: money,
  closedAt: z.string(),
  closedBy: z.string(),
  digest: z.string(),
  inSpiteOf: z.string().nullable(),
  reopenedAt: z.string().nullable(),
  reopenedBy: z.string().nullable(),
  reopenReason: z.string().nullable(),
});

export const closeChecklist = request(
  'close/checklist',
  'read',
  monthInput,
  z.object({
    month: isoMonth,
    total: money,
    /** The closing that holds now; null while the month is open. */
    closed: closureDoc.nullable(),
    items: z.array(checklistItem),
    /** Every closing of this month, newest first. */
    history: z.array(closureDoc),
    /** Corrections of this month, posted in later ones. */
    corrections: z.array(
      z.object({ day: isoDay, amount: money, description: z.string(), reference: z.string() }),
    ),
  }),
);

const closedDoc = z.object({
  month: isoMonth,
  total: money,
  closedAt: z.string(),
  digest: z.string(),
  audit: auditHead,
});

/** Freezes a month. `anyway` closes over what blocks, with the reason that the trail keeps. */
export const closeMonth = request(
  'close/month',
  'write',
  monthInput.extend({ anyway: z.string().trim().min(1).max(500).optional() }),
  closedDoc,
);

export const closeReopen = request(
  'close/reopen',
  'write',
  monthInput.extend({ reason: z.string().trim().max(500) }),
  closedDoc.extend({ reopenedAt: z.string(), reason: z.string() }),
);

/** Posts a charge (or, below zero, a credit) in an open month that corrects a closed one. */
export const closeCorrect = request(
  'close/correct',
  'write',
  z.object({
    corrects: isoMonth,
    day: isoDay,
    amount: money,
    description: z.string().trim().min(1).max(300),
    reference: z.string().trim().max(100).optional(),
    email: z.string().optional(),
    tool: z.string().trim().max(200).optional(),
  }),
  z.object({ charge: z.number().int(), month: isoMonth, reference: z.string(), amount: money }),
);

const backupDoc = z.object({
  file: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  encrypted: z.boolean(),
  audit: auditHead,
});

/** Writes the book and its originals into one file while the app runs; with a passphrase, encrypted (age). */
export const backupRun = request(
  'backup/run',
  'read alone',
  z.object({ out: z.string(), passphrase: z.string().max(1000).optional() }),
  backupDoc,
);

/** Makes today's copy beside the book where none was made yet, and lets old ones go. */
export const backupDaily = request(
  'backup/daily',
  'read alone',
  nothing,
  z.object({ made: z.string().nullable(), dropped: z.array(z.string()) }),
);

export const backupList = request(
  'backup/list',
  'read',
  nothing,
  z.object({
    folder: z.string(),
    copies: z.array(z.object({ day: isoDay, file: z.string(), bytes: z.number().int() })),
  }),
);
