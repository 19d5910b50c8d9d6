import * as z from 'zod';
import { nothing, request } from './request.ts';
import { isoMonth, money } from './shapes.ts';

/** What is done to the book as a whole: checks, copies, exports, the trail. */

export const bookVerify = request(
  'book/verify',
  'read slowly',
  nothing,
  z.object({
    ok: z.boolean(),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  }),
);

export const exportKind = z.enum(['charges', 'seats', 'claims', 'payouts', 'journal', 'focus']);
export const journalFlavour = z.enum(['plain', 'quickbooks', 'xero', 'datev', 'kingdee']);
export const chargesKey = z.enum(['person', 'team', 'tool', 'account-code', 'cost-centre']);

export const exportRun = request(
  'export/run',
  'read slowly',
  z.object({
    kind: exportKind,
    month: isoMonth,
    out: z.string(),
    format: z.enum(['csv', 'xlsx']).optional(),
    bom: z.boolean().optional(),
    decimal: z.enum(['point', 'comma']).optional(),
    /** Whose import columns a journal is written in. */
    flavour: journalFlavour.optional(),
    /** Adds charges up. */
    by: chargesKey.optional(),
  }),
  z.object({
    file: z.string(),
    rows: z.number().int(),
    /** `null` while a charge waits for a rate. */
    total: money.nullable(),
    waitingForRate: z.number().int(),
    sha256: z.string(),
    manifest: z.string(),
  }),
);

export const auditList = request(
  'audit/list',
  'read',
  z.object({
    before: z.number().int().optional(),
    limit: z.number().int().max(500).optional(),
    /** Only entries that hold all of these words, in who, what or the values. */
    words: z.string().max(200).optional(),
  }),
  z.object({
    entries: z.array(
      z.object({
        id: z.number().int(),
        at: z.string(),
        who: z.string(),
        action: z.string(),
        subject: z.string(),
        detail: z.string(),
      }),
    ),
  }),
);

/** Stops the long work under way; what it had begun is taken back. `stopped` is false where there was none. */
export const workCancel = request(
  'work/cancel',
  'write',
  nothing,
  z.object({ stopped: z.boolean() }),
);
