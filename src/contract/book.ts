import * as z from 'zod';
import { CHARGE_KEYS } from '../core/close/charge-sums.ts';
import { nothing, request } from './request.ts';
import { auditHead, isoMonth, money, openTo } from './shapes.ts';

/** What is done to the book as a whole: checks, copies, exports, the trail. */

export const bookVerify = request(
  'book/verify',
  'read slowly',
  z.object({
    /** A copy of the book, or JSON with the trail's head (`audit`): the trail is held against it. */
    against: z.string().min(1).max(4096).optional(),
    /** Of an encrypted copy. */
    passphrase: z.string().max(1000).optional(),
  }),
  z.object({
    ok: z.boolean(),
    checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
    openTo,
  }),
);

export const exportKind = z.enum([
  'charges',
  'seats',
  'claims',
  'payouts',
  'journal',
  'bills',
  'invoices',
  'vendors',
  'focus',
]);
export type ExportKind = z.infer<typeof exportKind>;

export const exportFlavour = z.enum([
  'plain',
  'datev',
  'quickbooks',
  'xero',
  'kingdee',
  'kingdee-kis',
  'yonyou',
]);
export type ExportFlavour = z.infer<typeof exportFlavour>;

/** Whose columns a kind of export can be written in; the first is what it is written in unless said. */
export const flavoursOf: Readonly<Partial<Record<ExportKind, readonly ExportFlavour[]>>> = {
  journal: exportFlavour.options,
  bills: ['quickbooks', 'xero'],
  vendors: ['plain', 'datev'],
};

/** What takes a workbook: the first is what it is written as unless said. */
export function formatsOf(kind: ExportKind, flavour: ExportFlavour): readonly ('csv' | 'xlsx')[] {
  if (kind === 'focus') return ['csv'];
  if (flavour === 'kingdee' || flavour === 'kingdee-kis' || flavour === 'yonyou') {
    return ['xlsx', 'csv'];
  }
  return flavour === 'plain' ? ['csv', 'xlsx'] : ['csv'];
}

export const chargesKey = z.enum(CHARGE_KEYS);
export const focusVersion = z.enum(['1.4', '1.2']);

/** What is worth knowing of a file that was written; `code` is stable, `text` is English. */
const exportWarning = z.object({
  code: z.string(),
  text: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
});

export const exportRun = request(
  'export/run',
  'read slowly',
  z.object({
    kind: exportKind,
    /** Vendors alone may go without, or whoever names a span. */
    month: isoMonth.optional(),
    /** Months from and to, in place of one: a quarter or a year, as far as the book reaches. */
    span: z.object({ from: isoMonth, to: isoMonth }).optional(),
    out: z.string(),
    format: z.enum(['csv', 'xlsx']).optional(),
    bom: z.boolean().optional(),
    decimal: z.enum(['point', 'comma']).optional(),
    /** Whose import columns a journal, bills or vendors are written in. */
    flavour: exportFlavour.optional(),
    /** Adds charges up. */
    by: chargesKey.optional(),
    focusVersion: focusVersion.optional(),
    /** The first voucher's number, for software that counts them. */
    firstNumber: z.number().int().min(1).max(99_999).optional(),
    /** A journal for QuickBooks without what its bills hold, so that nothing is booked twice. */
    withoutBills: z.boolean().optional(),
  }),
  z.object({
    file: z.string(),
    rows: z.number().int(),
    /** `null` while a charge waits for a rate. */
    total: money.nullable(),
    waitingForRate: z.number().int(),
    sha256: z.string(),
    manifest: z.string(),
    audit: auditHead,
    warnings: z.array(exportWarning),
    /** The entries that it gives to accounting software, by what they book. */
    entries: z.array(z.string()),
    /** The same by the month that they are booked in, as `exportGiven` takes them. */
    given: z.array(z.object({ month: isoMonth, entries: z.array(z.string()) })),
  }),
);

/** Notes that entries were given to an accounting software, so that giving them again is told. */
export const exportGiven = request(
  'export/given',
  'write',
  z.object({
    month: isoMonth,
    flavour: exportFlavour,
    entries: z.array(z.string()).max(100_000),
  }),
  z.object({ noted: z.number().int() }),
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
